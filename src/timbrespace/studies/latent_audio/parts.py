"""The corpora that a study runs on: the user's own sounds, and sounds with true factors."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import timbrespace
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.studies.latent_audio import recordings

if TYPE_CHECKING:
    import pandas as pd

FACTORS = ("material", "action")
#: Windows that probes are asked about, of a long recording and of a block of it: intervals come
#: from recordings, and hundreds of windows of one are no more of them.
WINDOWS_OF_RECORDING, WINDOWS_OF_BLOCK = 50, 3
#: Folds where every class has that many groups; else as many as two classes of each have.
FOLDS = 5


@dataclass(frozen=True)
class Grouping:
    """A column whose values never straddle a split.

    Args:
        column: ``"group"``, or the name of a label.
        title: What is held out, for tables.
        n_folds: Folds of the cross-validation; a class in fewer groups is left out.
        most_per_group: Probes, and readings of a flow's codes, are asked about so many windows of
            each group, evenly spaced; None: about all.
    """

    column: str
    title: str
    n_folds: int
    most_per_group: int | None = None


@dataclass(frozen=True)
class Part:
    """One corpus of a study.

    Args:
        name: ``"recordings"`` or ``"synthetic"``.
        title: What the report calls it.
        sounds: The folder of sounds.
        atlas: Where its atlas is kept.
        fingerprint: Of files, labels and groups: whatever is made from them is kept until it
            changes.
        groupings: What is held out, in turn; the first one is used throughout.
        notes: Sentences about the data that a reader must know.
        labels: Table of labels, where the folder has none of its own.
        window_s: Length of the windows that long recordings are cut into.
        blocked: Whether windows are blocked in time as well.
    """

    name: str
    title: str
    sounds: Path
    atlas: Path
    fingerprint: str
    groupings: tuple[Grouping, ...]
    notes: tuple[str, ...] = ()
    labels: Path | None = None
    window_s: float | None = None
    blocked: bool = False


def own_sounds(folder: Path, out: Path, job: Job) -> Part:
    """The user's sounds: named as in the original study, or with labels for both factors.

    Raises:
        TimbrespaceError: They are neither, or too few to hold any out.
    """
    found = timbrespace.scan(folder, deep=False, job=job)
    found.check_not_empty()
    paths = [str(path) for path in found.items["path"]]
    labelled = all(f"label.{name}" in found.items for name in FACTORS)
    if labelled or not recordings.recognised(paths):
        if not labelled:
            raise TimbrespaceError(
                f"The sounds in '{folder}' have no labels 'material' and 'action', and are not "
                "named as in the original study (WT.wav: wood, hit).",
                "Put a table labels.csv with columns file, material, action, group beside them.",
            )
        return _part(found.items, folder, out, notes=_about_groups(found.items))
    table = recordings.write_table(paths, out / "recordings.csv")
    cut = timbrespace.scan(folder, labels=table, window_s=recordings.WINDOW_S, deep=False, job=job)
    notes = [*_about_naming(paths), *_about_confounding(cut.items)]
    return _part(
        cut.items, folder, out, notes=notes, labels=table, window_s=recordings.WINDOW_S,
        blocked=True,
    )  # fmt: skip


def true_factors(out: Path, per_cell: int, seed: int, job: Job) -> Part:
    """Synthetic sounds, whose factors are known because they were put in.

    Args:
        out: The study's folder.
        per_cell: Takes of each material under each action; two share a body.
        seed: The same seed gives the same sounds.
        job: Progress, in sounds.
    """
    folder = out / "synthetic"
    made = folder / "labels.csv"
    n = per_cell * len(timbrespace.synth.MATERIALS) * len(timbrespace.synth.ACTIONS)
    if not made.is_file() or len(list(folder.glob("*.wav"))) != n:
        timbrespace.synth.write_corpus(folder, per_cell=per_cell, seed=seed, job=job)
    found = timbrespace.scan(folder, deep=False, job=job)
    return _part(
        found.items, folder, out, name="synthetic", title="synthetic sounds with true factors",
        notes=[
            "These sounds are synthetic, not recordings: damped resonances (the material) "
            "driven by a force (the action). Their factors are true because they were put in; "
            "a group is one body, the same under all actions."
        ],
    )  # fmt: skip


def hold_blocks(atlas: timbrespace.Atlas) -> None:
    """Add the column ``block`` to windows of recordings: which stretch of time each is from."""
    items = atlas.items
    pairs = zip(items["group"], items["offset_s"], strict=True)
    blocks = [recordings.block(str(group), float(offset_s)) for group, offset_s in pairs]
    atlas.store.write_items(items.assign(**{"label.block": blocks}))
    atlas.refresh()


def _part(
    items: pd.DataFrame,
    sounds: Path,
    out: Path,
    *,
    name: str = "recordings",
    title: str = "recordings",
    notes: Sequence[str] = (),
    labels: Path | None = None,
    window_s: float | None = None,
    blocked: bool = False,
) -> Part:
    return Part(
        name=name,
        title=title,
        sounds=sounds,
        atlas=out / f"{name}.atlas",
        fingerprint=_fingerprint(items),
        groupings=tuple(_groupings(items, blocked)),
        notes=tuple(notes),
        labels=labels,
        window_s=window_s,
        blocked=blocked,
    )


def _groupings(items: pd.DataFrame, blocked: bool) -> list[Grouping]:
    what, most = ("recording", WINDOWS_OF_RECORDING) if blocked else ("group", None)
    found = [Grouping("group", what, folds_for(items, "group"), most)]
    if "label.source" in items and _most(items, "label.source") > 1:
        found.append(Grouping("source", "source", folds_for(items, "label.source")))
    if blocked:
        title = f"{recordings.BLOCK_S:g} s of a recording"
        found.append(Grouping("block", title, FOLDS, WINDOWS_OF_BLOCK))
    return found


def folds_for(items: pd.DataFrame, column: str) -> int:
    """As many folds as two classes of each factor have groups, 2 to :data:`FOLDS`."""
    return max(2, min(FOLDS, _most(items, column)))


def flow_folds(items: pd.DataFrame, wanted: int) -> int:
    """Outer folds of a flow's measures: each class needs two groups in each, to be read there."""
    return max(2, min(wanted, _most(items, "group") // 2))


def _most(items: pd.DataFrame, column: str) -> int:
    """How many groups the second most widespread class has, of the factor that has fewer."""
    seconds = []
    for factor in FACTORS:
        spread = items.groupby(f"label.{factor}")[column].nunique().sort_values(ascending=False)
        seconds.append(int(spread.iloc[1]) if len(spread) > 1 else 0)
    return min(seconds)


def _about_groups(items: pd.DataFrame) -> list[str]:
    alone = int((items.groupby("group")["group"].transform("size") == 1).sum())
    said = []
    if alone == len(items):
        said.append(
            "No table says which sounds were recorded together, so each file counts as a group "
            "of its own: takes of one recording, if there are any, may straddle a split."
        )
    return said


def _about_naming(paths: Sequence[str]) -> list[str]:
    left = [path for path in paths if recordings.parse(path) is None]
    said = [
        f"Recordings named by two letters, material then action, cut into windows of "
        f"{recordings.WINDOW_S} s end to end (the original's overlapped by half). Flow, edits and "
        f"pictures see all of them; probes are asked about {WINDOWS_OF_RECORDING} of each "
        f"recording, or {WINDOWS_OF_BLOCK} of each block, evenly spaced."
    ]
    if left:
        said.append(f"{len(left)} files are not named like that and have no labels: {left[0]} ...")
    return said


def _about_confounding(items: pd.DataFrame) -> list[str]:
    """What one recording for each combination means for every number about it."""
    cells = items.groupby([f"label.{name}" for name in FACTORS])["group"].nunique()
    if (cells > 1).all():
        return []
    single = int((cells == 1).sum())
    return [
        f"{single} of {len(cells)} combinations of material and action have one recording only. "
        "There, class and recording (session, microphone, background) are one and the same: "
        "when whole recordings are held out, the combination is held out with them; when only "
        f"blocks of {recordings.BLOCK_S:g} s are held out, a probe may know the recording and "
        "not the class, so that score is an upper bound."
    ]


def _fingerprint(items: pd.DataFrame) -> str:
    names = sorted(str(column) for column in items)
    columns = ["id", "group", *(name for name in names if name.startswith("label."))]
    text = items[columns].to_csv(index=False)
    return hashlib.sha256(text.encode()).hexdigest()
