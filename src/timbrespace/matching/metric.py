"""How unlike two styles are, measured by how much styles differ where only the sound does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.matching.sound import Floats

SHIPPED = Path(__file__).parent / "shipped" / "style.safetensors"
#: Directions of style that are kept: those that effects move most, for what sounds move them.
N_DIRECTIONS = 64
_SHRINK = 0.1


class StyleMetric:
    """A linear view of styles in which different sounds, treated alike, differ by about 1.

    Args:
        arrays: ``mean`` and ``scale`` ``(D,)``, ``axes`` ``(D, K)``, and ``temper`` ``()``:
            what squared distances are divided by to be worth what they say.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.arrays = {name: np.asarray(a, np.float64) for name, a in arrays.items()}
        self.temper = float(self.arrays["temper"].item())

    def tempered(self, temper: float) -> StyleMetric:
        """The same metric under another temper; the higher, the less styles say."""
        return StyleMetric({**self.arrays, "temper": np.array(temper)})

    def seen(self, styles: Floats) -> Floats:
        """Styles ``(..., D)`` as points ``(..., K)``."""
        figures = (styles - self.arrays["mean"]) / self.arrays["scale"]
        return np.asarray(np.clip(figures, -6, 6) @ self.arrays["axes"])

    def unlikeness(self, styles: Floats, reference: Floats) -> Floats:
        """Squared distances of styles ``(..., D)`` from one ``(D,)``, tempered: ``(...,)``.

        Half of it, negated, is the natural log of how well a style explains the reference.
        """
        apart = self.seen(styles) - self.seen(reference)
        return np.asarray((apart**2).sum(axis=-1) / self.temper)


def fit_metric(sounds_apart: Floats, effects_apart: Floats, usual: Floats) -> StyleMetric:
    """The directions in which effects move styles most, for what different sounds do.

    Args:
        sounds_apart: Differences of styles of different sounds, treated alike ``(N, D)``.
        effects_apart: Differences of styles of one sound, treated differently ``(M, D)``.
        usual: Styles as they are ``(L, D)``, for mean and scale.

    Source: linear discriminants (Fisher 1936, Rao 1948), the covariance shrunk to its diagonal.
    """
    from scipy.linalg import eigh

    mean, scale = usual.mean(axis=0), usual.std(axis=0) + 1e-3
    within = _second_moment(sounds_apart / scale)
    between = _second_moment(effects_apart / scale)
    within = (1 - _SHRINK) * within + _SHRINK * np.diag(np.diag(within)) + 1e-6 * np.eye(len(mean))
    # Ascending; the vectors make `within` the identity.
    _, vectors = eigh(between, within)
    axes = vectors[:, ::-1][:, :N_DIRECTIONS]
    return StyleMetric({"mean": mean, "scale": scale, "axes": axes, "temper": np.array(1.0)})


@lru_cache(maxsize=1)
def shipped_metric() -> StyleMetric:
    """The metric that comes with the package."""
    from safetensors.numpy import load_file

    return StyleMetric(load_file(SHIPPED))


def _second_moment(apart: Floats) -> Floats:
    inside = np.clip(apart, -6, 6)
    return np.asarray(inside.T @ inside / len(inside))
