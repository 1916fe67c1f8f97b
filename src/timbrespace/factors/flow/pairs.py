"""Pairs to learn from: as many that share a factor as not, never two takes of one recording."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

Indices = NDArray[np.int64]

#: How often a partner is drawn anew where the one drawn does not fit.
TRIES = 30


@dataclass(frozen=True)
class Pairs:
    """Rows ``a (B,)`` and ``b (B,)``, and for each factor whether they share its class."""

    a: Indices
    b: Indices
    same: dict[str, NDArray[np.bool_]]

    def __len__(self) -> int:
        return len(self.a)


class PairSampler:
    """Draws pairs of rows, balanced over every pattern of same and different factors.

    With two factors there are four patterns: both shared, only the first, only the second,
    neither. A pattern that the labels do not allow gives its share to the others. The two
    rows of a pair always come from different groups: else a flow could learn the
    microphone, and call it the material.

    Args:
        labels: Factor -> class codes ``(N,)``; -1 is "no label".
        groups: What was recorded together ``(N,)``.

    Raises:
        TimbrespaceError: No class of some factor occurs in two groups.

    Example:
        >>> sampler = PairSampler({"material": [0, 0, 1, 1]}, ["a", "b", "c", "d"])
        >>> pairs = sampler.draw(100, np.random.default_rng(0))
        >>> int(pairs.same["material"].sum())
        50
    """

    def __init__(self, labels: Mapping[str, Any], groups: Any) -> None:
        self.names = list(labels)
        codes = np.stack([np.asarray(labels[n], np.int64) for n in self.names], axis=1)
        #: Rows with every label: only of those it is known what a pair shares.
        self.rows: Indices = np.flatnonzero((codes >= 0).all(axis=1))
        self._codes = codes[self.rows]
        self._groups = np.unique(np.asarray(groups), return_inverse=True)[1][self.rows]
        patterns = itertools.product([True, False], repeat=len(self.names))
        tried = {p: _Buckets(self._codes, self._groups, p) for p in patterns}
        self._buckets = {p: b for p, b in tried.items() if len(b.anchors)}
        for i, name in enumerate(self.names):
            if not any(pattern[i] for pattern in self._buckets):
                raise TimbrespaceError(
                    f"No class of '{name}' occurs in two groups, so nothing says what its "
                    "sounds share.",
                    "Add recordings of the same classes, or leave that factor out.",
                )

    @property
    def patterns(self) -> dict[tuple[bool, ...], int]:
        """Each pattern that occurs, and how many rows have a partner for it."""
        return {pattern: len(b.anchors) for pattern, b in self._buckets.items()}

    def draw(self, n: int, rng: np.random.Generator) -> Pairs:
        """``n`` pairs; where n is no multiple of the patterns, the first get one more."""
        shares = [len(part) for part in np.array_split(np.arange(n), len(self._buckets))]
        drawn = [b.draw(k, rng) for b, k in zip(self._buckets.values(), shares, strict=True)]
        a, b = (np.concatenate(side) for side in zip(*drawn, strict=True))
        equal = self._codes[a] == self._codes[b]
        same = {name: equal[:, i] for i, name in enumerate(self.names)}
        return Pairs(self.rows[a], self.rows[b], same)


class _Buckets:
    """Partners for one pattern: rows with equal codes in its shared factors lie together."""

    def __init__(
        self, codes: NDArray[np.int64], groups: NDArray[np.int64], pattern: tuple[bool, ...]
    ) -> None:
        self._codes, self._groups, self._pattern = codes, groups, np.array(pattern)
        shared = codes[:, self._pattern]
        self._bucket: Indices = np.zeros(len(codes), np.int64)
        if shared.shape[1]:
            found = np.unique(shared, axis=0, return_inverse=True)[1]
            self._bucket = found.reshape(-1).astype(np.int64)
        self._order = np.argsort(self._bucket, kind="stable")
        self._begins = np.searchsorted(
            self._bucket[self._order], np.arange(int(self._bucket.max(initial=-1)) + 2)
        )
        #: Rows that have at least one partner.
        self.anchors: Indices = np.flatnonzero(self._have_partners())

    def draw(self, n: int, rng: np.random.Generator) -> tuple[Indices, Indices]:
        """``n`` pairs of this pattern."""
        a = rng.choice(self.anchors, n)
        b = self._any_from_bucket(a, rng)
        for _ in range(TRIES):
            wrong = np.flatnonzero(~self._fits(a, b))
            if not len(wrong):
                return a, b
            b[wrong] = self._any_from_bucket(a[wrong], rng)
        for i in np.flatnonzero(~self._fits(a, b)):
            b[i] = rng.choice(self._partners(int(a[i])))
        return a, b

    def _any_from_bucket(self, a: Indices, rng: np.random.Generator) -> Indices:
        begins, ends = self._begins[self._bucket[a]], self._begins[self._bucket[a] + 1]
        return self._order[begins + (rng.random(len(a)) * (ends - begins)).astype(np.int64)]

    def _fits(self, a: Indices, b: Indices) -> NDArray[np.bool_]:
        equal = self._codes[a] == self._codes[b]
        fits: NDArray[np.bool_] = (equal == self._pattern).all(axis=1)
        fits &= self._groups[a] != self._groups[b]
        return fits

    def _partners(self, a: int) -> Indices:
        bucket = self._bucket[a]
        candidates = self._order[self._begins[bucket] : self._begins[bucket + 1]]
        return candidates[self._fits(np.full(len(candidates), a), candidates)]

    def _have_partners(self) -> NDArray[np.bool_]:
        """Whether each row has a partner; asked once per kind of row, as N^2 would be slow."""
        kinds = np.column_stack([self._codes, self._groups])
        cells, of_row = np.unique(kinds, axis=0, return_inverse=True)
        codes, groups = cells[:, :-1], cells[:, -1]
        found = [
            bool((((codes == c) == self._pattern).all(axis=1) & (groups != g)).any())
            for c, g in zip(codes, groups, strict=True)
        ]
        of_rows: NDArray[np.bool_] = np.array(found, bool)[of_row.reshape(-1)]
        return of_rows
