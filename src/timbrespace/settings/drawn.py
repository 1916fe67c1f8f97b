"""Which settings a space is made of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Effect, Parameter, defaults
from timbrespace.effects.drawing import draw_settings


def free(parameters: tuple[Parameter, ...]) -> NDArray[np.bool_]:
    """Which settings ``(P,)`` a space is made of: those that can be heard of the output alone.

    Where none can, all of them.
    """
    told = np.array([each.identifiable for each in parameters], bool)
    return told if told.any() else np.ones(len(parameters), bool)


def drawn(effect: Effect, n: int, seed: int) -> NDArray[np.float32]:
    """Settings ``(n, P)`` in 0..1, evenly strewn; the first are the same whatever ``n`` is.

    What can't be told from the output (a gain, once the peak is normalised) rests at its
    default: among neighbours that sound alike it would be anything.

    Example:
        >>> from timbrespace.effects.opening import open_effect
        >>> theta = drawn(open_effect("overdrive"), 100, seed=0)
        >>> theta.shape, bool(np.ptp(theta[:, 2]) == 0)  # the output gain
        ((100, 3), True)
    """
    theta = np.asarray(draw_settings(effect, n, seed), np.float32)
    held = ~free(effect.parameters)
    theta[:, held] = defaults(effect)[held]
    return theta
