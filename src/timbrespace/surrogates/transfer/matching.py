"""Maps between the latents of two voices: matched as clouds, or through what both have heard.

Matching two clouds knows nothing of sound: it says which latents of one voice are as usual as
which of the other. It is the most that can be done without a decode and without a common sound.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from timbrespace.surrogates.base import Floats

#: From latents ``(B, D_b)`` of the new voice to latents ``(B, D_a)`` of the old one.
Bridge = Callable[[Floats], Floats]

#: Latents of each cloud that are transported exactly.
MOST = 500
#: Strength of the ridge through pairs, as a share of the mean variance.
RIDGE = 0.05


def by_components(old: Floats, new: Floats) -> Bridge:
    """Largest component onto largest, second onto second, and so on.

    Signs are those that make third moments agree, so that skewed components point the same way.
    Components that one voice has more of stay at their mean, or are left out.

    Args:
        old: Usual latents of the old voice ``(N, D_a)``.
        new: Usual latents of the new voice ``(M, D_b)``.
    """
    mean_a, axes_a, size_a = _components(old)
    mean_b, axes_b, size_b = _components(new)
    n = min(len(size_a), len(size_b))
    skew_a = (((old - mean_a) @ axes_a[:n].T) ** 3).mean(axis=0)
    skew_b = (((new - mean_b) @ axes_b[:n].T) ** 3).mean(axis=0)
    signs = np.where(skew_a * skew_b < 0, -1.0, 1.0)

    def bridge(latents: Floats) -> Floats:
        along = (latents - mean_b) @ axes_b[:n].T / size_b[:n]
        return np.asarray(mean_a + (signs * along * size_a[:n]) @ axes_a[:n])

    return bridge


def by_transport(old: Floats, new: Floats, seed: int = 0) -> Bridge:
    """Matched components, then each latent to the partner that moves the whole cloud least.

    Optimal transport between two samples of equal size is an assignment (Peyré and Cuturi 2019,
    section 2.2); latents between are carried with their nearest.

    Args:
        old: Usual latents of the old voice ``(N, D_a)``.
        new: Usual latents of the new voice ``(M, D_b)``.
        seed: Draws the samples.
    """
    from scipy.optimize import linear_sum_assignment
    from scipy.spatial.distance import cdist

    rng = np.random.default_rng([seed, 71])
    n = min(MOST, len(old), len(new))
    targets = old[rng.permutation(len(old))[:n]]
    sources = new[rng.permutation(len(new))[:n]]
    first = by_components(old, new)
    begun = first(sources)
    rows, columns = linear_sum_assignment(cdist(begun, targets, "sqeuclidean"))
    moved = np.empty_like(begun)
    moved[rows] = targets[columns]

    def bridge(latents: Floats) -> Floats:
        placed = first(latents)
        near = cdist(placed, begun).argmin(axis=1)
        return np.asarray(placed + moved[near] - begun[near])

    return bridge


def by_pairs(old: Floats, new: Floats) -> Bridge:
    """A ridge from latents of the new voice to those that the old one has of the same moments.

    Args:
        old: ``(P, D_a)``, of moments of sounds that both voices have encoded.
        new: ``(P, D_b)``, of the same moments.
    """
    middle, mean = new.mean(axis=0), old.mean(axis=0)
    centred = new - middle
    covariance = centred.T @ centred / len(new)
    ridge = RIDGE * np.trace(covariance) / len(middle) * np.eye(len(middle))
    weights = np.linalg.solve(covariance + ridge, centred.T @ (old - mean) / len(new))

    def bridge(latents: Floats) -> Floats:
        return np.asarray(mean + (latents - middle) @ weights)

    return bridge


def _components(latents: Floats) -> tuple[Floats, Floats, Floats]:
    """Mean ``(D,)``, principal axes ``(D, D)`` by size, and deviations along them ``(D,)``."""
    mean = latents.mean(axis=0)
    centred = latents - mean
    values, vectors = np.linalg.eigh(centred.T @ centred / max(1, len(latents) - 1))
    return mean, vectors.T[::-1], np.sqrt(np.maximum(values[::-1], 1e-12))
