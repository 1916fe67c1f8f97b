"""One sample of a WaveNet from queues of past activations, compiled.

Products run over outputs that lie side by side, which processors take many at a time, with four
inputs in a go, so that sums are fetched and stored a fourth as often. Sounds that are made side by
side share each weight while it is near; every sound's sums keep the order that they have alone.
"""

from __future__ import annotations

from math import exp, tanh
from typing import Any

import numpy as np

from timbrespace.effects.compiled import fused
from timbrespace.spaces.trained.wavenet.memory import Memory
from timbrespace.spaces.trained.wavenet.weights import Array, Weights

_ONE, _HALF = np.float32(1), np.float32(0.5)
#: Beyond this, tanh is 1 in 32 bits.
_END = np.float32(7.9)
#: tanh(x) / x as a ratio of polynomials of x squared, fitted up to there, to 6e-9.
_P0, _P1, _P2 = np.float32(1), np.float32(1.345063611e-1), np.float32(3.579010239e-3)
_P3, _P4 = np.float32(2.202353440e-5), np.float32(1.542835074e-8)
_Q1, _Q2 = np.float32(4.678396412e-1), np.float32(2.619230786e-2)
_Q3, _Q4 = np.float32(3.423679903e-4), np.float32(8.598939854e-7)


@fused
def foretell(weights: Weights, memory: Memory, left: Array, right: Array, at: float) -> None:
    """What the next sample is expected to be, into ``memory.out``; time goes on by one.

    Args:
        weights: The network, in one dtype.
        memory: With the sample before in ``memory.before``.
        left: Conditions with the layers' biases at the frame before, ``(B, L, 2 G)``.
        right: At this frame.
        at: How far the sample lies on the way between them, from 0 to 1; of the same dtype.
    """
    n_layers, n_taps = weights.dilated.shape[:2]
    now = memory.time[0]
    x, gates, heard, skips = memory.x, memory.gates, memory.heard, memory.skips
    _enter(x, weights.enter, weights.enter_bias, memory.before)
    _begin(skips, weights.skip_bias)
    for layer in range(n_layers):
        begin = memory.begins[layer]
        length = memory.begins[layer + 1] - begin
        _condition(gates, left, right, layer, at)
        for tap in range(n_taps - 1):
            slot = begin + (now + tap * (length // (n_taps - 1))) % length
            _add(gates, memory.past[slot], weights.dilated[layer, tap])
        _add(gates, x, weights.dilated[layer, n_taps - 1])
        _keep(memory.past[begin + now % length], x)
        _through(heard, gates)
        _add(skips, heard, weights.skip[layer])
        if layer + 1 < n_layers:
            _add_bias(x, weights.residual_bias[layer])
            _add(x, heard, weights.residual[layer])
    _rectify(skips)
    _begin(memory.head, weights.head_bias)
    _add(memory.head, skips, weights.head)
    _rectify(memory.head)
    _begin(memory.out, weights.leave_bias)
    _add(memory.out, memory.head, weights.leave)
    memory.time[0] = now + 1


@fused
def _add(out: Array, x: Array, weight: Array) -> None:
    """Add the products of ``(B, n_in)`` and ``(n_in, n_out)`` to ``(B, n_out)``."""
    n_in, n_out = weight.shape
    fours = n_in - n_in % 4
    for i in range(0, fours, 4):
        for b in range(len(x)):
            x0, x1, x2, x3 = x[b, i], x[b, i + 1], x[b, i + 2], x[b, i + 3]
            for o in range(n_out):
                out[b, o] = (
                    out[b, o] + weight[i, o] * x0 + weight[i + 1, o] * x1
                    + weight[i + 2, o] * x2 + weight[i + 3, o] * x3
                )  # fmt: skip
    for i in range(fours, n_in):
        for b in range(len(x)):
            for o in range(n_out):
                out[b, o] += weight[i, o] * x[b, i]


@fused
def _through(heard: Array, gates: Array) -> None:
    """tanh of the first half of the gates, times the sigmoid of the second."""
    n_gates = heard.shape[1]
    for b in range(len(heard)):
        if heard.itemsize == 4:
            for g in range(n_gates):
                half = _tanh(_HALF * gates[b, n_gates + g])
                heard[b, g] = _tanh(gates[b, g]) * (_HALF + _HALF * half)
        else:
            for g in range(n_gates):
                heard[b, g] = tanh(gates[b, g]) / (1 + exp(-gates[b, n_gates + g]))


@fused
def _tanh(x: Any) -> Any:
    """In 32 bits to 3e-7, without a branch, so that many are taken at a time."""
    x = min(max(x, -_END), _END)
    u = x * x
    above = _P0 + u * (_P1 + u * (_P2 + u * (_P3 + u * _P4)))
    return x * above / (_ONE + u * (_Q1 + u * (_Q2 + u * (_Q3 + u * _Q4))))


@fused
def _enter(x: Array, table: Array, bias: Array, before: Array) -> None:
    """The sample before, as channels: a row of a table, or a multiple of its only row."""
    for b in range(len(x)):
        if len(table) > 1:
            for r in range(x.shape[1]):
                x[b, r] = table[int(before[b]), r]
        else:
            for r in range(x.shape[1]):
                x[b, r] = table[0, r] * before[b] + bias[r]


@fused
def _condition(gates: Array, left: Array, right: Array, layer: int, at: float) -> None:
    """Begin the gates' sums with a place on the line between two frames."""
    for b in range(len(gates)):
        for g in range(gates.shape[1]):
            here = left[b, layer, g]
            gates[b, g] = here + at * (right[b, layer, g] - here)


@fused
def _begin(out: Array, bias: Array) -> None:
    """Begin sums with a bias."""
    for b in range(len(out)):
        for o in range(len(bias)):
            out[b, o] = bias[o]


@fused
def _add_bias(out: Array, bias: Array) -> None:
    for b in range(len(out)):
        for o in range(len(bias)):
            out[b, o] += bias[o]


@fused
def _keep(slot: Array, x: Array) -> None:
    """Remember what went into a layer."""
    for b in range(len(x)):
        for r in range(x.shape[1]):
            slot[b, r] = x[b, r]


@fused
def _rectify(out: Array) -> None:
    for b in range(len(out)):
        for o in range(out.shape[1]):
            if out[b, o] < 0:
                out[b, o] = 0
