"""PCA: the map that is there at once, and the frame that all others are turned into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.explore.methods.base import Method, Task

#: Up to here a full decomposition is quick; above, a randomised one finds the few axes wanted.
EXACT_DIMS = 2048


@dataclass(frozen=True)
class Axes:
    """Principal axes, as an affine map from prepared latents to points.

    Args:
        mean: ``(D,)``.
        components: ``(dims, D)``; rows of zeros where the latents have fewer directions.
        explained: ``(dims,)`` share of the variance along each, 0 to 1.
        solver: How scikit-learn found them.
    """

    mean: NDArray[np.float64]
    components: NDArray[np.float64]
    explained: NDArray[np.float64]
    solver: str

    @property
    def note(self) -> str:
        """What is missing, if anything."""
        flat = int((self.explained == 0).sum())
        if not flat:
            return ""
        return (
            f"{flat} of the {len(self.explained)} axes are zero: the latents have no more spread."
        )

    def project(self, vectors: NDArray[np.floating]) -> NDArray[np.float64]:
        """Points ``(N, dims)`` of prepared latents ``(N, D)``, not yet scaled."""
        return np.asarray((vectors - self.mean) @ self.components.T, np.float64)


def principal_axes(vectors: NDArray[np.float32], dims: int, seed: int) -> Axes:
    """The ``dims`` directions of largest variance, signs fixed, padded with zeros if too few."""
    from sklearn.decomposition import PCA

    n, width = vectors.shape
    mean = vectors.mean(axis=0, dtype=np.float64) if n else np.zeros(width)
    components, explained = np.zeros((dims, width)), np.zeros(dims)
    kept = min(dims, n - 1, width)
    # Without any spread there is nothing to decompose, and shares of it would be 0 / 0.
    if kept < 1 or not np.ptp(vectors, axis=0).any():
        return Axes(mean, components, explained, "none")
    solver = _solver(n, width)
    pca = PCA(kept, svd_solver=solver, random_state=seed).fit(vectors.astype(np.float64))
    components[:kept] = _signed(pca.components_)
    explained[:kept] = pca.explained_variance_ratio_
    return Axes(mean, components, explained, solver)


def _solver(n: int, width: int) -> str:
    if n > width and width <= EXACT_DIMS:
        return "covariance_eigh"
    return "full" if min(n, width) <= EXACT_DIMS // 2 else "randomized"


def _signed(components: NDArray[np.floating]) -> NDArray[np.floating]:
    """Each axis turned so that its largest weight is positive: the sign is otherwise arbitrary."""
    largest = np.abs(components).argmax(axis=1)
    signs = np.sign(components[np.arange(len(components)), largest])
    return components * np.where(signs == 0, 1, signs)[:, None]


def _run(task: Task) -> tuple[NDArray[np.floating], dict[str, Any]]:
    # The caller has made the axes already: PCA is what every other method starts from.
    return task.start, dict(task.params)


METHOD = Method("pca", "scikit-learn", 1, {}, _run)
