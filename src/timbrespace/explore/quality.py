"""How far a map can be trusted: trustworthiness, continuity, recall, and point by point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import prepare
from timbrespace.jobs import Job, quiet_job

#: Items that stand for all others where the ranks of unsampled points are estimated.
N_ANCHORS = 2_000
#: Bytes that the block of distances held at once may take.
BLOCK_BYTES = 64 << 20

Rows = NDArray[np.float64]


@dataclass(frozen=True)
class Quality:
    """Figures of one map; each 0 to 1, and 1 is perfect.

    Args:
        trustworthiness: Whether neighbours on the map are neighbours in the space.
        continuity: Whether neighbours in the space are neighbours on the map.
        recall_at_10: Share of the nearest ``k`` (10 unless asked) found among those of the map.
        n_queries: Points that the three figures were measured at; fewer than the items means a
            seeded sample.
        point_trust: ``(N,)`` float32, each point's own share of the trustworthiness; exact at the
            sampled points, elsewhere estimated from :data:`N_ANCHORS` anchors.
    """

    trustworthiness: float
    continuity: float
    recall_at_10: float
    n_queries: int
    point_trust: NDArray[np.float32]


def measure(
    latents: ArrayLike,
    points: ArrayLike,
    *,
    k: int = 10,
    max_queries: int = 10_000,
    seed: int = 0,
    preparation: prepare.Kind | prepare.Preparation = prepare.DEFAULT,
    job: Job | None = None,
) -> Quality:
    """Judge a map against the space that it shows.

    Exact while the items are at most ``max_queries``, else at a seeded sample of points, each
    still ranked against all items. Memory stays bounded. With very few items ``k`` shrinks below
    half of them, as the figures need; one or two items cannot be distorted and give 1.

    Args:
        latents: ``(N, D)``, prepared here as for the map.
        points: ``(N, 2)`` or ``(N, 3)``.
        k: Size of the neighbourhoods.
        max_queries: Most points to measure at.
        seed: Chooses the sample and the anchors.
        preparation: As given to the map.
        job: Gets the progress.

    Raises:
        TimbrespaceError: Shapes do not fit, or values are not finite.

    Source: J. Venna, S. Kaski, Neighborhood preservation in nonlinear projection methods (2001).
    """
    if isinstance(preparation, str):
        preparation = prepare.fit(latents, preparation)
    high = preparation.apply(latents).astype(np.float64)
    low = prepare.checked(points).astype(np.float64)
    n = len(high)
    if len(low) != n:
        raise TimbrespaceError(
            f"Expected one point for each of the {n} latents, found {len(low)}.",
            "Lay the map out again.",
        )
    k = min(k, (n - 1) // 2)
    if k < 1:
        return Quality(1.0, 1.0, 1.0, n, np.ones(n, np.float32))
    rng = np.random.default_rng(seed)
    queries = np.arange(n) if n <= max_queries else np.sort(rng.permutation(n)[:max_queries])
    job = quiet_job(job, "quality")
    job.begin(n, "Measuring how far the map can be trusted")
    trust, continuity, recall = _at(high - high.mean(0), low - low.mean(0), queries, k, job)
    point_trust = np.ones(n)
    point_trust[queries] = trust
    rest = np.setdiff1d(np.arange(n), queries)
    if len(rest):
        anchors = np.sort(rng.permutation(n)[:N_ANCHORS])
        point_trust[rest] = _estimated(high, low, rest, anchors, k, job)
    return Quality(
        trustworthiness=float(trust.mean()),
        continuity=float(continuity.mean()),
        recall_at_10=float(recall.mean()),
        n_queries=len(queries),
        point_trust=np.clip(point_trust, 0, 1).astype(np.float32),
    )


def _at(
    high: Rows, low: Rows, queries: NDArray[np.int64], k: int, job: Job
) -> tuple[Rows, Rows, Rows]:
    """Trustworthiness, continuity and recall at each query, ``(Q,)`` each."""
    found = np.empty((3, len(queries)))
    step = max(1, BLOCK_BYTES // (8 * 3 * len(high)))
    for at in range(0, len(queries), step):
        job.check()
        block = queries[at : at + step]
        far, far_low = _squares(high, block), _squares(low, block)
        near, near_low = _nearest(far, k), _nearest(far_low, k)
        intruders, missing = _ranks(far, near_low), _ranks(far_low, near)
        found[0, at : at + step] = _share(intruders, k, len(high))
        found[1, at : at + step] = _share(missing, k, len(high))
        found[2, at : at + step] = (intruders <= k).mean(axis=1)
        job.advance(len(block))
    return found[0], found[1], found[2]


def _squares(rows: Rows, block: NDArray[np.int64]) -> Rows:
    """Squared distances from the rows of the block to all, ``(Q, N)``; infinite to themselves."""
    lengths = np.einsum("nd,nd->n", rows, rows)
    table = rows[block] @ rows.T
    table *= -2
    table += lengths
    table += lengths[block, None]
    table[np.arange(len(block)), block] = np.inf
    return table


def _nearest(table: Rows, k: int) -> NDArray[np.int64]:
    """Columns of the ``k`` smallest of each row, ``(Q, k)``, in no order."""
    return np.argpartition(table, k - 1, axis=1)[:, :k]


def _ranks(table: Rows, columns: NDArray[np.int64]) -> NDArray[np.int64]:
    """Rank, from 1, of the given columns ``(Q, k)`` among each row.

    Those equally near share the better rank, so that duplicates are no distortion.
    """
    values = np.take_along_axis(table, columns, axis=1)
    closer = [np.count_nonzero(table < value[:, None], axis=1) for value in values.T]
    return 1 + np.stack(closer, axis=1)


def _share(ranks: NDArray[np.floating] | NDArray[np.int64], k: int, n: int) -> Rows:
    """1 minus the excess of the ranks over ``k``, as a share of the worst that can be."""
    excess = np.maximum(ranks - k, 0).sum(axis=1)
    return np.asarray(1 - excess * 2 / (k * (2 * n - 3 * k - 1)), np.float64)


def _estimated(
    high: Rows,
    low: Rows,
    rest: NDArray[np.int64],
    anchors: NDArray[np.int64],
    k: int,
    job: Job,
) -> Rows:
    """Trust of the points ``rest``: ranks of their map neighbours counted among anchors only."""
    from scipy.spatial import cKDTree

    tree, scale = cKDTree(low), (len(high) - 1) / len(anchors)
    trust = np.empty(len(rest))
    step = max(1, BLOCK_BYTES // (8 * max(len(anchors), k * high.shape[1])))
    lengths = np.einsum("nd,nd->n", high[anchors], high[anchors])
    for at in range(0, len(rest), step):
        job.check()
        block = rest[at : at + step]
        near = np.asarray(tree.query(low[block], k + 1)[1])[:, 1:]
        difference = high[near] - high[block, None, :]
        reach = np.einsum("qkd,qkd->qk", difference, difference)
        own = np.einsum("qd,qd->q", high[block], high[block])
        table = own[:, None] + lengths - 2 * (high[block] @ high[anchors].T)
        closer = np.stack([(table < reach[:, j : j + 1]).sum(axis=1) for j in range(k)], axis=1)
        trust[at : at + step] = _share(1 + closer * scale, k, len(high))
        job.advance(len(block))
    return trust
