"""The network of a matcher, asked in NumPy: two styles in, settings and how sure it is out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.matching.sound import Columns, Floats

#: Figures further than this from usual, in deviations, count as so far.
MOST_DEVIATIONS = 4.0
#: Settings stay this far from both ends.
MARGIN = 0.02


@dataclass(frozen=True)
class Belief:
    """What a network holds of the settings behind a reference: a mixture of Gaussians.

    Over logits of the settings, so that no draw leaves (0, 1).

    Args:
        point: The settings it would choose at once ``(P,)``.
        shares: Of the components ``(K,)``, summing to 1.
        means: Logits ``(K, P)``.
        spreads: One standard deviation of each ``(K, P)``.
    """

    point: Floats
    shares: Floats
    means: Floats
    spreads: Floats

    def of(self, columns: Columns) -> Belief:
        """What it holds of some of the settings, whatever the others are."""
        return Belief(
            self.point[columns], self.shares, self.means[:, columns], self.spreads[:, columns]
        )

    def draw(self, n: int, rng: np.random.Generator) -> Floats:
        """Settings ``(n, P)`` as they may well have been."""
        which = rng.choice(len(self.shares), n, p=self.shares)
        logits = self.means[which] + self.spreads[which] * rng.normal(size=(n, len(self.point)))
        return settings_of(logits)

    def log_density(self, theta: Floats) -> Floats:
        """Natural log of how likely settings ``(n, P)`` are, over logits: ``(n,)``."""
        z = (logits_of(theta)[:, None] - self.means) / self.spreads
        each = -0.5 * (z**2).sum(axis=2) - np.log(self.spreads).sum(axis=1) + np.log(self.shares)
        most = each.max(axis=1, keepdims=True)
        return np.asarray(most[:, 0] + np.log(np.exp(each - most).sum(axis=1)))


def settings_of(logits: Floats) -> Floats:
    """Settings in [0.02, 0.98] of logits.

    Example:
        >>> settings_of(np.array([0.0, 99.0]))
        array([0.5 , 0.98])
    """
    return np.clip(1 / (1 + np.exp(-np.clip(logits, -30, 30))), MARGIN, 1 - MARGIN)


def logits_of(theta: Floats) -> Floats:
    """Logits of settings, those at the ends moved in by 0.02."""
    inside = np.clip(theta, MARGIN, 1 - MARGIN)
    return np.asarray(np.log(inside / (1 - inside)))


class Network:
    """Two styles through one encoder, then a controller; see :mod:`...learning.network`.

    Args:
        arrays: ``mean`` and ``scale`` of the styles ``(D,)``; ``encoder.N``, ``controller.N``,
            ``mixture`` and ``point.N``, each with ``.weight`` ``(out, in)`` and ``.bias``.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.arrays = {name: np.asarray(a, np.float32) for name, a in arrays.items()}
        self.n_settings = len(self._bias("point", -1))
        per_component = 1 + 2 * self.n_settings
        self.n_components = len(self.arrays["mixture.bias"]) // per_component

    def believe(self, dry: Floats, reference: Floats) -> Belief:
        """What brings a sound of style ``dry`` ``(D,)`` to that of a reference ``(D,)``."""
        return self.between(self.encode(dry), self.encode(reference))

    def between(self, x: NDArray[np.float32], y: NDArray[np.float32]) -> Belief:
        """The same, from latents ``(E,)`` that :meth:`encode` gave."""
        inner = self._through("controller", np.concatenate([y, x, y - x]))
        raw = self._linear("mixture", inner).astype(np.float64)
        k, p = self.n_components, self.n_settings
        shares = np.exp(raw[:k] - raw[:k].max())
        point = self._through("point", inner, last_is_linear=True).astype(np.float64)
        return Belief(
            settings_of(point), shares / shares.sum(), raw[k : k + k * p].reshape(k, p),
            spread_of(raw[k + k * p :].reshape(k, p)),
        )  # fmt: skip

    def encode(self, style: Floats) -> NDArray[np.float32]:
        """The latent ``(E,)`` of a style ``(D,)``."""
        figures = (style.astype(np.float32) - self.arrays["mean"]) / self.arrays["scale"]
        return self._through("encoder", np.clip(figures, -MOST_DEVIATIONS, MOST_DEVIATIONS))

    def _through(
        self, part: str, x: NDArray[np.float32], last_is_linear: bool = False
    ) -> NDArray[np.float32]:
        count = sum(1 for name in self.arrays if name.startswith(f"{part}.")) // 2
        for i in range(count):
            x = self._linear(f"{part}.{i}", x)
            if not (last_is_linear and i == count - 1):
                x = np.maximum(x, 0.0)
        return x

    def _linear(self, name: str, x: NDArray[np.float32]) -> NDArray[np.float32]:
        weight, bias = self.arrays[f"{name}.weight"], self.arrays[f"{name}.bias"]
        return np.asarray(weight @ x + bias, np.float32)

    def _bias(self, part: str, which: int) -> NDArray[np.float32]:
        names = sorted(n for n in self.arrays if n.startswith(f"{part}.") and n.endswith(".bias"))
        return self.arrays[names[which]]


def spread_of(raw: Any) -> Any:
    """Deviations from what the network says: a soft floor of 0.05 logits, NumPy or not.

    Example:
        >>> round(float(spread_of(np.float64(0.0))), 3)
        0.5
    """
    # A square root of squares is smooth, positive, and needs no library of its own.
    return 0.05 + 0.45 * ((raw * raw + 1.0) ** 0.5 + raw)
