"""Which clips are learned from, and which are held out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from timbrespace.corpus.motion.folder import Named
from timbrespace.errors import TimbrespaceError

PARTS = ("train", "validation", "test")
_WORDS = {"training": "train", "valid": "validation", "val": "validation", "dev": "validation",
          "testing": "test"} | {part: part for part in PARTS}  # fmt: skip


def choose(
    clips: Sequence[Named], where: Sequence[str], most: int | None, seed: int
) -> tuple[Named, ...]:
    """The clips that have certain labels (``"content=walk"``), at most so many, drawn at random.

    Raises:
        TimbrespaceError: No clip has such a label.
    """
    kept = list(clips)
    for condition in where:
        name, _, value = condition.partition("=")
        kept = [each for each in kept if each.labels.get(name) == value]
        if not kept:
            names = sorted({label for each in clips for label in each.labels})
            raise TimbrespaceError(
                f"No clip has '{condition}'.",
                f"Say LABEL=VALUE; labels here: {', '.join(names) or 'none'}.",
            )
    if most is not None and most < len(kept):
        chosen = np.random.default_rng([seed, 7]).permutation(len(kept))[:most]
        kept = [kept[i] for i in sorted(chosen)]
    return tuple(kept)


def parts_of(
    clips: Sequence[Named], split: str | None, validation: float, test: float, seed: int
) -> tuple[tuple[str, ...], list[str]]:
    """The part of each clip, whole groups to one part; and what is to be said about it.

    Args:
        clips: All of them.
        split: A label whose values say the part; None: drawn by group.
        validation: Share of the groups.
        test: Share of the groups.
        seed: For the draw.

    Raises:
        TimbrespaceError: There are fewer than three groups, or the label says no part.
    """
    if split is not None:
        return _as_told(clips, split), []
    names, notes = [each.group for each in clips], []
    if len(set(names)) < len(PARTS):
        names = [each.path for each in clips]
        notes.append("Fewer than three groups: clips are split one by one.")
    groups = sorted(set(names))
    if len(groups) < len(PARTS):
        raise TimbrespaceError(
            f"{len(groups)} clips can't be shared out among three parts.",
            "Give at least three: one to learn from, one to stop by, one to measure on.",
        )
    order = np.random.default_rng([seed, 1]).permutation(len(groups))
    n_validation = max(1, round(validation * len(groups)))
    n_test = max(1, round(test * len(groups)))
    rank = {groups[group]: place for place, group in enumerate(order)}
    chosen = [
        "validation" if rank[name] < n_validation
        else "test" if rank[name] < n_validation + n_test
        else "train"
        for name in names
    ]  # fmt: skip
    return tuple(chosen), notes


def _as_told(clips: Sequence[Named], label: str) -> tuple[str, ...]:
    parts = [_WORDS.get(str(each.labels.get(label)).lower(), "") for each in clips]
    lost = next((each for each, part in zip(clips, parts, strict=True) if not part), None)
    if lost is not None:
        raise TimbrespaceError(
            f"'{lost.path}' has {lost.labels.get(label)!r} for the label '{label}', which names "
            "no part.",
            "Its values should be train, validation and test, for every clip.",
        )
    lacking = [part for part in PARTS if part not in parts]
    if lacking:
        raise TimbrespaceError(
            f"The label '{label}' leaves nothing for {' and '.join(lacking)}.",
            "Each of train, validation and test needs clips.",
        )
    return tuple(parts)
