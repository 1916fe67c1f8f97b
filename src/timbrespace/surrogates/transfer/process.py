"""Gaussian processes: words from latents where only a few were ever decoded."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.surrogates.base import Floats


@dataclass(frozen=True)
class Smoothness:
    """What is supposed of a word before anything was decoded.

    Args:
        length: How far apart latents have to be to sound differently, in deviations of the whole
            cloud of latents.
        straight: Share of the word's variance that goes in a straight line.
        noise: Share of the variance that has nothing to do with the latent.
    """

    length: float
    straight: float
    noise: float


#: All that is tried where nothing is known.
LENGTHS, STRAIGHTS, NOISES = (0.3, 0.6, 1.2, 2.4), (0.0, 0.5, 0.9), (0.02, 0.1, 0.4)
#: Latents that decide how smooth words are.
MOST_DECIDING = 160


class Process:
    """One Gaussian process for each word, on one cloud of latents.

    Args:
        x: Latents ``(k, D)``, scaled so that the mean square of a dim is 1.
        y: Words ``(k, W)``, scaled to about 1; finite.
        supposed: For each word; default: what makes the words most likely
            (marginal likelihood, Rasmussen and Williams 2006, section 5.4).
    """

    def __init__(self, x: Floats, y: Floats, supposed: Sequence[Smoothness] | None = None) -> None:
        self._x = x
        self._mean = y.mean(axis=0)
        # Of one or two decodes no variance can be told; words are scaled to 1 beforehand.
        self._size = np.maximum(y.std(axis=0), 0.3) if len(y) > 4 else np.ones(y.shape[1])
        self._y = (y - self._mean) / self._size
        few = slice(MOST_DECIDING)
        self.supposed = tuple(supposed or likeliest(x[few], self._y[few]))
        self._held = {each: self._solved(each) for each in set(self.supposed)}

    def predict(self, x: Floats) -> tuple[Floats, Floats]:
        """Words ``(B, W)`` of latents ``(B, D)``, and one standard deviation of each."""
        from scipy.linalg import solve_triangular

        values, spread = np.empty((2, len(x), self._y.shape[1]))
        for each, (root, weights) in self._held.items():
            words = [k for k, own in enumerate(self.supposed) if own == each]
            across = kernel(x, self._x, each)
            values[:, words] = across @ weights[:, words]
            inside = solve_triangular(root, across.T, lower=True, check_finite=False)
            left = _own_variance(x, each) - (inside**2).sum(axis=0)
            spread[:, words] = np.sqrt(np.maximum(left, 1e-6) + each.noise)[:, None]
        return (
            np.asarray(values * self._size + self._mean, np.float64),
            np.asarray(spread * self._size, np.float64),
        )

    def _solved(self, each: Smoothness) -> tuple[Floats, Floats]:
        from scipy.linalg import cho_solve

        held = kernel(self._x, self._x, each) + _noise(len(self._x), each)
        root = np.asarray(np.linalg.cholesky(held), np.float64)
        solved = cho_solve((root, True), self._y, check_finite=False)
        return root, np.asarray(solved, np.float64)


def kernel(a: Floats, b: Floats, supposed: Smoothness) -> Floats:
    """Covariance ``(n, m)`` of words at latents ``(n, D)`` and ``(m, D)``: a line and a bump."""
    return (1 - supposed.noise) * _shape(a, b, supposed.length, supposed.straight)


def likeliest(x: Floats, y: Floats) -> tuple[Smoothness, ...]:
    """How smooth each word of ``(k, W)`` most likely is, over latents ``(k, D)``."""
    tried, scores = [], []
    for length, straight in itertools.product(LENGTHS, STRAIGHTS):
        # One decomposition serves all amounts of noise.
        sizes, axes = np.linalg.eigh(_shape(x, x, length, straight))
        along = (axes.T @ y) ** 2
        for noise in NOISES:
            held = ((1 - noise) * np.maximum(sizes, 0.0) + noise)[:, None]
            tried.append(Smoothness(length, straight, noise))
            scores.append(-0.5 * (along / held + np.log(held)).sum(axis=0))
    return tuple(tried[i] for i in np.argmax(scores, axis=0))


def _shape(a: Floats, b: Floats, length: float, straight: float) -> Floats:
    n_dims = a.shape[1]
    dots = a @ b.T / n_dims
    far = (a**2).sum(axis=1)[:, None] / n_dims + (b**2).sum(axis=1) / n_dims - 2 * dots
    bump = np.exp(-np.maximum(far, 0.0) / (2 * length**2))
    return np.asarray(straight * dots + (1 - straight) * bump)


def _noise(n: int, supposed: Smoothness) -> Floats:
    return (supposed.noise + 1e-6) * np.eye(n)


def _own_variance(x: Floats, supposed: Smoothness) -> Floats:
    along = (x**2).sum(axis=1) / x.shape[1]
    straight = supposed.straight
    return np.asarray((1 - supposed.noise) * (straight * along + 1 - straight))
