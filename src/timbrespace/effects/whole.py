"""Whole sounds through a stream: what `apply` does with NumPy's arrays."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Audio, Effect, Floats, Running

#: Samples given to a stream at a time.
BLOCK = 8_192


def through_stream(effect: Effect, x: Audio, theta: Floats, sample_rate: int) -> Audio:
    """Sounds ``(B, C, T)`` under settings ``(B, P)``, each from silence, the delay taken off."""
    running = effect.stream(sample_rate, x.shape[1])
    out = np.empty_like(x, dtype=np.float32)
    try:
        for i, sound in enumerate(x):
            running.reset()
            out[i] = _one(running, sound, theta[i])
    finally:
        running.close()
    return out


def _one(running: Running, sound: Audio, theta: Floats) -> Audio:
    """A sound ``(C, T)``; as much silence follows as the delay holds back."""
    delay = running.delay_samples
    longer = np.pad(np.asarray(sound, np.float32), ((0, 0), (0, delay)))
    blocks = [
        running.process(longer[:, at : at + BLOCK], theta)
        for at in range(0, longer.shape[1], BLOCK)
    ]
    return np.concatenate(blocks, axis=1)[:, delay:]
