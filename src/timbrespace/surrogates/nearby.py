"""What was measured is worth something around it, too: the networks, put right near points.

The networks' error at a measured point is known. Nearby it is much the same, further off it says
nothing any more; how far it reaches differs from word to word and is learned by
:mod:`timbrespace.surrogates.nearness`. In between it is a Gaussian process over the nearest
points, on errors counted in the deviations that the networks themselves expect (a kriging of
residuals: Hengl, Heuvelink and Rossiter 2007).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.forward import Ensemble

#: Points that are asked at each place.
NEIGHBOURS = 8
#: Errors further off than so many expected deviations are taken for these: one odd point must
#: not put its whole surroundings wrong.
_WILD = 8.0
#: Length and power of the correlation where a file says nothing, as found on the shipped voice.
USUAL_REACH = (1.0, 1.2)
#: Below this share of an error, a point says nothing of a place.
_LEAST = 1e-9
#: What keeps points that lie at one place from being told apart by rounding.
_JITTER = 1e-6
#: A search that has gone less far than this, in deviations, is asked by the same points.
_SAME = 0.75
#: Places that are looked at together.
_BATCH = 512


class Nearby:
    """The networks' errors at points, and what they say of other places; in standard units.

    Args:
        ensemble: The networks.
        latents: Of the points ``(A, D)``.
        words: Measured there ``(A, K)``; NaN where undefined.
        noise: Variances ``(K,)`` of the words when the same is decoded again.
        reach: Lengths and powers ``(2, K)``: errors at a distance d are correlated by
            ``exp(-(d / length) ** power)``.
    """

    def __init__(
        self, ensemble: Ensemble, latents: Floats, words: Floats, noise: Floats, reach: Floats
    ) -> None:
        self.latents, self._reach = latents, reach
        self._squares = np.einsum("ad,ad->a", latents, latents)
        mean, variance = ensemble.predict(latents)
        errors = ((words - mean) / np.sqrt(variance)).T
        self._known = np.isfinite(errors)
        self._errors = np.clip(np.where(self._known, errors, 0.0), -_WILD, _WILD)
        self._noise = (noise / variance).T

    def errors(self, x: Floats, words: NDArray[np.intp] | slice) -> tuple[Floats, Floats]:
        """Errors to be expected at ``(B, D)``, and what share of the variance is left ``(B, W)``.

        Errors are in deviations of the networks there.

        Args:
            x: The places.
            words: Which W words.
        """
        parts = [self._of(x[i : i + _BATCH], words) for i in range(0, len(x), _BATCH)]
        return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])

    def around(self, words: NDArray[np.intp]) -> Around:
        """The same for one place after the other, as a search goes through them."""
        return Around(self, words)

    def _of(self, x: Floats, words: NDArray[np.intp] | slice) -> tuple[Floats, Floats]:
        near = self.nearest(x)
        inverse, errors, shared = self.among(near, words)
        away = self.latents[near] - x[:, None]
        distance = np.sqrt(np.einsum("bnd,bnd->bn", away, away))
        weights = shared(distance[:, None])
        solved = np.einsum("bwnm,bwm->bwn", inverse, weights)
        expected = np.einsum("bwn,bwn->bw", solved, errors)
        told = np.einsum("bwn,bwn->bw", solved, weights)
        return expected, np.clip(1.0 - told, _LEAST, 1.0)

    def among(
        self, near: NDArray[np.intp], words: NDArray[np.intp] | slice
    ) -> tuple[Floats, Floats, Callable[[Floats], Floats]]:
        """Of points ``(B, N)`` for W words: how they hang together, inverted, and their errors.

        Returns:
            ``(B, W, N, N)``, ``(B, W, N)``, and what turns distances ``(B, 1, N)`` from them into
            correlations ``(B, W, N)``: 0 where a point has no such word.
        """
        length, power = (each[words][:, None] for each in self._reach)
        known, noise = (each[words][:, near].swapaxes(0, 1) for each in (self._known, self._noise))
        errors: Floats = self._errors[words][:, near].swapaxes(0, 1)
        apart = _distances(self.latents[near])[:, None]
        matrix = _correlation(apart, length[..., None], power[..., None])
        matrix *= known[..., None] * known[..., None, :]
        each = np.arange(near.shape[1])
        matrix[..., each, each] = 1.0 + _JITTER + noise

        def shared(distances: Floats) -> Floats:
            return known * _correlation(distances, length, power)

        return np.asarray(np.linalg.inv(matrix), np.float64), errors, shared

    def nearest(self, x: Floats) -> NDArray[np.intp]:
        """Which points ``(B, N)`` lie nearest to ``(B, D)``."""
        squared = self._squares - 2.0 * (x @ self.latents.T)
        n = min(NEIGHBOURS, len(self.latents))
        return np.argpartition(squared, n - 1, axis=1)[:, :n]


class Around:
    """What :meth:`Nearby.errors` says, for one place after the other that lie close together.

    Points are looked for anew only after some way; not for several threads.
    """

    def __init__(self, nearby: Nearby, words: NDArray[np.intp]) -> None:
        self._nearby, self._words = nearby, words
        self._centre = np.full(nearby.latents.shape[1], np.inf)

    def __call__(self, at: Floats) -> tuple[Floats, Floats]:
        """Errors expected at a place ``(D,)``, and what share of the variance is left ``(W,)``."""
        aside = at - self._centre
        if not aside @ aside <= _SAME**2:
            near = self._nearby.nearest(at[None])
            self._latents, self._centre = self._nearby.latents[near[0]], at
            inverse, errors, self._shared = self._nearby.among(near, self._words)
            self._inverse, self._errors = inverse[0], errors[0]
        away = self._latents - at
        weights = self._shared(np.sqrt(np.einsum("nd,nd->n", away, away)))[0]
        solved = np.einsum("wnm,wm->wn", self._inverse, weights)
        told = (solved * weights).sum(axis=1)
        return (solved * self._errors).sum(axis=1), np.clip(1.0 - told, _LEAST, 1.0)


def _distances(points: Floats) -> Floats:
    """Between points ``(B, N, D)`` of one place: ``(B, N, N)``."""
    apart = points[:, :, None] - points[:, None]
    distances: Floats = np.sqrt(np.einsum("bnmd,bnmd->bnm", apart, apart))
    return distances


def _correlation(distance: Floats, length: Floats, power: Floats) -> Floats:
    correlation: Floats = np.exp(-((distance / length) ** power))
    return correlation
