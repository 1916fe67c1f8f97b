"""Where new sounds belong on a map that stands already."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import prepare
from timbrespace.explore.layout import Projection
from timbrespace.explore.neighbours import Neighbours

#: Rounds of the weighted median; the points no longer move visibly by then.
ROUNDS = 24


def place(
    new: ArrayLike,
    latents: ArrayLike,
    points: ArrayLike,
    *,
    neighbours: int = 5,
    model: Projection | None = None,
    preparation: prepare.Kind | prepare.Preparation = prepare.DEFAULT,
    index: Neighbours | None = None,
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Place new items on an existing map, which stays as it is.

    PCA maps bring their own projection. On any other map an item goes to the geometric median of
    the points of its neighbours in the full space, weighted by inverse squared distance: a median,
    so that an item whose neighbours lie on two islands lands on one and not in the water between.
    An item that is on the map already lands on its own point.

    Args:
        new: ``(M, D)`` latents of the same space.
        latents: ``(N, D)`` latents of the items on the map.
        points: ``(N, k)`` their points.
        neighbours: How many neighbours decide.
        model: :attr:`~timbrespace.explore.layout.Layout.model` of a PCA map.
        preparation: As given to the map.
        index: Neighbours of ``latents``, where they are at hand; saves building them.

    Returns:
        Points ``(M, k)`` float32, and the distance ``(M,)`` float32 to the nearest item on the
        map: the larger, the less such a place means.

    Raises:
        TimbrespaceError: Shapes do not fit, values are not finite, or the map is empty.

    Example:
        >>> latents, points = [[0.0], [1.0], [9.0]], [[0.0, 0.0], [0.1, 0.0], [1.0, 1.0]]
        >>> place([[9.0]], latents, points)[0].tolist()
        [[1.0, 1.0]]
    """
    if index is None:
        index = Neighbours(latents, preparation=preparation)
    known = prepare.checked(points).astype(np.float64)
    if not len(index) or len(known) != len(index):
        raise TimbrespaceError(
            f"Expected points of the {len(index)} items on the map, found {len(known)}.",
            "Lay the map out first.",
        )
    near, distances = index.query(new, max(1, neighbours))
    if model is not None:
        return model.apply(index.preparation.apply(new)), distances[:, 0]
    placed = _median(known[near], _weights(distances.astype(np.float64)))
    same = distances[:, 0] == 0
    placed[same] = known[near[same, 0]]
    return placed.astype(np.float32), distances[:, 0]


def _weights(distances: NDArray[np.float64]) -> NDArray[np.float64]:
    """Inverse squared distances ``(M, n)``, each row summing to 1."""
    nearest = np.maximum(distances[:, :1], 1e-12)
    weights = (nearest / np.maximum(distances, nearest)) ** 2
    return np.asarray(weights / weights.sum(axis=1, keepdims=True))


def _median(points: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weighted geometric medians ``(M, k)`` of ``(M, n, k)``.

    Source: E. Weiszfeld, Sur le point pour lequel la somme des distances de n points donnés est
    minimum (1937).
    """
    centre: NDArray[np.float64] = np.einsum("mn,mnk->mk", weights, points)
    scale = np.ptp(points, axis=1).max(axis=1)[:, None] + 1e-12
    for _ in range(ROUNDS):
        reach = np.linalg.norm(points - centre[:, None], axis=2)
        pull = weights / np.maximum(reach, 1e-3 * scale)
        centre = np.einsum("mn,mnk->mk", pull, points) / pull.sum(axis=1, keepdims=True)
    return centre
