"""The delay's settings on the ports of the real one."""

from __future__ import annotations

from timbrespace.effects.mda.delay import LONGEST_MS
from timbrespace.effects.mda.rates import HOME_HZ


def ports(
    sample_rate: int, left: float, right: float, feedback: float, tone: float, mix: float
) -> dict[str, float]:
    """What the real one is given for the same sound: port to value in [0, 1].

    Its longest delay is one of samples, so milliseconds depend on the rate; above 50 % its
    right delay goes on in steps of its own, which ours leaves out.

    Example:
        >>> ports(44_100, 185.75, 100.0, 70.0, 0.0, 33.0)["l_delay"]
        0.5
    """
    most = LONGEST_MS * HOME_HZ / sample_rate
    return {
        "l_delay": (left / most) ** 0.5,
        "r_delay": right / 400.0,
        "feedback": feedback / 100.0,
        "fb_tone": (tone + 100.0) / 200.0,
        "fx_mix": mix / 100.0,
    }
