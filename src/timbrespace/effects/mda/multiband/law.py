"""What the settings of the multiband compressor come to: measured on the plug-in.

At 44.1 kHz these are the plug-in's own numbers; at other rates frequencies and times stay, where
the plug-in keeps its numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

#: The plug-in's attack knob at 0 and at 1, as the decimal logarithm of the step at 44.1 kHz.
_KNOB_LOW, _KNOB_HIGH = -0.05, -1.55


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
    #: Of the envelopes, in one sample.
    attack: Any
    release: Any
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

    knob = (xp.log10(-xp.expm1(-1_000 / 44_100 / attack)) - _KNOB_LOW) / (_KNOB_HIGH - _KNOB_LOW)

    def gain(comp: Any, out_db: Any) -> Any:
        return (1 + 8 * (comp / 100) ** 3 * (1 - 0.5 * knob)) * 10 ** (out_db / 20)

    return Law(
        low_step=step(2 * xp.pi * l_m),
        high_step=step(2 * xp.pi * m_h),
        middle_pull=0.2 * 10 ** (m_comp / 40),
        high_pull=0.2 * 10 ** (h_comp / 40),
        low_gain=gain(l_comp, l_out),
        middle_gain=gain(m_comp, m_out),
        high_gain=gain(h_comp, h_out),
        attack=step(1_000 / attack),
        release=step(1_000 / release),
        side=stereo / 100,
    )
