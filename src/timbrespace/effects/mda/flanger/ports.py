"""The same settings on the plug-in, so that the two can be compared."""

from __future__ import annotations

import math


def ports(
    sample_rate: int,
    *,
    rate: float,
    depth: float,
    mix: float,
    feedback: float,
    depth_mod: float,
) -> dict[str, float]:
    """Values in units as values of the plug-in's ports, 0 to 1, at a sample rate.

    Example:
        >>> found = ports(44_100, rate=0.08, depth=8.4, mix=47.0, feedback=-40.0, depth_mod=100.0)
        >>> {name: round(value, 2) for name, value in found.items()}
        {'rate': 0.3, 'depth': 0.43, 'mix': 0.47, 'feedback': 0.3, 'depth_mod': 1.0}
    """
    found = {
        "rate": (math.log10(rate) + 2) / 3,
        "depth": math.sqrt(depth * sample_rate / 1_000 / 2_000),
        "mix": mix / 100,
        "feedback": 0.5 + feedback / 200,
        "depth_mod": depth_mod / 100,
    }
    return {name: min(max(value, 0.0), 1.0) for name, value in found.items()}
