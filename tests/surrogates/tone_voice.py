"""A voice whose every word is known: two partials, a level, and a dim that does nothing."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.base import Dim

RATE_HZ, HOP = 16_000, 320
LOW_HZ, HIGH_HZ = 400.0, 3_200.0
NAMES = ("loudness_lufs", "centroid_hz", "flatness_db")


class TonePlayer:
    """Phases go on from block to block; what is held is steady."""

    def __init__(self, hiss, seed):
        self._hiss, self._rng = hiss, np.random.default_rng(seed)
        self.reset()

    def reset(self):
        self._at = 0

    def push(self, latents):
        z = np.repeat(np.asarray(latents, float), HOP, axis=0)
        t = (self._at + np.arange(len(z))) / RATE_HZ
        self._at += len(z)
        share = 1 / (1 + np.exp(-z[:, 1]))
        low, high = (np.sin(2 * np.pi * hz * t) for hz in (LOW_HZ, HIGH_HZ))
        sound = 10 ** ((-30 + 5 * z[:, 0]) / 20) * ((1 - share) * low + share * high)
        sound = sound * (z[:, 0] > -6)
        sound = sound + self._hiss * self._rng.standard_normal(len(z))
        return sound[None].astype(np.float32)


class ToneVoice:
    """Dims: level (5 dB for each unit), share of the high partial, nothing."""

    id, title = "toy:tones", "tones (toy)"
    sample_rate, hop, channels, delay_samples = RATE_HZ, HOP, 1, 0
    dims = (Dim("level", low=-2.3, high=2.3), Dim("share", low=-2.3, high=2.3), Dim("nothing"))
    model_hash = "1" * 64

    def __init__(self, hiss=0.0):
        self._hiss, self._opened = hiss, 0
        self.repeats = None if hiss else True

    def open_player(self):
        self._opened += 1
        return TonePlayer(self._hiss, self._opened)

    def usual(self):
        return np.random.default_rng(0).standard_normal((500, 3)).astype(np.float32)


class ToneChoir(ToneVoice):
    """The same, side by side."""

    def decode_batch(self, latents):
        return np.stack([self.open_player().push(frames) for frames in latents])


def centroid_of(z):
    """The words' truth: where the middle of the spectrum lies, for latents ``(N, 3)``."""
    share = 1 / (1 + np.exp(-np.asarray(z)[:, 1]))
    return (1 - share) * LOW_HZ + share * HIGH_HZ
