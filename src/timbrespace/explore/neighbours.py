"""Neighbours in the full space, not in the picture: exact to 50,000 items, then an index."""

from __future__ import annotations

from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import prepare

Metric = Literal["euclidean", "cosine"]
Indices = NDArray[np.int64]
Distances = NDArray[np.float32]

#: Up to here every distance is computed; measured well under 10 ms a query on one core.
EXACT_UP_TO = 50_000
#: Bytes that one block of the distance table may take.
BLOCK_BYTES = 64 << 20
#: Candidates beyond k that are measured again exactly, against rounding in the quick product.
SPARE = 8
#: Graph search effort of the index (``ef``): recall@10 above 0.99 on clustered latents.
INDEX_EFFORT = 256


class Neighbours:
    """Finds the nearest items, by Euclidean or cosine distance.

    Equal distances come in the order of the items. Distances are those of the prepared space
    (:mod:`timbrespace.explore.prepare`).

    Args:
        latents: ``(N, D)``, finite.
        metric: ``"euclidean"``, or ``"cosine"`` (1 minus the cosine, 0 to 2).
        preparation: Kind of preparation, or one that was fitted already.
        exact_up_to: Item count above which a usearch index answers instead.

    Raises:
        TimbrespaceError: The latents hold NaN, or the metric is unknown.

    Example:
        >>> near = Neighbours([[0.0], [1.0], [3.0]], preparation="none")
        >>> indices, distances = near.query([[0.9]], k=2)
        >>> indices.tolist(), distances.astype(float).round(2).tolist()
        ([[1, 0]], [[0.1, 0.9]])
    """

    def __init__(
        self,
        latents: ArrayLike,
        metric: Metric = "euclidean",
        *,
        preparation: prepare.Kind | prepare.Preparation = prepare.DEFAULT,
        exact_up_to: int = EXACT_UP_TO,
    ) -> None:
        if metric not in get_args(Metric):
            raise TimbrespaceError(
                f"There is no metric '{metric}'.", f"Choose one of {', '.join(get_args(Metric))}."
            )
        self.metric = metric
        if isinstance(preparation, str):
            preparation = prepare.fit(latents, preparation)
        self.preparation = preparation
        self._rows = self._measured(preparation.apply(latents))
        # Distances do not move with the origin, but their rounding does: keep it in the middle.
        self._origin = self._rows.mean(axis=0) if len(self._rows) else np.float32(0)
        self._centred = self._rows - self._origin
        self._squares = np.einsum("nd,nd->n", self._centred, self._centred)
        self._index = _built_index(self._rows) if len(self._rows) > exact_up_to else None

    def __len__(self) -> int:
        return len(self._rows)

    @property
    def exact(self) -> bool:
        """Whether every distance is computed, rather than found through an index."""
        return self._index is None

    def query(self, vectors: ArrayLike, k: int) -> tuple[Indices, Distances]:
        """The ``k`` nearest items of each vector ``(Q, D)``, nearest first.

        Returns:
            Indices ``(Q, k)`` int64 and distances ``(Q, k)`` float32; fewer columns than ``k``
            where there are fewer items.
        """
        return self._nearest(self._measured(self.preparation.apply(vectors)), min(k, len(self)))

    def of(self, items: ArrayLike, k: int) -> tuple[Indices, Distances]:
        """The ``k`` nearest others of items given by index ``(Q,)``; each itself left out."""
        wanted = np.asarray(items, dtype=np.int64)
        k = max(0, min(k, len(self) - 1))
        near, distances = self._nearest(self._rows[wanted], k + 1)
        others = near != wanted[:, None]
        # Among more than k + 1 duplicates an item may not find itself: drop the last instead.
        others[others.all(axis=1), -1] = False
        shape = (len(wanted), k)
        return near[others].reshape(shape), distances[others].reshape(shape)

    def _measured(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """Rows in which the squared Euclidean distance orders as the metric does."""
        if self.metric == "euclidean":
            return rows
        norms = np.sqrt(np.einsum("nd,nd->n", rows, rows))[:, None]
        return np.asarray(rows / np.maximum(norms, 1e-30), np.float32)

    def _nearest(self, vectors: NDArray[np.float32], k: int) -> tuple[Indices, Distances]:
        indices = np.empty((len(vectors), k), np.int64)
        distances = np.empty((len(vectors), k), np.float32)
        step = max(1, BLOCK_BYTES // (4 * max(1, len(self))))
        for at in range(0, len(vectors) if k else 0, step):
            block = vectors[at : at + step]
            find = self._by_index if self._index is not None else self._by_product
            indices[at : at + step], distances[at : at + step] = find(block, k)
        return indices, distances

    def _by_product(self, block: NDArray[np.float32], k: int) -> tuple[Indices, Distances]:
        """Quick squared distances through one matrix product, then the best few exactly."""
        centred = block - self._origin
        table = self._squares - 2 * (centred @ self._centred.T)
        n_candidates = min(k + SPARE, len(self))
        candidates = np.argpartition(table, n_candidates - 1, axis=1)[:, :n_candidates]
        indices, squares = self._ordered(block, candidates, k)
        if n_candidates < len(self):
            self._settle_ties(block, table, candidates, indices, squares)
        return indices, self._distances(squares)

    def _ordered(
        self, block: NDArray[np.float32], candidates: NDArray[np.integer], k: int
    ) -> tuple[Indices, NDArray[np.float64]]:
        """The ``k`` best candidates by exact squared distance, then by index."""
        squares = np.empty(candidates.shape, np.float64)
        step = max(1, BLOCK_BYTES // (8 * candidates.shape[1] * block.shape[1]))
        for at in range(0, len(block), step):
            part = slice(at, at + step)
            difference = self._rows[candidates[part]] - block[part, None, :]
            squares[part] = np.einsum("qcd,qcd->qc", difference, difference, dtype=np.float64)
        order = np.lexsort((candidates, squares), axis=1)[:, :k]
        return (
            np.take_along_axis(candidates, order, axis=1).astype(np.int64),
            np.take_along_axis(squares, order, axis=1),
        )

    def _settle_ties(
        self,
        block: NDArray[np.float32],
        table: NDArray[np.float32],
        candidates: NDArray[np.integer],
        indices: Indices,
        squares: NDArray[np.float64],
    ) -> None:
        """Where a tie may go on beyond the candidates, look at all items that could be in it."""
        lengths = np.einsum("qd,qd->q", block - self._origin, block - self._origin)
        # Whatever is as near as the k-th has a length of that order: this bounds its rounding.
        slack = 4e-6 * (lengths + squares[:, -1])
        reach = squares[:, -1] - lengths + slack
        furthest = np.take_along_axis(table, candidates, axis=1).max(axis=1)
        for row in np.flatnonzero(furthest <= reach):
            tied = np.flatnonzero(table[row] <= reach[row])[None, :]
            found = self._ordered(block[row : row + 1], tied, indices.shape[1])
            indices[row], squares[row] = found[0][0], found[1][0]

    def _by_index(self, block: NDArray[np.float32], k: int) -> tuple[Indices, Distances]:
        assert self._index is not None
        wanted = min(k + SPARE, len(self))
        candidates = np.asarray(self._index.search(block, wanted).keys).astype(np.int64)
        indices, squares = self._ordered(block, candidates.reshape(len(block), -1), k)
        return indices, self._distances(squares)

    def _distances(self, squares: NDArray[np.float64]) -> Distances:
        return (squares / 2 if self.metric == "cosine" else np.sqrt(squares)).astype(np.float32)


def _built_index(rows: NDArray[np.float32]) -> Any:
    """A usearch graph over the rows, built on one thread so that it comes out the same again."""
    from usearch.index import Index

    index = Index(ndim=rows.shape[1], metric="l2sq", dtype="f32", expansion_search=INDEX_EFFORT)
    index.add(np.arange(len(rows)), rows, threads=1)
    return index
