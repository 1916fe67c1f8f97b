"""What the settings of the multiband compressor come to: measured on the plug-in.

At 44.1 kHz these are the plug-in's own numbers; at other rates frequencies and times stay, where
the plug-in keeps its numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

#: Where the plug-in's steps are what they were measured to be.
_HOME_HZ = 44_100


class Law(NamedTuple):
    """Numbers, or tensors ``(B,)``."""

    #: Steps of the filters that part low from middle (two of them) and middle from high.
    low_step: Any
    high_step: Any
    #: How strongly the envelopes of middle and high pull their gains down.
    middle_pull: Any
    high_pull: Any
    low_gain: Any
    middle_gain: Any
    high_gain: Any
    #: Of the envelope of the high band, in one sample, and of that of the middle, which is slower.
    high_attack: Any
    high_release: Any
    middle_attack: Any
    middle_release: Any
    #: Of what lies beside the middle.
    side: Any


def law(
    xp: Any,
    sample_rate: int,
    l_m: Any,
    m_h: Any,
    l_comp: Any,
    m_comp: Any,
    h_comp: Any,
    l_out: Any,
    m_out: Any,
    h_out: Any,
    attack: Any,
    release: Any,
    stereo: Any,
) -> Law:
    """Settings in units; ``xp`` is NumPy or PyTorch."""

    def step(per_s: Any) -> Any:
        return -xp.expm1(-per_s / sample_rate)

    def knob(ms: Any, low: float, length: float) -> Any:
        """The travel of the plug-in's knob that has this time, of its step's logarithm."""
        return (low - xp.log10(-xp.expm1(-1_000 / _HOME_HZ / ms))) / length

    def at_rate(logarithm: Any) -> Any:
        """A step at 44.1 kHz, by its decimal logarithm, as one at this rate."""
        return step(-_HOME_HZ * xp.log1p(-(10**logarithm)))

    attacking, releasing = knob(attack, -0.05, 1.5), knob(release, -2.0, 2.5)

    def gain(comp: Any, out_db: Any) -> Any:
        return (1 + 8 * (comp / 100) ** 3 * (1 - 0.5 * attacking)) * 10 ** (out_db / 20)

    return Law(
        low_step=step(2 * xp.pi * l_m),
        high_step=step(2 * xp.pi * m_h),
        middle_pull=0.2 * 10 ** (m_comp / 40),
        high_pull=0.2 * 10 ** (h_comp / 40),
        low_gain=gain(l_comp, l_out),
        middle_gain=gain(m_comp, m_out),
        high_gain=gain(h_comp, h_out),
        high_attack=step(1_000 / attack),
        high_release=step(1_000 / release),
        middle_attack=at_rate(-0.05 - 2 * attacking),
        middle_release=at_rate(-2 - 3 * releasing),
        side=stereo / 100,
    )
