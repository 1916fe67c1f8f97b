"""What probes see of a space: scaled, turned to principal components, scaled; and neighbours.

All of it is learnt from the training items alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from timbrespace.explore import prepare
from timbrespace.factors.splits import Indices

Rows = NDArray[np.float64]

#: Above this many dims the leading components come from a randomised range finder.
EXACT_DIMS = 2048
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
    whiten: bool = True,
    seed: int = 0,
) -> Features:
    """Learn the projection from the training items and apply it to both parts.

    Args:
        train: Latents ``(n_train, D)``.
        test: Latents ``(n_test, D)``.
        n_dims: Leading components kept; None: every dim as it is, scaled.
        k: How many neighbours vote in kNN.
        whiten: Whether components are scaled to deviation 1, too, as probes want them.
        seed: For the range finder above :data:`EXACT_DIMS` dims (Halko et al. 2011).

    Raises:
        TimbrespaceError: Some latents are not finite.
    """
    from sklearn.decomposition import PCA

    scaler = prepare.fit(train)
    fitted, held = scaler.apply(train).astype(float), scaler.apply(test).astype(float)
    if n_dims is None:
        return Features(fitted, held, k)
    n_kept = max(1, min(n_dims, fitted.shape[1], len(fitted) - 1))
    exact = fitted.shape[1] <= EXACT_DIMS
    solver = "covariance_eigh" if exact else "randomized"
    pca = PCA(n_kept, svd_solver=solver, random_state=seed).fit(fitted)
    fitted, held = pca.transform(fitted), pca.transform(held)
    if not whiten:
        return Features(fitted, held, k)
    scale = fitted.std(axis=0)
    real = scale > RELATIVE_FLOOR * max(float(scale.max()), 1e-30)
    return Features(fitted[:, real] / scale[real], held[:, real] / scale[real], k)
