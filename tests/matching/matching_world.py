"""A small world to match in: sounds made by code, and an effect of two knobs."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from timbrespace.effects.base import Parameter

RATE_HZ = 44_100

CUT = Parameter("cut", "Cut-off", "Hz", 200.0, 12_000.0, "log", default=12_000.0)
GAIN = Parameter(
    "gain", "Gain", "dB", -20.0, 20.0, identifiable=False, why_not="The peak is normalised."
)


@dataclass
class Dull:
    """A low-pass of one pole, and a gain that nobody can tell."""

    id: str = "dull"
    title: str = "Dull"
    parameters: tuple = (CUT, GAIN)
    differentiable: bool = False
    stereo: bool = False
    calls: list = field(default_factory=list)

    def apply(self, x, theta, sample_rate):
        from scipy.signal import lfilter

        self.calls.append(len(x))
        out = np.empty_like(x)
        for i, sound in enumerate(x):
            share = 1 - np.exp(-2 * np.pi * CUT.value(theta[i, 0]) / sample_rate)
            low = lfilter([share], [1, share - 1], sound, axis=-1)
            out[i] = 10 ** (GAIN.value(theta[i, 1]) / 20) * low
        return out

    def stream(self, sample_rate, channels=2):
        raise NotImplementedError


def hiss(seed: int, seconds: float = 1.0) -> np.ndarray:
    """Bursts of noise whose rhythm and colour differ by seed."""
    rng = np.random.default_rng(seed)
    n = int(seconds * RATE_HZ)
    noise = rng.normal(size=n)
    beat = np.abs(np.sin(np.arange(n) / RATE_HZ * np.pi * rng.uniform(2, 5))) ** 3
    return (0.2 * noise * (0.05 + beat)).astype(np.float32)


__all__ = ["CUT", "GAIN", "RATE_HZ", "Dull", "hiss"]
