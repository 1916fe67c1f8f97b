"""What the settings of Dynamics come to: measured on the plug-in.

At 44.1 kHz these are the plug-in's own numbers; at other rates times stay, where the plug-in
keeps its numbers.
"""

from __future__ import annotations

from typing import Any, NamedTuple

#: The most that the expander, at ratios below 0, may raise a sound, as a factor. The plug-in's
#: gain goes to infinity instead, and to silence beyond it.
MOST = 10.0

#: The gate opens by the 8th power of the level over the threshold: from a tenth to nine tenths
#: in 5 dB. The plug-in's opens at once, and no
#: gradient goes through that.
POWER = 8


class Law(NamedTuple):
    """Numbers, or tensors ``(B,)``; levels are factors."""

    threshold: Any
    #: The gain above the threshold is ``1 / (1 + pull * (level / threshold - 1))``.
    pull: Any
    #: Of the wet sound, its part of the mix included: the limiter lies behind both.
    output: Any
    #: Of the level, in one sample.
    attack: Any
    release: Any
    limit: Any
    gate: Any
    #: Of the gate, in one sample.
    opening: Any
    closing: Any
    dry: Any


def law(
    xp: Any,
    sample_rate: int,
    thresh: Any,
    ratio: Any,
    output: Any,
    attack: Any,
    release: Any,
    limiter: Any,
    gate_thr: Any,
    gate_att: Any,
    gate_rel: Any,
    mix: Any,
) -> Law:
    """Settings in units; ``xp`` is NumPy or PyTorch."""

    def factor(db: Any) -> Any:
        return 10 ** (db / 20)

    def step(ms: Any) -> Any:
        return -xp.expm1(-1_000 / (ms * sample_rate))

    over = xp.where(ratio > 1, 1 + 16 * (ratio - 1) ** 2, ratio)
    return Law(
        threshold=factor(thresh),
        pull=xp.where(ratio < 0, 0.6 * ratio, over),
        output=factor(output) * mix / 100,
        attack=step(attack),
        release=step(release),
        # The plug-in's limit lies a hundredth below what it says.
        limit=0.99 * factor(limiter),
        gate=factor(gate_thr),
        opening=step(gate_att),
        closing=step(gate_rel),
        dry=1 - mix / 100,
    )
