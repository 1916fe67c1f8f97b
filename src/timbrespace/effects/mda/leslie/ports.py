"""The same settings on the plug-in, so that the two can be compared."""

from __future__ import annotations

import math

from timbrespace.effects.mda.leslie import LONGEST_MS

#: The plug-in's rotors turn ``1 + 33 / block`` times as fast as in a host of endless blocks.
#: Their speeds here are those of a host of blocks of 512.
_FASTER, _HOME = 33, 512


def ports(
    sample_rate: int,
    block: int = 64,
    *,
    mode: float,
    lo_width: float,
    lo_throb: float,
    hi_width: float,
    hi_depth: float,
    hi_throb: float,
    x_over: float,
    output: float,
    speed: float,
) -> dict[str, float]:
    """Values in units as values of the plug-in's ports, 0 to 1, at a sample rate.

    ``block`` is the size of the host's blocks, in samples: ours gives plug-ins 64 at a time.

    Example:
        >>> from timbrespace.effects.base import defaults, values
        >>> from timbrespace.effects.mda.leslie import EFFECT
        >>> found = ports(44_100, 512, **values(EFFECT, defaults(EFFECT)))
        >>> [round(value, 2) for value in found.values()]
        [0.3, 0.5, 0.6, 0.7, 0.6, 0.7, 0.48, 0.5, 0.5]
    """
    wanted = math.log10(-math.expm1(-2 * math.pi * x_over / sample_rate))
    # The knob's curve: log10 of the step is -1.92 + 2.27 knob - 0.54 knob ** 2.
    inside = 2.27**2 - 4 * 0.54 * (wanted + 1.92)
    found = {
        "mode": mode,
        "lo_width": math.sqrt(lo_width / 100),
        "lo_throb": math.sqrt(lo_throb / 90),
        "hi_width": math.sqrt(hi_width / 100),
        "hi_depth": math.sqrt(hi_depth / LONGEST_MS),
        "hi_throb": math.sqrt(hi_throb / 90),
        "x_over": (2.27 - math.sqrt(max(inside, 0.0))) / (2 * 0.54),
        "output": 0.5 + output / 40,
        "speed": speed / 200 * (1 + _FASTER / _HOME) / (1 + _FASTER / block),
    }
    return {name: min(max(value, 0.0), 1.0) for name, value in found.items()}
