"""What the loops that play have in common: rings of past samples, read between them."""

from __future__ import annotations

from numba import njit

from timbrespace.effects.base import Floats

#: Of the way that a moved delay has still to go, a glide takes this share in a second, as an
#: exponent: after 0.1 s it has done 95 %.
GLIDE_PER_S = 30.0


@njit("f8(f8[::1], i8, f8)", cache=True, nogil=True, error_model="numpy")
def read_between(ring: Floats, at: int, delay: float) -> float:
    """What was written to a ring ``delay`` samples before ``at``, by a cubic through four.

    The delay is 2 or more, and three less than the ring is long; the sample at ``at`` itself
    has not been written. Source: Laakso et al., "Splitting the unit delay", 1996.
    """
    whole = int(delay)
    f = delay - whole
    size = ring.shape[0]
    i = at - whole
    a = ring[(i + 1) % size]
    b = ring[i % size]
    c = ring[(i - 1) % size]
    d = ring[(i - 2) % size]
    return (
        -f * (f - 1.0) * (f - 2.0) / 6.0 * a
        + (f + 1.0) * (f - 1.0) * (f - 2.0) / 2.0 * b
        - (f + 1.0) * f * (f - 2.0) / 2.0 * c
        + (f + 1.0) * f * (f - 1.0) / 6.0 * d
    )


@njit("f8(f8, f8, f8)", cache=True, nogil=True, error_model="numpy")
def glide(now: float, target: float, share: float) -> float:
    """A step of the way; a delay below zero has been nowhere yet, and is there at once."""
    if now < 0.0 or abs(target - now) < 1e-4:
        return target
    return now + share * (target - now)
