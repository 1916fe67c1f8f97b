"""Which clips are learned from, and which are held out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from timbrespace.corpus.motion.folder import Named
from timbrespace.errors import TimbrespaceError
from timbrespace.train.parts import PARTS, Part, drawn, told


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
) -> tuple[tuple[Part, ...], list[str]]:
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
        values = [each.labels.get(split) for each in clips]
        return told(values, [each.path for each in clips], split, "clip"), []
    groups, notes = [each.group for each in clips], []
    if len(set(groups)) < len(PARTS):
        groups = [each.path for each in clips]
        notes.append("Fewer than three groups: clips are split one by one.")
    return drawn(groups, validation, test, seed, "clip"), notes
