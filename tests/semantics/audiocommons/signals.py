"""Sounds made by formula, and what the AudioCommons package said of them once.

``timbral_models`` 0.4.0 with numpy 2.4, librosa 0.11 and scipy 1.17, as
``benchmarks/audiocommons_package.py`` runs it, given these very samples.
"""

from __future__ import annotations

import numpy as np

RATE = 44_100
WORDS = ("hardness", "depth", "brightness", "roughness", "warmth", "sharpness", "boominess")


def pluck(hz=220.0, seconds=1.5, fall=3.0):
    """Twenty harmonics that die away, the higher the faster."""
    t = np.arange(round(seconds * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * n * hz * t + n * n) / n * np.exp(-fall * n**0.5 * t)
               for n in range(1, 21) if n * hz < 20_000)  # fmt: skip
    return 0.3 * wave


def noise(seconds=1.5, seed=0):
    """Steady white noise."""
    return 0.1 * np.random.default_rng(seed).normal(size=round(seconds * RATE))


def beating():
    """A tone whose level swings 70 times a second."""
    t = np.arange(round(1.5 * RATE)) / RATE
    return 0.2 * (1 + np.cos(2 * np.pi * 70 * t)) * np.sin(2 * np.pi * 1_000 * t)


def hits():
    """Three bursts of noise that die away, a little apart, after silence."""
    sound = np.zeros(2 * RATE)
    for i, at in enumerate((0.1, 0.7, 1.3)):
        burst = noise(0.5, seed=i) * np.exp(-20 * np.arange(RATE // 2) / RATE)
        sound[round(at * RATE) : round(at * RATE) + RATE // 2] += 3 * burst
    return sound


def swell():
    """A low saw-tooth that takes half a second to begin."""
    t = np.arange(round(1.5 * RATE)) / RATE
    wave = sum(np.sin(2 * np.pi * n * 70 * t) / n for n in range(1, 60))
    return 0.2 * np.minimum(1, t / 0.5) * wave


SIGNALS = {
    "low pluck": lambda: pluck(110),
    "pluck": pluck,
    "high pluck": lambda: pluck(880),
    "noise": noise,
    "beating": beating,
    "hits": hits,
    "swell": swell,
}

#: What the package said, in the order of :data:`WORDS`.
PACKAGE = {
    "low pluck": (41.65, 68.45, 43.15, 40.68, 60.49, 27.79, 45.69),
    "pluck": (50.28, 57.31, 51.18, 35.63, 56.97, 36.22, 34.9),
    "high pluck": (70.98, 21.63, 66.9, 31.45, 23.33, 60.78, 9.98),
    "noise": (77.99, 38.3, 87.49, 87.11, 18.68, 75.08, 11.84),
    "beating": (42.56, 9.52, 52.61, 46.71, 47.96, 37.75, 1.65),
    "hits": (89.16, 34.96, 87.53, 77.2, 13.58, 75.4, 16.81),
    "swell": (41.44, 58.24, 53.7, 63.04, 58.67, 39.43, 37.32),
}
