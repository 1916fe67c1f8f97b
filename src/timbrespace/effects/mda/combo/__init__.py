"""Combo: an amplifier that clips softly or hard, before a large stack heard from its side.

Of the real one's seven loudspeakers this is the one that it starts with.
"""

import math

from timbrespace.effects.base import Parameter
from timbrespace.effects.mda.rates import HOME_HZ
from timbrespace.effects.own import OwnEffect

#: Four poles that let the lows pass, and one that holds back the lowest, in Hz.
LOW_PASS_HZ, HIGH_PASS_HZ = 4_012.6, 878.93
#: What the microphone hears: gain and delay in seconds of the cabinet and its two echoes.
HEARD = ((0.6, 0.0), (0.96, 0.000793), (-0.576, 0.00281))
#: The high-pass of the front: at most this, where its state still settles at 44.1 kHz.
TOP_HZ = HOME_HZ / math.tau
#: Once it is on, this much of the drive's gain is added to what it lets through; and where it
#: has come on.
FRONT_GAIN, FRONT_ON_HZ = 0.1, 0.05 * TOP_HZ

EFFECT = OwnEffect(
    id="combo",
    title="Combo",
    room=__name__,
    parameters=(
        # Not differentiable at 0, where soft clipping meets hard with a small step.
        Parameter("drive", "Drive, soft to hard", "%", -100.0, 100.0),
        Parameter("bias", "Bias", "%", -100.0, 100.0),
        Parameter(
            "output", "Output", "dB", -20.0, 20.0,
            identifiable=False, why_not="Once the peak is normalised, a gain leaves no trace.",
            changes_only="level",
        ),
        Parameter("hpf_freq", "High-pass frequency", "Hz", 0.0, TOP_HZ),
        Parameter("hpf_reso", "High-pass resonance", "%", 0.0, 100.0, default=50.0),
    ),
)  # fmt: skip


def pole_at(hz: float, sample_rate: int) -> float:
    """The pole of a one-pole filter that cuts at ``hz``, as the real one places it.

    Example:
        >>> round(pole_at(4_012.6, 48_000), 4)
        0.5949
    """
    half = 0.5 * (math.tau * hz / sample_rate) ** 2
    return 1.0 + half - float((half * half + 2.0 * half) ** 0.5)
