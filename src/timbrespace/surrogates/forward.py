"""The forward direction at run time: an ensemble of small networks, in NumPy.

Each member says a mean and a variance for every word (deep ensembles: Lakshminarayanan,
Pritzel and Blundell 2017). All is in standard units here; see :mod:`.scaling`.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Floats

#: Logarithms of variances are kept within these, here and in training.
LOG_VARIANCE = (-10.0, 4.0)


class Ensemble:
    """M networks side by side: D latents in, K means and K log-variances out.

    Args:
        weights: ``forward.{i}.weight`` ``(M, out, in)`` and ``forward.{i}.bias`` ``(M, out)``
            for each layer i; between layers stands a SiLU.
        temper: ``(K,)``; what the variances are multiplied with, so that they come true on
            points that were not learned from.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.floating]], temper: Floats) -> None:
        n_layers = sum(name.startswith("forward.") for name in weights) // 2
        self._weights = [_wide(weights[f"forward.{i}.weight"]) for i in range(n_layers)]
        self._turned = [np.ascontiguousarray(w.transpose(0, 2, 1)) for w in self._weights]
        self._biases = [_wide(weights[f"forward.{i}.bias"])[:, None] for i in range(n_layers)]
        self.temper = np.asarray(temper, np.float64)
        self.n_members, _, self.n_dims = self._weights[0].shape
        self.n_words = self._weights[-1].shape[1] // 2

    def members(self, x: Floats) -> tuple[Floats, Floats]:
        """Means and variances ``(M, B, K)`` that the members say of ``(B, D)``."""
        hidden: Floats = np.broadcast_to(x, (self.n_members, *x.shape))
        for turned, bias in zip(self._turned[:-1], self._biases[:-1], strict=True):
            hidden = silu(hidden @ turned + bias)
        out = hidden @ self._turned[-1] + self._biases[-1]
        log_variance = np.clip(out[..., self.n_words :], *LOG_VARIANCE)
        return out[..., : self.n_words], np.exp(log_variance) * self.temper

    def predict(self, x: Floats) -> tuple[Floats, Floats]:
        """Mean and variance ``(B, K)`` of the mixture of all members, at ``(B, D)``."""
        means, variances = self.members(x)
        return means.mean(axis=0), variances.mean(axis=0) + self.temper * means.var(axis=0)

    def slopes(self, x: Floats, outputs: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Outputs ``(M, W)`` and their Jacobians ``(M, W, D)`` at one point ``(D,)``.

        Args:
            x: The point.
            outputs: Which W of them, fewer being quicker: ``k`` is the mean of word k, and
                ``K + k`` the logarithm of its variance, neither tempered nor kept in bounds.
        """
        hidden: Floats = np.broadcast_to(x, (self.n_members, 1, len(x)))
        steep: list[Floats] = []
        for turned, bias in zip(self._turned[:-1], self._biases[:-1], strict=True):
            before = hidden @ turned + bias
            gate = sigmoid(before)
            hidden = before * gate
            steep.append(gate * (1.0 + before * (1.0 - gate)))
        last = self._weights[-1][:, outputs]
        values = (last @ hidden.transpose(0, 2, 1))[..., 0] + self._biases[-1][:, 0, outputs]
        back = last
        for weight, slope in zip(self._weights[-2::-1], steep[::-1], strict=True):
            back = (back * slope) @ weight
        return values, back


def sigmoid(x: Floats) -> Floats:
    """``1 / (1 + exp(-x))``, without overflow."""
    gate: Floats = 0.5 * (1.0 + np.tanh(0.5 * x))
    return gate


def silu(x: Floats) -> Floats:
    """``x * sigmoid(x)``: smooth, so that Jacobians are (Elfwing, Uchibe and Doya 2018)."""
    return x * sigmoid(x)


def _wide(array: NDArray[np.floating]) -> Floats:
    return np.ascontiguousarray(array, np.float64)
