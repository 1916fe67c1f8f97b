"""The networks of a surrogate as plain arrays, which every export writes in its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.base import Floats, Surrogate
from timbrespace.surrogates.scaling import Scaling

#: Weights and biases of one layer; between layers stands a SiLU.
Layer = tuple[NDArray[np.float32], NDArray[np.float32]]


@dataclass(frozen=True)
class Networks:
    """Both directions of a surrogate, in standard units.

    Args:
        guess: Layers ``(out, in)`` and ``(out,)`` from K wanted words (0 where not wanted), K
            marks of which are wanted and D latents to the D changes of these.
        forward: Layers ``(M, out, in)`` and ``(M, out)`` of M networks side by side, from D
            latents to K means and K logarithms of variances.
        temper: ``(K,)``; what variances are multiplied with.
        log_variance: The range that these logarithms are kept in.
        latents: Units of the latents.
        words: Units of the words.
    """

    guess: Sequence[Layer]
    forward: Sequence[Layer]
    temper: Floats
    log_variance: tuple[float, float]
    latents: Scaling
    words: Scaling


@runtime_checkable
class Exportable(Protocol):
    """A surrogate that shows its networks; those that timbrespace learns do."""

    def networks(self) -> Networks:
        """Both directions as arrays."""


def networks_of(surrogate: Surrogate) -> Networks:
    """The networks of a surrogate.

    Raises:
        TimbrespaceError: It is of a kind that has none.
    """
    if isinstance(surrogate, Exportable):
        return surrogate.networks()
    raise TimbrespaceError(
        f"The surrogate of '{surrogate.voice}' has no networks that could be exported.",
        f"Learn one that has: timbrespace surrogate {surrogate.voice}",
    )
