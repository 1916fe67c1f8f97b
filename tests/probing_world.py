"""A made-up corpus whose truth is known: which layer holds the label, and what groups do."""

from __future__ import annotations

import numpy as np

from timbrespace.factors.probing.question import Candidate, ask

MATERIALS = ("metal", "stone", "wood")
ACTIONS = ("hit", "rub")
GROUPS_PER_CELL, TAKES = 5, 4


def table():
    """Columns material, action, group of 120 items: 5 groups of 4 takes in each of 6 cells."""
    rows = [
        (material, action, f"{material}-{action}-{g}")
        for material in MATERIALS
        for action in ACTIONS
        for g in range(GROUPS_PER_CELL)
        for _ in range(TAKES)
    ]
    return tuple(np.array(column) for column in zip(*rows, strict=True))


def question(label="material", n_folds=5, seed=0):
    materials, actions, groups = table()
    values = {"material": materials, "action": actions}[label]
    return ask(values, groups, label=label, group="group", n_folds=n_folds, seed=seed)


def vectors(strength, *, seed=0, width=12, kind="additive"):
    """Latents: a direction for each material and action, one for each group, and noise.

    ``kind="joint"`` gives each combination a direction of its own and the material none.
    """
    rng = np.random.default_rng(seed)
    materials, actions, groups = table()
    total = rng.normal(0, 0.3, (len(groups), width))
    cells = np.char.add(materials, actions)
    parts = [(groups, 1.0)]
    parts += [(cells, strength)] if kind == "joint" else [(materials, strength), (actions, 1.0)]
    for values, size in parts:
        names, codes = np.unique(values, return_inverse=True)
        total += size * rng.normal(0, 1, (len(names), width))[codes]
    return total.astype(np.float32)


def layers(seed=0):
    """Three layers: the first knows groups only, the second the material well, the last a bit."""
    return [
        Candidate(f"toy:{i}", str(i), vectors(strength, seed=seed + i), 8, "layer")
        for i, strength in enumerate((0.0, 3.0, 1.0))
    ]


def log_mel(seed=9):
    return Candidate("toy:logmel", "log-mel", vectors(0.5, seed=seed), None, "baseline")
