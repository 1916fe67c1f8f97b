"""The same settings on the plug-in, so that the two can be compared."""

from __future__ import annotations

import math


def ports(
    sample_rate: int,
    *,
    thresh: float,
    ratio: float,
    output: float,
    attack: float,
    release: float,
    limiter: float,
    gate_thr: float,
    gate_att: float,
    gate_rel: float,
    mix: float,
) -> dict[str, float]:
    """Values in units as values of the plug-in's ports, 0 to 1, at a sample rate.

    Example:
        >>> from timbrespace.effects.base import defaults, values
        >>> from timbrespace.effects.mda.dynamics import EFFECT
        >>> found = ports(44_100, **values(EFFECT, defaults(EFFECT)))
        >>> [round(value, 2) for value in found.values()]
        [0.6, 0.4, 0.1, 0.18, 0.55, 1.0, 0.0, 0.1, 0.5, 1.0]
    """

    def logarithm(ms: float) -> float:
        return math.log10(-math.expm1(-1_000 / ms / sample_rate))

    found = {
        "thresh": thresh / 40 + 1,
        "ratio": (ratio + 0.5) / 2.5,
        "output": output / 40,
        "attack": -(logarithm(attack) + 0.002) / 2,
        "release": -(logarithm(release) + 2) / 3,
        "limiter": (limiter + 20) / 30,
        "gate_thr": gate_thr / 60 + 1,
        "gate_att": -(logarithm(gate_att) + 0.002) / 3,
        "gate_rel": -(logarithm(gate_rel) + 2) / 3.3,
        "mix": mix / 100,
    }
    return {name: min(max(value, 0.0), 1.0) for name, value in found.items()}
