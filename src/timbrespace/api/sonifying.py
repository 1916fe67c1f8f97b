"""Sonify: data that was never sound is carried into a voice, rendered, joined and mapped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.sonify.coupling import HOWS, How
from timbrespace.sonify.order import GIVEN, NEAR
from timbrespace.sonify.paths import N_STOPS
from timbrespace.sonify.piece import OVERLAP_S
from timbrespace.sonify.rendering import LOUDNESS_LUFS

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus
    from timbrespace.sonify.coupling import Coupling
    from timbrespace.sonify.folder import Folder, Line, Plan
    from timbrespace.sonify.paths import PathName, Paths
    from timbrespace.sonify.posterior import Posterior
    from timbrespace.spaces.base import Latents
    from timbrespace.spaces.data.base import DataSpace
    from timbrespace.spaces.data.items import DataItems
    from timbrespace.spaces.voice import Voice

#: The fewest items that have a spread.
FEWEST = 3
#: Of fewer items UMAP has no neighbourhoods to keep.
FEWEST_NEIGHBOURS = 16
#: Rows that are carried over between two looks at whether to stop.
AT_ONCE = 512


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
    loudness_lufs: float | None = LOUDNESS_LUFS,
    data: str | Path | None = None,
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
    not say), and applied to every one. Labels are not looked at.

    Args:
        space: The folder of a data space, ``"table:genes"``, or an open one.
        voice: ``"stream:bells"``, a folder, a ``model.ts``, or an open one.
        out: The folder of all that is made.
        how: ``"gaussian"``, ``"sliced"``, ``"entropic"``, ``"words"``; baselines: ``"random"``,
            ``"plain"``.
        path: ``"hold"``, ``"slerp"``, ``"tour"`` or ``"motion"``; default: motion where items
            move, else hold.
        seconds: Of each sound; default: an item's own length where it moves, else 2 s (4 s for a
            tour).
        order: ``"near"``, ``"given"``, a column of order (time, dose), or a label; default: the
            column of order where there is exactly one, else near.
        stops: Of a tour: so many of the items most like it.
        loudness_lufs: What all sounds are brought to; None: as they come.
        data: Other data of the same make; default: what the space was trained with.
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
    from timbrespace.atlas.lock import writing
    from timbrespace.sonify.folder import COUPLED, Folder, names_of
    from timbrespace.sonify.home import home_of, keep_home
    from timbrespace.sonify.labels import write_labels
    from timbrespace.sonify.making import make_sounds
    from timbrespace.sonify.order import usual_order

    job = quiet_job(job, "sonify")
    opened = _opened(space)
    data = None if data is None else Path(data).expanduser()
    singer = _voice(voice, trust)
    items = opened.items() if data is None else opened.read(data)
    by = usual_order(items) if order is None else order
    path = _checked(items, how, path, by, seconds, stops)
    folder = Folder(Path(out).expanduser())
    if again:
        folder.clear()
    home = home_of(folder, singer, sounds, seed=seed, job=job)
    plan = _plan(
        opened, items, singer, home, how, words, path, by, seconds, stops, loudness_lufs, seed
    )
    folder.prepare(plan)
    with writing(folder.path):
        coupling = fit(opened, singer, home, how, words=words, seed=seed, job=job)
        points, runs = _coupled(items, coupling, plan.path, job)
        keep_home(folder, home, singer, sounds, seed)
        folder.keep(COUPLED, {"points": points} | _flat(runs))
        write_labels(folder.sounds, items, names_of(items))
        paths, arranged = _paths(plan, items, points, runs, home, singer)
        lines = make_sounds(folder, items, paths, singer, loudness_lufs, job)
        notes = _notes(items, lines, coupling, home, points, loudness_lufs)
        notes += _said_of_order(by) if order is None else []
        folder.note(coupling=coupling.facts, notes=notes)
        if piece:
            _write_piece(folder, items, lines, arranged, overlap_s, singer, job)
    made = _map(folder, opened, data, items, lines, singer, plan, methods, job) if atlas else None
    job.finish()
    return Sonified(folder.path, items, lines, coupling, points, made, notes)


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


def _opened(space: str | Path | DataSpace) -> DataSpace:
    if not isinstance(space, str | Path):
        return space
    from timbrespace.spaces.data.opening import open_data

    return open_data(space)


def _voice(voice: str | Path | Voice, trust: bool) -> Voice:
    if not isinstance(voice, str | Path):
        return voice
    from timbrespace.spaces.playing.opening import open_voice

    return open_voice(voice, trust=trust)


def _checked(
    items: DataItems, how: str, path: str | None, order: str, seconds: float | None, stops: int
) -> PathName:
    """The path; what won't do is said now, not after minutes."""
    from timbrespace.sonify.order import arranged
    from timbrespace.sonify.paths import check

    if how not in HOWS:
        raise TimbrespaceError(f"Nothing is coupled by '{how}'.", f"Use {', '.join(HOWS)}.")
    if len(items) < FEWEST:
        raise TimbrespaceError(
            f"{len(items)} items are too few to be told apart.", f"Use {FEWEST} or more."
        )
    arranged(items, order)
    return check(path or ("motion" if items.moves else "hold"), seconds, items.moves, stops)


def _plan(
    space: DataSpace,
    items: DataItems,
    voice: Voice,
    home: Posterior,
    how: str,
    words: Sequence[str],
    path: PathName,
    order: str,
    seconds: float | None,
    stops: int,
    loudness_lufs: float | None,
    seed: int,
) -> Plan:
    from timbrespace.sonify.folder import Plan, digest
    from timbrespace.sonify.paths import SECONDS

    return Plan(
        space=space.id, space_hash=space.model_hash,
        items=digest(items.latents, items.offsets, text=items.table.to_csv(index=False)),
        voice=voice.id, voice_hash=voice.model_hash, home=digest(home.frames),
        how=how, words=tuple(words), path=path, order=order,
        seconds=SECONDS[path] if seconds is None else seconds,
        loudness_lufs=loudness_lufs, seed=seed, stops=stops if path == "tour" else None,
    )  # fmt: skip


def _coupled(
    items: DataItems, coupling: Coupling, path: str, job: Job
) -> tuple[Latents, tuple[Latents, ...]]:
    """Where items lie in the voice ``(N, K)``, and the rows ``(F, K)`` of those that move."""
    points = _applied(coupling, items.means(), job)
    if path != "motion":
        return points, ()
    rows = _applied(coupling, items.latents, job)
    return points, tuple(np.split(rows, items.offsets[1:-1]))


def _applied(coupling: Coupling, latents: Latents, job: Job) -> Latents:
    """What :meth:`Coupling.apply` gives; words are asked for one by one, so it can be stopped."""
    job.begin(len(latents), "Carrying data into the voice", unit="rows")
    parts = []
    for begin in range(0, len(latents), AT_ONCE):
        job.check()
        parts.append(coupling.apply(latents[begin : begin + AT_ONCE]))
        job.advance(len(parts[-1]))
    return np.concatenate(parts)


def _flat(runs: Sequence[Latents]) -> dict[str, Any]:
    """Runs as one array with its offsets; without any, none."""
    if not runs:
        return {"rows": np.zeros((0, 1), np.float32), "offsets": np.zeros(1, np.int64)}
    offsets = np.cumsum([0, *map(len, runs)]).astype(np.int64)
    return {"rows": np.concatenate(runs), "offsets": offsets}


def _paths(
    plan: Plan,
    items: DataItems,
    points: Latents,
    runs: tuple[Latents, ...],
    home: Posterior,
    voice: Voice,
) -> tuple[Paths, Sequence[int]]:
    """The items' paths, and the order of the items."""
    from timbrespace.explore.neighbours import Neighbours
    from timbrespace.sonify.order import arranged, following
    from timbrespace.sonify.paths import Paths, check

    order = arranged(items, plan.order)
    near = np.zeros((len(items), 0), np.int64)
    if plan.path == "tour":
        everyone = np.arange(len(items))
        near = Neighbours(items.means()).of(everyone, min(plan.stops or N_STOPS, len(items) - 1))[
            0
        ]
    paths = Paths(
        how=check(plan.path, plan.seconds, items.moves),
        points=points,
        centre=home.frames.mean(axis=0, dtype=np.float64),
        after=following(items, plan.order, order),
        near=near,
        runs=runs,
        rate_hz=items.rate_hz,
        frame_rate_hz=voice.sample_rate / voice.hop,
        seconds=plan.seconds,
    )
    return paths, order.tolist()


def _write_piece(
    folder: Folder,
    items: DataItems,
    lines: Sequence[Line],
    order: Sequence[int],
    overlap_s: float,
    voice: Voice,
    job: Job,
) -> None:
    from timbrespace.sonify.piece import plan_cues, write_piece

    paths, durations_s = [line.path for line in lines], [line.duration_s for line in lines]
    cues = plan_cues(order, paths, durations_s, overlap_s)
    write_piece(folder.path, folder.sounds, items, cues, voice.sample_rate, job)


def _map(
    folder: Folder,
    space: DataSpace,
    data: Path | None,
    items: DataItems,
    lines: Sequence[Line],
    voice: Voice,
    plan: Plan,
    methods: Sequence[str] | None,
    job: Job,
) -> Path:
    """The atlas, its maps and its figures; where its sounds lie is remembered for this user."""
    import timbrespace
    from timbrespace.sonify.atlas import DATA_ID, write_atlas
    from timbrespace.sonify.folder import MAP
    from timbrespace.spaces.data.figures import take_along

    path = folder.path / MAP
    about = {
        "name": f"{space.name} by {voice.id}",
        "notes": folder.about()["notes"],
        "sonified": {"space": space.id, "voice": voice.id, "how": plan.how, "path": plan.path},
    }
    store = write_atlas(
        path, folder.sounds, space, items, lines, voice.sample_rate, voice.channels,
        about=about, job=job,
    )  # fmt: skip
    table = store.items()
    take_along(space, path, dict(zip(table[DATA_ID], table["id"], strict=True)), data)
    opened = timbrespace.open(path, sounds=folder.sounds)
    usual = ("pca", "umap") if len(items) >= FEWEST_NEIGHBOURS else ("pca",)
    for method in usual if methods is None else methods:
        job.check()
        job.begin(message=f"Laying out with {method}")
        opened.layout(method, seed=plan.seed, job=job)
    return path


def _notes(
    items: DataItems,
    lines: Sequence[Line],
    coupling: Coupling,
    home: Posterior,
    points: Latents,
    loudness_lufs: float | None,
) -> list[str]:
    from timbrespace.sonify.home import share_at_home

    share, seconds = share_at_home(home.frames, points), sum(line.duration_s for line in lines)
    notes = [
        f"{len(items)} items, {seconds:.0f} s of sound. {home.said}",
        f"{share:.0%} of the items lie where the voice is at home: as near to one of these frames "
        "as 99 % of them lie to another.",
    ]
    kept = coupling.facts.get("variance_kept")
    if kept is not None:
        n_axes = coupling.facts.get("n_axes", len(coupling.facts.get("words", ())))
        notes.append(f"{n_axes} axes hold {kept:.0%} of the variance of the data's latents.")
    silent = sum(line.loudness_lufs is None for line in lines)
    if silent:
        notes.append(f"Silent in this voice: {silent} of the items.")
    if loudness_lufs is not None:
        held = [line for line in lines if line.loudness_lufs is not None]
        short = sum(line.loudness_lufs + line.gain_db < loudness_lufs - 0.5 for line in held)  # type: ignore[operator]
        if short:
            notes.append(f"Softer than {loudness_lufs:g} LUFS, for their peaks: {short}.")
    return notes


def _said_of_order(by: str) -> list[str]:
    """What was chosen for a user who named no order."""
    if by == NEAR:
        return ["Each item leads to the nearest one left (--order near)."]
    return [f"Items follow each other by '{by}', the data's one column of order (--order)."]


__all__ = ["FEWEST", "GIVEN", "NEAR", "Sonified", "fit", "learned_on", "sonify"]
