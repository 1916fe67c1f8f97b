"""Settings drawn at random, so that no corner is crowded and none is left out."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Effect, Floats

#: Settings stay this far from either end, where knobs often do nothing or everything.
MARGIN = 0.02


def draw_settings(effect: Effect, n: int, seed: int) -> Floats:
    """Stratified settings ``(n, P)`` in [0.02, 0.98]: a scrambled Sobol sequence.

    The first rows are themselves spread evenly, so that a thousand of ten thousand are drawn by
    taking the first thousand. An effect without parameters has ``P = 0``.

    Source: Owen, "Scrambling Sobol' and Niederreiter-Xing points", 1998.

    Example:
        >>> from timbrespace.effects.catalogue import own
        >>> theta = draw_settings(own("overdrive"), 64, seed=1)
        >>> theta.shape, bool(np.all(abs(theta.mean(axis=0) - 0.5) < 0.01))
        ((64, 3), True)
    """
    from scipy.stats import qmc

    n_settings = len(effect.parameters)
    if not n_settings or not n:
        return np.empty((n, n_settings))
    sequence = qmc.Sobol(n_settings, scramble=True, rng=np.random.default_rng(seed))
    # Only whole powers of 2 are balanced, and SciPy warns of others.
    points = sequence.random_base2((n - 1).bit_length())[:n]
    return np.asarray(MARGIN + (1.0 - 2.0 * MARGIN) * points)
