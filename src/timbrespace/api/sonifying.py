"""Sonify: data that was never sound is carried into a voice, rendered, joined and mapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.sonify.coupling import HOWS, How
from timbrespace.sonify.paths import N_STOPS
from timbrespace.sonify.piece import OVERLAP_S
from timbrespace.sonify.rendering import LOUDNESS_LUFS

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.sonify.coupling import Coupling
    from timbrespace.sonify.folder import Line
    from timbrespace.sonify.paths import PathName
    from timbrespace.sonify.posterior import Posterior
    from timbrespace.spaces.base import Latents
    from timbrespace.spaces.data.base import DataSpace
    from timbrespace.spaces.data.items import DataItems
    from timbrespace.spaces.voice import Voice

#: The fewest items that have a spread.
FEWEST = 3


@dataclass(frozen=True)
class Sonified:
    """What came of :func:`sonify`.

    Args:
        folder: Where all of it lies.
        items: What was sonified, in the order of the sounds.
        lines: What is known of each sound.
        coupling: From data to voice.
        points: ``(N, K)``; where the items lie in the voice.
        atlas: The data's map, or None.
        notes: What a reader must know, as sentences.
    """

    folder: Path
    items: DataItems
    lines: list[Line]
    coupling: Coupling
    points: Latents
    atlas: Path | None
    notes: list[str]

    def sound(self, index: int) -> Path:
        """The WAV of an item."""
        from timbrespace.sonify.folder import SOUNDS

        return self.folder / SOUNDS / self.lines[index].path


def sonify(
    space: str | Path | DataSpace,
    voice: str | Path | Voice,
    out: str | Path,
    *,
    how: How = "gaussian",
    path: str | None = None,
    seconds: float | None = None,
    order: str | None = None,
    stops: int = N_STOPS,
    tour_of: str | None = None,
    loudness_lufs: float | None = LOUDNESS_LUFS,
    data: str | Path | None = None,
    skeleton: str | Path | None = None,
    sounds: str | Path | Corpus | None = None,
    words: Sequence[str] = (),
    overlap_s: float = OVERLAP_S,
    piece: bool = True,
    atlas: bool = True,
    methods: Sequence[str] | None = None,
    again: bool = False,
    trust: bool = False,
    seed: int = 0,
    job: Job | None = None,
) -> Sonified:
    """Make the items of a data space heard; called again, it goes on where it stopped.

    The coupling is learned on the items that the space was trained with (of all, where it does
    not say), and applied to every one. Labels are not looked at, unless ``tour_of`` or ``order``
    names one.

    Args:
        space: The folder of a data space, ``"table:genes"``, or an open one.
        voice: ``"stream:bells"``, a folder, a ``model.ts``, or an open one.
        out: The folder of all that is made.
        how: ``"gaussian"``, ``"sliced"``, ``"entropic"``, ``"words"``; baselines: ``"random"``,
            ``"plain"``.
        path: ``"hold"``, ``"slerp"``, ``"tour"``, ``"motion"``, or ``"course"``: the items of a
            group in their order, in one breath; default: motion where items move, else hold.
        seconds: Of each item; default: its own length where it moves, else 2 s (4 s for a tour).
        order: ``"near"``, ``"given"``, a column of order (time, dose), or a label; default: the
            column of order where there is exactly one, else near.
        stops: Of a tour: so many of the items most like it.
        tour_of: A label each class of which is one course, through all its items.
        loudness_lufs: What all sounds are brought to; None: as they come.
        data: Other data of the same make; default: what the space was trained with.
        skeleton: Of tables of rotations in ``data``: the BVH whose bones they turn; default: one
            that lies beside them.
        sounds: A folder or an atlas that says where the voice is at home; default: the frames it
            brings.
        words: Descriptors that the first axes play, for ``how="words"``.
        overlap_s: Of neighbours in the piece.
        piece: Whether the piece and its cues are made.
        atlas: Whether the map is made.
        methods: Layouts of the map, in this order; default: PCA, and UMAP of 16 items or more.
        again: Replace what a folder holds.
        trust: Whether a voice that is a program may be run.
        seed: The same seed gives the same sounds on one machine, if the voice repeats itself.
        job: Progress; cancelling it keeps the sounds that are finished.

    Raises:
        TimbrespaceError: Space, voice, data or options won't do, and what to do about it.
        MissingExtra: The voice or the coupling needs an optional part.
        Cancelled: The job was asked to stop.
    """
    from timbrespace.api.sonified_map import write_map
    from timbrespace.atlas.lock import writing
    from timbrespace.sonify.carrying import paths_of, placed
    from timbrespace.sonify.courses import as_items, courses_of, cues_within, lines_within
    from timbrespace.sonify.folder import COUPLED, Folder, names_of
    from timbrespace.sonify.home import home_of, keep_home
    from timbrespace.sonify.labels import write_labels
    from timbrespace.sonify.making import make_sounds
    from timbrespace.sonify.notes import doubts_of, notes_of, said_of_order
    from timbrespace.sonify.order import NEAR, arranged, usual_order
    from timbrespace.sonify.piece import plan_cues, write_piece
    from timbrespace.sonify.plan import plan_of

    job = quiet_job(job, "sonify")
    opened = _opened(space, skeleton)
    data = None if data is None else Path(data).expanduser()
    singer = _voice(voice, trust)
    items = opened.items() if data is None else opened.read(data)
    by = order or (usual_order(items) if tour_of is None else NEAR)
    way = _checked(items, how, path, by, seconds, stops, tour_of)
    folder = Folder(Path(out).expanduser())
    if again:
        folder.clear()
    home = home_of(folder, singer, sounds, seed=seed, job=job)
    plan = plan_of(
        opened, items, singer, home, how=how, path=way, order=by, seed=seed, words=words,
        seconds=seconds, stops=stops, loudness_lufs=loudness_lufs, tour_of=tour_of,
    )  # fmt: skip
    folder.prepare(plan)
    with writing(folder.path):
        coupling = fit(opened, singer, home, how, words=words, seed=seed, job=job)
        where = placed(items, coupling, plan.path, job)
        keep_home(folder, home, singer, sounds, seed)
        folder.keep_runs(COUPLED, where.runs, points=where.points)
        sequence = arranged(items, by)
        courses = courses_of(items, by, sequence, tour_of) if plan.path == "course" else []
        heard = as_items(items, courses) if courses else items
        write_labels(folder.sounds, heard, names_of(heard))
        paths = paths_of(plan, items, sequence, where, home, singer, courses)
        sounded = make_sounds(folder, heard, paths, singer, loudness_lufs, job)
        doubted = doubts_of(opened, learned_on(opened.items()))
        notes = notes_of(sounded, coupling, home, paths, loudness_lufs, doubted)
        notes += [said_of_order(by)] if order is None else []
        folder.note(coupling=coupling.facts, notes=notes)
        lines = lines_within(items, courses, sounded) if courses else sounded
        if piece:
            first_to_last = list(range(len(courses))) or sequence.tolist()
            files = [line.path for line in sounded]
            cues = plan_cues(first_to_last, files, [s.duration_s for s in sounded], overlap_s)
            told = cues_within(courses, cues) if courses else cues
            write_piece(folder.path, folder.sounds, items, cues, singer.sample_rate, job, told)
    made = None
    if atlas:
        made = write_map(
            folder, plan, opened, items, lines, singer, data=data, methods=methods, job=job
        )
    job.finish()
    return Sonified(folder.path, items, lines, coupling, where.points, made, notes)


def fit(
    space: DataSpace,
    voice: Voice,
    home: Posterior,
    how: How = "gaussian",
    *,
    words: Sequence[str] = (),
    seed: int = 0,
    job: Job | None = None,
) -> Coupling:
    """The coupling of a data space and a voice, learned on what the space was trained with.

    Args:
        space: Opened.
        voice: Opened.
        home: Where the voice is at home.
        how: One of :data:`timbrespace.sonify.coupling.HOWS`.
        words: For ``how="words"``.
        seed: Of everything random.
        job: Says what is done.

    Raises:
        TimbrespaceError: There is too little data, no surrogate, or no such way.
    """
    from timbrespace.sonify.coupling import fit_coupling
    from timbrespace.surrogates.opening import find_surrogate

    quiet_job(job, "sonify").begin(message="Coupling data and voice")
    surrogate = find_surrogate(voice) if how == "words" else None
    rows = learned_on(space.items())
    return fit_coupling(rows, home.frames, how, seed, surrogate=surrogate, words=words)


def learned_on(items: DataItems) -> Latents:
    """Rows ``(R, D)`` of the items that a space was trained with; of all, where none is marked."""
    parts = items.table.get("part")
    train = np.zeros(0, np.int64) if parts is None else np.flatnonzero(parts == "train")
    if len(train) < FEWEST:
        return items.latents
    return np.concatenate([items.rows(int(index)) for index in train])


def _opened(space: str | Path | DataSpace, skeleton: str | Path | None) -> DataSpace:
    from timbrespace.spaces.data.motion import MotionSpace
    from timbrespace.spaces.data.opening import open_data

    opened = open_data(space) if isinstance(space, str | Path) else space
    if skeleton is None:
        return opened
    if not isinstance(opened, MotionSpace):
        raise TimbrespaceError(
            f"'{opened.id}' is no space of motion, and has no skeleton.", "Leave --skeleton out."
        )
    return opened.with_bones(Path(skeleton).expanduser())


def _voice(voice: str | Path | Voice, trust: bool) -> Voice:
    if not isinstance(voice, str | Path):
        return voice
    from timbrespace.spaces.playing.opening import open_voice

    return open_voice(voice, trust=trust)


def _checked(
    items: DataItems,
    how: str,
    path: str | None,
    order: str,
    seconds: float | None,
    stops: int,
    tour_of: str | None,
) -> PathName:
    """The path; what won't do is said now, not after minutes."""
    from timbrespace.sonify.courses import check_course
    from timbrespace.sonify.order import check_order
    from timbrespace.sonify.paths import check

    if how not in HOWS:
        raise TimbrespaceError(f"Nothing is coupled by '{how}'.", f"Use {', '.join(HOWS)}.")
    if len(items) < FEWEST:
        raise TimbrespaceError(
            f"{len(items)} items are too few to be told apart.", f"Use {FEWEST} or more."
        )
    check_order(items, order)
    if tour_of is not None and path not in (None, "tour", "course"):
        raise TimbrespaceError(
            f"A tour of '{tour_of}' takes no path '{path}'.", "Leave --path or --tour-of out."
        )
    usual = "motion" if items.moves else "hold"
    way = check("course" if tour_of is not None else path or usual, seconds, items.moves, stops)
    if way == "course":
        check_course(items, order, tour_of, seconds)
    return way
