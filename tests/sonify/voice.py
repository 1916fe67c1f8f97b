"""A voice of two dims, pitch and loudness: quick, and known to the last sample."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.base import Dim

RATE_HZ, HOP = 8_000, 160


class SinePlayer:
    def __init__(self) -> None:
        self.reset()

    def push(self, latents):
        hz = 300.0 * 2.0 ** np.repeat(np.asarray(latents, np.float64)[:, 0], HOP)
        gain = np.repeat(np.asarray(latents, np.float64)[:, 1], HOP)
        phase = self._phase + np.cumsum(2 * np.pi * hz / RATE_HZ)
        self._phase = float(phase[-1]) if len(phase) else self._phase
        made = np.sin(phase) * np.clip(gain, 0.0, 1.0)
        sound = np.concatenate([self._late, made])
        self._late = sound[len(made) :]
        return np.asarray(sound[: len(made)], np.float32)[None]

    def reset(self):
        self._phase = 0.0
        self._late = np.zeros(SineVoice.delay_samples)


class SineVoice:
    """A :class:`timbrespace.spaces.voice.Voice`; silent where the second dim is not above 0."""

    id, title = "test:sine", "sine"
    sample_rate, hop, channels = RATE_HZ, HOP, 1
    dims = (Dim("octave"), Dim("gain"))
    model_hash = "cd" * 32
    delay_samples = 100
    repeats = True

    def open_player(self):
        return SinePlayer()

    def usual(self):
        rng = np.random.default_rng(7)
        frames = np.stack([rng.normal(size=300), rng.uniform(0.2, 0.8, 300)], axis=1)
        frames[::10, 1] = 0.0  # Pauses.
        return frames.astype(np.float32)
