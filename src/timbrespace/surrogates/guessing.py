"""The inverse direction in one feed-forward pass, in NumPy; what exports run."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.forward import silu


class Guesser:
    """A network from wanted words and a place to a latent; all in standard units.

    Args:
        weights: ``guess.{i}.weight`` ``(out, in)`` and ``guess.{i}.bias`` ``(out,)``; it takes
            the K wanted words (0 where not wanted), K marks of which are wanted, and the D
            latents where the player stands, in this order; it gives the D changes of these.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.floating]]) -> None:
        n_layers = sum(name.startswith("guess.") for name in weights) // 2
        self._layers = [
            (
                np.asarray(weights[f"guess.{i}.weight"], np.float64),
                np.asarray(weights[f"guess.{i}.bias"], np.float64),
            )
            for i in range(n_layers)
        ]

    def __call__(self, wanted: Floats, mask: Floats, near: Floats) -> Floats:
        """Latents ``(..., D)`` for wanted words ``(..., K)`` near ``(..., D)``."""
        hidden = np.concatenate([wanted * mask, mask, near], axis=-1)
        for i, (weight, bias) in enumerate(self._layers):
            hidden = hidden @ weight.T + bias
            if i < len(self._layers) - 1:
                hidden = silu(hidden)
        latents: Floats = near + hidden
        return latents
