"""What probes see of a space: scaled, turned to principal components, scaled; and neighbours.

All of it is learnt from the training items alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.explore import prepare
from timbrespace.factors.splits import Indices

if TYPE_CHECKING:
    from sklearn.decomposition import PCA

Rows = NDArray[np.float64]

#: Above this many dims the leading components come from a randomised range finder: five times
#: quicker at 1,024, and what differs are the last few of 64.
EXACT_DIMS = 512
#: Components whose deviation is this small a part of the largest are rounding, not data.
RELATIVE_FLOOR = 1e-6


@dataclass(frozen=True)
class Features:
    """One fold of one space, ready for probes.

    Args:
        train: ``(n_train, K)``.
        test: ``(n_test, K)``.
        k: How many neighbours vote.
    """

    train: Rows
    test: Rows
    k: int = 10

    @cached_property
    def neighbours(self) -> Indices:
        """Positions in the training part nearest to each test item, ``(n_test, k)``.

        They depend on no label, so one search serves every permutation.
        """
        from sklearn.neighbors import NearestNeighbors

        k = min(self.k, len(self.train))
        search = NearestNeighbors(n_neighbors=k, algorithm="brute").fit(self.train)
        return np.asarray(search.kneighbors(self.test, return_distance=False), np.int64)


def features(
    train: NDArray[np.float32],
    test: NDArray[np.float32],
    n_dims: int | None,
    *,
    k: int = 10,
    seed: int = 0,
) -> Features:
    """Learn the projection from the training items and apply it to both parts.

    Args:
        train: Latents ``(n_train, D)``.
        test: Latents ``(n_test, D)``, at least one.
        n_dims: Leading components kept; None: every dim as it is, scaled.
        k: How many neighbours vote in kNN.
        seed: For the range finder above :data:`EXACT_DIMS` dims (Halko et al. 2011).

    Raises:
        TimbrespaceError: Some latents are not finite.
    """
    scaler = prepare.fit(train)
    fitted, held = scaler.apply(train).astype(float), scaler.apply(test).astype(float)
    if n_dims is None:
        return Features(fitted, held, k)
    pca = _pca(fitted, n_dims, seed)
    fitted, held = pca.transform(fitted), pca.transform(held)
    scale = fitted.std(axis=0)
    real = scale > RELATIVE_FLOOR * max(float(scale.max()), 1e-30)
    return Features(fitted[:, real] / scale[real], held[:, real] / scale[real], k)


def components(
    latents: NDArray[np.float32], n_dims: int | None, *, seed: int = 0
) -> tuple[Rows, Rows]:
    """Leading components of the scaled dims of all items, to look at or to cluster.

    They keep their sizes here: scaled to deviation 1, as probes see them, the small ones would
    drown what there is to see.

    Args:
        latents: ``(N, D)``.
        n_dims: How many; None: all.
        seed: See :func:`features`.

    Returns:
        Components ``(N, K)``, and the share of variance that each holds ``(K,)``.
    """
    rows = prepare.fit(latents).apply(latents).astype(float)
    pca = _pca(rows, n_dims or rows.shape[1], seed)
    return pca.transform(rows), np.asarray(pca.explained_variance_ratio_)


def _pca(rows: Rows, n_dims: int, seed: int) -> PCA:
    from sklearn.decomposition import PCA

    n_kept = max(1, min(n_dims, rows.shape[1], len(rows) - 1))
    exact = rows.shape[1] <= EXACT_DIMS
    solver = "covariance_eigh" if exact else "randomized"
    return PCA(n_kept, svd_solver=solver, random_state=seed).fit(rows)
