"""Spaces whose answers are known."""

from __future__ import annotations

import numpy as np

from timbrespace.measure.align import at_rate
from timbrespace.spaces.base import Dim


class Lagging:
    """Frames of samples times an orthonormal matrix: loses what its dims do not span.

    With as many dims as samples in a frame it loses nothing, but its delay.
    """

    kind, name, id, model_hash = "fake", "lagging", "fake:lagging", "0"
    sample_rate = 8000

    def __init__(self, n_dims=16, hop=16, delay_samples=0):
        self.hop, self.delay_samples = hop, delay_samples
        self.dims = tuple(Dim(f"z{i}") for i in range(n_dims))
        random = np.random.default_rng(0).normal(size=(hop, hop))
        self.axes = np.linalg.qr(random)[0][:, :n_dims].astype(np.float32)

    def encode(self, audio, sample_rate):
        mono = at_rate(audio, sample_rate, self.sample_rate)
        mono = np.pad(mono, (self.delay_samples, 0))[: len(mono)]
        return np.pad(mono, (0, -len(mono) % self.hop)).reshape(-1, self.hop) @ self.axes

    def decode(self, latents):
        return (latents @ self.axes.T).reshape(1, -1)


class Coarse(Lagging):
    """Rounds its own latents to five levels."""

    id = "fake:coarse"

    def __init__(self, **options):
        super().__init__(**options)
        self.bits_per_frame = len(self.dims) * np.log2(5)

    def encode(self, audio, sample_rate):
        return np.clip(np.rint(super().encode(audio, sample_rate) * 2), -2, 2) / np.float32(2)
