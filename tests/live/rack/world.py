"""Effects that are known to the last sample."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Parameter

RATE_HZ = 48_000


class Amplifying:
    """A gain, late by some samples."""

    tail_samples = 0

    def __init__(self, effect, channels):
        self.effect = effect
        self.delay_samples, self.grain_samples = effect.delay, effect.grain
        self.closed = False
        self.seen = []
        self.reset(channels)

    def reset(self, channels=None):
        channels = channels or self.held.shape[0]
        self.held = np.zeros((channels, self.delay_samples), np.float32)

    def process(self, block, theta):
        self.seen.append((block.shape[1], float(theta[0])))
        if self.effect.fails:
            raise RuntimeError(self.effect.fails)
        joined = np.concatenate([self.held, block], axis=1)
        self.held = joined[:, block.shape[1] :]
        gain = self.effect.parameters[0].value(float(theta[0]))
        return np.asarray(joined[:, : block.shape[1]] * gain, np.float32)

    def close(self):
        self.closed = True


class Amplifier:
    """An effect of two settings: a gain of 0 to 4, and one that does nothing."""

    differentiable, stereo = False, False

    def __init__(self, name="amplifier", delay=0, grain=64, factor=4.0):
        self.id = self.title = name
        self.delay, self.grain, self.fails = delay, grain, ""
        self.parameters = (
            Parameter("gain", "Gain", "", 0.0, factor, default=factor / 4),
            Parameter("idle", "Idle", "%", 0.0, 100.0, default=50.0),
        )
        self.streams = []

    def stream(self, sample_rate, channels=2):
        self.streams.append(Amplifying(self, channels))
        return self.streams[-1]


def tone(seconds=1.0, hz=220.0, level=0.2):
    time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return np.asarray(level * np.sin(2 * np.pi * hz * time_s), np.float32)[None]


def rendered(rack, n, block=256):
    """The left of the next ``n`` samples, asked for in blocks."""
    made = []
    while n > 0:
        out = np.zeros((2, min(n, block)), np.float32)
        rack.render(out)
        made.append(out[0].copy())
        n -= block
    return np.concatenate(made)
