"""What the settings of the Leslie come to: measured on the plug-in at 44.1 kHz."""

from __future__ import annotations

from typing import Any, NamedTuple

#: Where the mode changes from stop to slow, and from slow to fast.
SLOW_FROM, FAST_FROM = 0.1, 0.5

#: In Hz at full speed, and how long they take to get there, in s, slow and fast.
HORN_HZ, HORN_S = (0.68, 6.6), (2.5, 1.25)
DRUM_HZ, DRUM_S = (0.489, 5.47), (3.62, 1.944)

#: Where they stand when a sound begins, in cycles.
HORN_AT, DRUM_AT = 0.25, 0.5

#: Gains of the high and the low band.
HIGH, LOW = 1.6, 0.8


class Law(NamedTuple):
    """Numbers, or tensors ``(B,)``."""

    #: Where the speeds of horn and drum go, in cycles a sample, and the part of the way in one.
    horn_speed: Any
    horn_step: Any
    drum_speed: Any
    drum_step: Any
    #: Of the two filters that part low from high.
    step: Any
    low_gain: Any
    high_gain: Any
    low_width: Any
    low_throb: Any
    high_width: Any
    high_throb: Any
    #: The longest delay, in samples.
    depth: Any


def law(
    xp: Any,
    sample_rate: int,
    mode: Any,
    lo_width: Any,
    lo_throb: Any,
    hi_width: Any,
    hi_depth: Any,
    hi_throb: Any,
    x_over: Any,
    output: Any,
    speed: Any,
) -> Law:
    """Settings in units; ``xp`` is NumPy or PyTorch."""

    def by_mode(slow_and_fast: tuple[float, float]) -> Any:
        slow, fast = slow_and_fast
        return xp.where(mode < FAST_FROM, mode * 0 + slow, mode * 0 + fast)

    def step(per_s: Any) -> Any:
        return -xp.expm1(-per_s / sample_rate)

    turning = xp.where(mode < SLOW_FROM, 0 * speed, speed / 100) / sample_rate
    gain = 10 ** (output / 20)
    return Law(
        horn_speed=by_mode(HORN_HZ) * turning,
        horn_step=step(1 / by_mode(HORN_S)),
        drum_speed=by_mode(DRUM_HZ) * turning,
        drum_step=step(1 / by_mode(DRUM_S)),
        step=step(2 * xp.pi * x_over),
        low_gain=LOW * gain,
        high_gain=HIGH * gain,
        low_width=lo_width / 100,
        low_throb=lo_throb / 100,
        high_width=hi_width / 100,
        high_throb=hi_throb / 100,
        depth=hi_depth * sample_rate / 1_000,
    )
