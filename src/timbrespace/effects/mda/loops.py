"""What the loops that play have in common: rings of past samples, read between them.

A ring is a row of an array whose length is a power of 2, so that places in it are found by
masking. Each has a delay, which glides to where it is wanted.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Floats
from timbrespace.effects.compiled import compiled_as

Places = NDArray[np.int64]

#: A moved delay goes this many times its remaining way in a second: 95 % of it in 0.1 s.
GLIDE_PER_S = 30.0
#: Closer than this, in samples, it is there.
THERE = 1e-4


def ring_length(longest: float) -> int:
    """How long a ring has to be for delays of so many samples.

    Example:
        >>> ring_length(1021.0)
        2048
    """
    return 1 << math.ceil(math.log2(longest + 4))


@compiled_as("b1(f8[::1], f8[::1], f8, i8[::1], f8[:,::1])")
def aim(delays: Floats, wanted: Floats, step: float, wholes: Places, taps: Floats) -> bool:
    """Let delays glide by a sample; whether one is still on its way.

    A delay is read by a cubic through four samples. Source: Laakso et al., "Splitting the unit
    delay", 1996.

    Args:
        delays: In samples, 2 or more, ``(R,)``; below zero where they have been nowhere yet.
        wanted: Where they go.
        step: The part of the way that a sample takes.
        wholes: Whole samples of each delay, to be filled.
        taps: Weights of the samples from one nearer to two farther, ``(R, 4)``, to be filled.
    """
    moving = False
    for r in range(delays.shape[0]):
        if delays[r] < 0.0 or abs(wanted[r] - delays[r]) < THERE:
            delays[r] = wanted[r]
        else:
            delays[r] += step * (wanted[r] - delays[r])
            moving = True
        whole = int(delays[r])
        f = delays[r] - whole
        wholes[r] = whole
        taps[r, 0] = -f * (f - 1.0) * (f - 2.0) / 6.0
        taps[r, 1] = (f + 1.0) * (f - 1.0) * (f - 2.0) / 2.0
        taps[r, 2] = -(f + 1.0) * f * (f - 2.0) / 2.0
        taps[r, 3] = (f + 1.0) * f * (f - 1.0) / 6.0
    return moving


@compiled_as("f8(f8[::1], i8, f8[::1])")
def read(ring: Floats, at: int, taps: Floats) -> float:
    """What a ring holds around ``at``, a whole delay before now, weighted."""
    mask = ring.shape[0] - 1
    return float(
        taps[0] * ring[(at + 1) & mask]
        + taps[1] * ring[at & mask]
        + taps[2] * ring[(at - 1) & mask]
        + taps[3] * ring[(at - 2) & mask]
    )
