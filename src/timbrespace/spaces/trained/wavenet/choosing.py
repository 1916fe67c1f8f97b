"""Drawing a sample from what it is expected to be, and loops of one sample after another."""

from __future__ import annotations

from math import exp, log

import numpy as np

from timbrespace.effects.compiled import fused
from timbrespace.spaces.trained.wavenet.kernel import foretell
from timbrespace.spaces.trained.wavenet.memory import Memory
from timbrespace.spaces.trained.wavenet.weights import Array, Weights

#: Samples of a mixture are those of 16 bits, as it was learned from.
_STEPS = 32_768
#: Scales of a mixture are no smaller than this power of e.
LEAST_LOG_SCALE = -9.0


@fused
def generate(
    weights: Weights,
    memory: Memory,
    frames: Array,
    at: Array,
    dice: Array,
    temperature: float,
    made: Array,
) -> None:
    """Samples of frames, each drawn from what those before it foretell.

    Args:
        weights: The network.
        memory: Of the B sounds; goes on.
        frames: Conditions of the frame before and of F frames, ``(F + 1, B, L, 2 G)``.
        at: How far each sample of a frame lies on the way to the frame, ``(hop,)``.
        dice: Drawn evenly from 0 to 1, two for each sample, ``(F * hop, B, 2)``.
        temperature: 1 draws as was learned; less is more likely, 0 is likeliest.
        made: Gets the codes or the samples, ``(B, F * hop)``.
    """
    hop = len(at)
    for t in range(made.shape[1]):
        frame = t // hop
        foretell(weights, memory, frames[frame], frames[frame + 1], at[t % hop])
        for b in range(len(made)):
            if len(weights.enter) > 1:
                memory.before[b] = _code(memory.out[b], temperature, dice[t, b, 0])
            else:
                memory.before[b] = _value(memory.out[b], temperature, dice[t, b])
            made[b, t] = memory.before[b]


@fused
def follow(
    weights: Weights, memory: Memory, frames: Array, at: Array, given: Array, outs: Array
) -> None:
    """What each of the samples that are given was expected to be.

    Args:
        weights: The network.
        memory: Of the B sounds; goes on, as if it had made what is given.
        frames: As for :func:`generate`.
        at: Likewise.
        given: Codes or samples, ``(B, F * hop)``.
        outs: Gets logits, or the parts of mixtures, ``(B, F * hop, n_out)``.
    """
    hop = len(at)
    for t in range(given.shape[1]):
        frame = t // hop
        foretell(weights, memory, frames[frame], frames[frame + 1], at[t % hop])
        for b in range(len(given)):
            outs[b, t] = memory.out[b]
            memory.before[b] = given[b, t]


@fused
def _code(logits: Array, temperature: float, dice: float) -> int:
    """A code, drawn by odds that are kept in the place of their logits."""
    best = int(np.argmax(logits))
    if temperature <= 0:
        return best
    top, total = logits[best], 0.0
    for i in range(len(logits)):
        logits[i] = exp((logits[i] - top) / temperature)
        total += logits[i]
    rest = dice * total
    for i in range(len(logits)):
        rest -= logits[i]
        if rest < 0:
            return i
    return best


@fused
def _value(parts: Array, temperature: float, dice: Array) -> float:
    """A sample, drawn from a mixture of logistic distributions: weights, means, log scales."""
    n = len(parts) // 3
    which = _code(parts[:n], temperature, dice[0])
    scale = exp(max(parts[2 * n + which], LEAST_LOG_SCALE))
    value = float(parts[n + which])
    if temperature > 0:
        # Never 0 nor 1, where the distribution has no end.
        part = min(max(dice[1], 1e-5), 1 - 1e-5)
        value += temperature * scale * (log(part) - log(1 - part))
    return round(min(max(value, -1.0), 1.0) * _STEPS) / _STEPS
