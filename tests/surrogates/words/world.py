"""Marks of sounds whose wobble is known: it goes with roughness, loosely."""

from __future__ import annotations

import numpy as np

from timbrespace.surrogates.words.features import Block
from timbrespace.surrogates.words.marks import Mark
from timbrespace.surrogates.words.word import OwnWord

NAMES = ("loudness_lufs", "brightness", "roughness", "centroid_hz")
BLOCK = Block("descriptors", NAMES)


def sounds(n=60, seed=0):
    """Descriptors ``(n, 4)``."""
    rng = np.random.default_rng(seed)
    return np.column_stack([
        rng.normal(-20, 5, n), rng.uniform(0, 100, n), rng.uniform(0, 100, n),
        2 ** rng.uniform(8, 12, n),
    ])  # fmt: skip


def wobble(rows, noise=10.0, seed=0):
    """How wobbly they are, 0 to 100."""
    return rows[:, 2] + np.random.default_rng(seed).normal(0, noise, len(rows))


def marks(rows, ratings, per_group=3):
    return tuple(
        Mark(
            f"i{i}", float(r), "item", f"g{i // per_group}",
            dict(zip(NAMES, row.tolist(), strict=True)), "toy",
        )
        for i, (row, r) in enumerate(zip(rows, ratings, strict=True))
    )  # fmt: skip


def yes_or_no(n=60, noise=10.0, seed=0, **options):
    rows = sounds(n, seed)
    ratings = np.where(wobble(rows, noise, seed) > 50, 5.0, 1.0)
    return OwnWord("wobbly", "Wobbly", marks=marks(rows, ratings, **options)), rows


def rated(n=60, noise=5.0, seed=0):
    rows = sounds(n, seed)
    ratings = np.clip(1 + 4 * wobble(rows, noise, seed) / 100, 1, 5)
    return OwnWord("wobbly", "Wobbly", marks=marks(rows, ratings)), rows
