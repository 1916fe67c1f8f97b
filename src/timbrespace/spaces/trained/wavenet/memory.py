"""What a WaveNet remembers of the sounds it makes, and where it computes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from timbrespace.spaces.trained.wavenet.mulaw import SILENCE
from timbrespace.spaces.trained.wavenet.weights import Array, Weights


class Memory(NamedTuple):
    """The state of B sounds that are made side by side; the kernel writes it.

    A layer of dilation d and K taps needs the last ``(K - 1) * d`` of its inputs. They lie in a
    ring, whose place for sample t is also where sample ``t - (K - 1) * d`` lay, the oldest one.

    Args:
        past: All rings, one behind the other, ``(slots, B, R)``.
        begins: Where each ring begins, and where the last one ends, ``(L + 1,)``.
        time: Samples made so far, ``(1,)``.
        before: The sample made last, ``(B,)``: its code, or its value.
        x: What goes from layer to layer, ``(B, R)``.
        gates: ``(B, 2 G)``.
        heard: What came through them, ``(B, G)``.
        skips: ``(B, S)``.
        head: ``(B, S)``.
        out: What the next sample is expected to be, ``(B, n_out)``.
    """

    past: Array
    begins: Array
    time: Array
    before: Array
    x: Array
    gates: Array
    heard: Array
    skips: Array
    head: Array
    out: Array


def silent(weights: Weights, dilations: Sequence[int], n_sounds: int = 1) -> Memory:
    """The memory before the first sample: nothing in any layer, and silence.

    Args:
        weights: What computes.
        dilations: Of each layer, in samples.
        n_sounds: How many are made side by side.

    Raises:
        ValueError: There are not as many dilations as layers.
    """
    n_layers, n_taps, n_residual, n_gates = weights.dilated.shape
    if len(dilations) != n_layers:
        raise ValueError(f"{len(dilations)} dilations for {n_layers} layers")
    begins = np.concatenate([[0], np.cumsum(dilations)]) * (n_taps - 1)

    def zeros(*shape: int) -> Array:
        return np.zeros(shape, weights.enter.dtype)

    return Memory(
        past=zeros(int(begins[-1]), n_sounds, n_residual),
        begins=begins.astype(np.int64),
        time=np.zeros(1, np.int64),
        before=np.full(n_sounds, SILENCE if weights.of_codes else 0, weights.enter.dtype),
        x=zeros(n_sounds, n_residual),
        gates=zeros(n_sounds, n_gates),
        heard=zeros(n_sounds, n_gates // 2),
        skips=zeros(n_sounds, len(weights.skip_bias)),
        head=zeros(n_sounds, len(weights.head_bias)),
        out=zeros(n_sounds, len(weights.leave_bias)),
    )
