"""From a folder to clips that can be learned from together: one skeleton, one rate."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from timbrespace.corpus import joined
from timbrespace.corpus import labels as labelling
from timbrespace.corpus.motion.body import onto_body
from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.columns import plain_stem
from timbrespace.corpus.motion.reading import read_source
from timbrespace.corpus.motion.retarget import keep
from timbrespace.corpus.motion.sifting import sift
from timbrespace.corpus.motion.skeleton import Skeleton
from timbrespace.corpus.motion.sources import Source
from timbrespace.corpus.motion.tables import SUFFIXES as TABLES
from timbrespace.corpus.table import item_id
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job

#: What ``joints`` says for the body of sixteen joints that other skeletons are carried onto.
BODY_WORD = "body"
#: A clip of fewer frames at the wanted rate shows no motion.
FEWEST_FRAMES = 8


@dataclass(frozen=True)
class Named:
    """A clip, and what is known of it.

    Args:
        path: Relative to the folder, with POSIX slashes.
        sha256: Of its file; of a table of rotations, of those too that it takes bones and path
            from.
        clip: At the wanted rate, on the wanted skeleton.
        group: What was recorded together.
        labels: By name.
    """

    path: str
    sha256: str
    clip: Clip
    group: str = ""
    labels: dict[str, str | None] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Sixteen hex digits that name it by path and content."""
        return item_id(self.path, self.sha256, 0.0, self.clip.duration_s)


@dataclass(frozen=True)
class LeftOut:
    """A file that was left out: which, why, and what to do about it."""

    path: str
    reason: str
    remedy: str


@dataclass(frozen=True)
class Clips:
    """All clips of a folder that share a skeleton.

    Args:
        skeleton: Theirs; each clip's own bones may differ in length.
        rate_hz: Frames a second.
        clips: Sorted by path.
        left_out: What was not taken, and why.
        notes: What was done to them, as sentences.
    """

    skeleton: Skeleton
    rate_hz: float
    clips: tuple[Named, ...]
    left_out: tuple[LeftOut, ...]
    notes: tuple[str, ...]


def read_clips(
    place: Path,
    *,
    rate_hz: float = 30.0,
    joints: str = "",
    group: str | None = None,
    skeleton: Path | None = None,
    job: Job | None = None,
) -> Clips:
    """Read every clip below a folder, or one file.

    Clips are brought to one frame rate. Labels come from a table that lies in the folder, or in
    the one above it, and from the folders' names. Clips whose skeleton differs from that of most
    are left out by name, unless ``joints`` says what they have in common.

    Args:
        place: A folder, searched to any depth, or a file.
        rate_hz: Wanted frames a second.
        joints: ``"body"``: carry all onto the sixteen joints of
            :data:`timbrespace.corpus.motion.body.BODY`; ``"Hips,Spine,..."``: keep those of
            all; empty: as they are.
        group: The label or column that says what was recorded together; default: each clip is
            its own.
        skeleton: A BVH with the bones that tables of rotations turn; None: it lies beside them.
        job: Told about progress, in files.

    Raises:
        TimbrespaceError: There is no clip in it, or no such skeleton.
        Cancelled: The job was asked to stop.
    """
    skeleton = None if skeleton is None else _named(skeleton.expanduser())
    there = sift(place.expanduser(), skeleton)
    root = there.root
    job = quiet_job(job, "scan")
    job.begin(len(there.sources), f"Reading the clips of {root.name}", unit="files")
    found: list[Named] = []
    left_out: list[LeftOut] = []
    for path, source in there.sources.items():
        job.check()
        try:
            found.append(_read(path, source, rate_hz, joints))
        except TimbrespaceError as error:
            # A BVH that only holds a skeleton for others has done its part.
            if (root / path).resolve() not in there.bones:
                left_out.append(LeftOut(path, error.message, error.remedy))
        job.advance(1)
    _check_any(root, found, left_out)
    found, copies = _without_copies(found)
    usual = _usual([each.clip.skeleton for each in found])
    alike = [each for each in found if each.clip.skeleton.same_joints(usual)]
    others = [each for each in found if not each.clip.skeleton.same_joints(usual)]
    left_out += [_differs(each, usual) for each in others]
    labelled, said = _labelled(alike, root, group)
    notes = [*said, *copies, *_notes(alike, left_out, there.passed)]
    left_out.sort(key=lambda each: each.path)
    return Clips(usual, rate_hz, tuple(labelled), tuple(left_out), tuple(notes))


def on_joints(clip: Clip, joints: str) -> Clip:
    """A clip on the joints that a user asked for; see :func:`read_clips`."""
    if not joints:
        return clip
    if joints == BODY_WORD:
        return onto_body(clip)
    return keep(clip, [name.strip() for name in joints.split(",") if name.strip()])


def _named(skeleton: Path) -> Path:
    if not skeleton.is_file():
        raise TimbrespaceError(
            f"There is no skeleton '{skeleton}'.", "Name a BVH file: --skeleton bones.bvh"
        )
    return skeleton


def _read(path: str, source: Source, rate_hz: float, joints: str) -> Named:
    clip = on_joints(read_source(source), joints).at_rate(rate_hz)
    if len(clip) < FEWEST_FRAMES:
        raise TimbrespaceError(
            f"It lasts {len(clip)} frames, fewer than {FEWEST_FRAMES} at {rate_hz:g} Hz.",
            "Leave it out, or join it with what belongs to it.",
        )
    if not clip.skeleton.reach > 0:
        raise TimbrespaceError("Its bones have no length.", "Export it with its skeleton.")
    return Named(path, _digest(source.parts()), clip)


def _digest(files: Sequence[Path]) -> str:
    digest = hashlib.sha256()
    for each in files:
        digest.update(each.read_bytes())
    return digest.hexdigest()


def _without_copies(found: Sequence[Named]) -> tuple[list[Named], list[str]]:
    """Without tables that say again what a BVH of their name says: they'd straddle a split."""
    lengths = {
        each.path[: -len(".bvh")]: len(each.clip)
        for each in found
        if each.path.lower().endswith(".bvh")
    }
    kept = [each for each in found if not _is_copy(each, lengths)]
    n_copies = len(found) - len(kept)
    said = f"{n_copies} tables hold the motion of a BVH of their name; the BVH is taken."
    return kept, [said] if n_copies else []


def _is_copy(each: Named, lengths: Mapping[str, int]) -> bool:
    path = PurePosixPath(each.path)
    if path.suffix.lower() not in TABLES:
        return False
    stems = {str(path.with_name(stem)) for stem in (path.stem, plain_stem(path.stem))}
    return any(abs(lengths[stem] - len(each.clip)) <= 1 for stem in stems & lengths.keys())


def _check_any(root: Path, found: Sequence[Named], left_out: Sequence[LeftOut]) -> None:
    if found:
        return
    why = f" ({left_out[0].path}: {left_out[0].reason})" if left_out else ""
    remedy = "Give a folder of BVH files, of CSV files, or of DeepMimic's JSON."
    raise TimbrespaceError(
        f"No clip of motion in '{root}' can be read{why}.",
        left_out[0].remedy if left_out else remedy,
    )


def _usual(skeletons: Sequence[Skeleton]) -> Skeleton:
    """The skeleton that most have; the first of those that tie."""
    counts = Counter((each.names, each.parents) for each in skeletons)
    most = max(counts.values())
    return next(s for s in skeletons if counts[s.names, s.parents] == most)


def _differs(each: Named, skeleton: Skeleton) -> LeftOut:
    how = skeleton.difference(each.clip.skeleton)
    return LeftOut(
        each.path,
        f"its skeleton is not that of most clips: {how}",
        f"--set joints={BODY_WORD} carries all human skeletons onto one, and "
        "--set joints=Hips,Spine,... keeps joints that all have.",
    )


def _labelled(
    clips: Sequence[Named], root: Path, group: str | None
) -> tuple[list[Named], list[str]]:
    paths = [each.path for each in clips]
    # A table often lies above the folders of several collections.
    table = joined.find(root) or joined.find(root.parent)
    found = labelling.label(paths, labelling.Source(table=table), root, group)
    made = []
    for i, each in enumerate(clips):
        own = {name: values[i] for name, values in found.columns.items()}
        several = {n: v for n, v in own.items() if len(set(found.columns[n])) > 1}
        made.append(replace(each, group=found.groups[i] or each.path, labels=several))
    return made, found.notes


def _notes(
    clips: Sequence[Named], left_out: Sequence[LeftOut], passed: Counter[str]
) -> Iterator[str]:
    said = Counter(note for each in clips for note in each.clip.notes)
    for note, many in said.most_common():
        yield f"{many} of {len(clips)} clips: {note}"
    reaches = [each.clip.skeleton.reach for each in clips]
    if max(reaches) > 1.02 * min(reaches):
        yield (
            f"Bodies differ in size by {100 * (max(reaches) / min(reaches) - 1):.0f} %: paths "
            "are measured in the length of each."
        )
    if left_out:
        first = left_out[0]
        yield (
            f"{len(left_out)} files are left out, for instance '{first.path}': {first.reason} "
            f"({first.remedy})"
        )
    if passed:
        kinds = ", ".join(f"{many} {suffix}" for suffix, many in passed.most_common())
        yield f"Files that hold no motion that is known here are passed over: {kinds}."
