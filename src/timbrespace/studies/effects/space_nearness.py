"""Is the same setting on another sound nearer than another setting?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.probing.scores import Interval, interval
from timbrespace.factors.splits import bootstrap_weights, codes_of
from timbrespace.reports.results import Result
from timbrespace.studies.effects.space_features import Candidate
from timbrespace.studies.effects.space_items import Items
from timbrespace.studies.effects.space_naming import N_BOOTSTRAPS
from timbrespace.studies.effects.space_probes import Codes, Rows, scaled, seen, unit


def nearness(
    pairs: Items,
    candidates: Sequence[Candidate],
    fitted: Mapping[str, tuple[NDArray[np.float32], Sequence[str]]],
    command: str = "",
) -> Iterator[Result]:
    """``same_style_nearer``: how often the same setting is nearer than another of its effect.

    Of two sounds of different groups under one setting, beside all sounds of other groups under
    other settings of the same effect; 0.5 is chance.

    Args:
        pairs: From :func:`space_items.paired`.
        candidates: Features of them.
        fitted: For each candidate, features of other items and their groups: dims are scaled,
            and components fitted, on those of groups that are in no pair.
        command: What makes it again.
    """
    names, groups = codes_of(pairs.groups)
    weights = bootstrap_weights(groups, N_BOOTSTRAPS)
    for candidate in candidates:
        vectors, others = fitted[candidate.name]
        free = np.array([group not in set(names.tolist()) for group in others])
        whole = Candidate(
            candidate.name, np.concatenate([vectors[free], candidate.vectors]),
            candidate.n_components,
        )  # fmt: skip
        n_free, n = int(free.sum()), len(pairs)
        here, held = seen(whole, np.arange(n_free), np.arange(n_free, n_free + n))
        for distance, rows in _by_distance(here, held):
            right, asked = _nearer(rows, pairs.y, groups, (len(names), len(pairs.effects)))
            where = {"features": candidate.name, "distance": distance}
            for effect, of in _parts(pairs):
                value = _share(right[:, of].sum(axis=1), asked[:, of].sum(axis=1), weights)
                yield Result("same_style_nearer", {**where, "effect": effect}, *value,
                             baselines={"chance": 0.5}, n_items=int(asked[:, of].sum()),
                             n_groups=len(names), command=command)  # fmt: skip


def _parts(pairs: Items) -> Iterator[tuple[str, list[int]]]:
    """Each effect, then all of them: name and numbers."""
    for number, effect in enumerate(pairs.effects):
        yield effect.id, [number]
    yield "all", list(range(len(pairs.effects)))


def _share(right: Rows, asked: Rows, weights: NDArray[np.int64]) -> Interval:
    drawn = (weights @ right) / np.maximum(weights @ asked, 1e-12)
    return interval(float(right.sum() / max(asked.sum(), 1e-12)), drawn)


def _by_distance(train: Rows, rows: Rows) -> Iterator[tuple[str, Rows]]:
    yield "euclid", rows
    yield "cosine", unit(rows)
    yield "scaled", scaled(train, rows)[1]


def _nearer(rows: Rows, y: Codes, groups: Codes, shape: tuple[int, int]) -> tuple[Rows, Rows]:
    """How often the partner was nearer, and how often it was asked: ``(groups, effects)``."""
    half = len(rows) // 2
    squares = (rows**2).sum(axis=1)
    apart = squares[:, None] + squares[None] - 2 * rows @ rows.T
    right, asked = np.zeros(shape), np.zeros(shape)
    for i in range(len(rows)):
        partner = (i + half) % len(rows)
        others = (y == y[i]) & (groups != groups[i])
        others[[i, partner]] = False
        far = apart[i, others]
        if len(far):
            share = (far > apart[i, partner]).mean() + 0.5 * (far == apart[i, partner]).mean()
            right[groups[i], y[i]] += float(share)
            asked[groups[i], y[i]] += 1
    return right, asked
