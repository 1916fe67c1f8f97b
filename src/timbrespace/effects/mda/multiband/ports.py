"""The same settings on the plug-in, so that the two can be compared."""

from __future__ import annotations

import math


def ports(
    sample_rate: int,
    *,
    l_m: float,
    m_h: float,
    l_comp: float,
    m_comp: float,
    h_comp: float,
    l_out: float,
    m_out: float,
    h_out: float,
    attack: float,
    release: float,
    stereo: float,
) -> dict[str, float]:
    """Values in units as values of the plug-in's ports, 0 to 1, at a sample rate.

    Example:
        >>> at = dict(l_comp=0, m_comp=0, h_comp=0, l_out=0, m_out=0, h_out=0, stereo=100)
        >>> found = ports(44_100, l_m=178.0, m_h=7_845.0, attack=0.042, release=72.0, **at)
        >>> round(found["l_m"], 2), round(found["m_h"], 2), round(found["release"], 2)
        (0.1, 0.88, 0.6)
    """

    def logarithm(per_s: float) -> float:
        return math.log10(-math.expm1(-per_s / sample_rate))

    found = {
        "l_m": logarithm(2 * math.pi * l_m) + 1.7,
        "m_h": logarithm(2 * math.pi * m_h) + 1.05,
        "l_comp": l_comp / 100,
        "m_comp": m_comp / 100,
        "h_comp": h_comp / 100,
        "l_out": 0.5 + l_out / 40,
        "m_out": 0.5 + m_out / 40,
        "h_out": 0.5 + h_out / 40,
        "attack": -(logarithm(1_000 / attack) + 0.05) / 1.5,
        "release": -(logarithm(1_000 / release) + 2) / 2.5,
        "stereo": stereo / 200,
    }
    return {name: min(max(value, 0.0), 1.0) for name, value in found.items()}
