"""A long spectrogram as segments of a fixed size that overlap, and back by cross-fades."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from timbrespace.spaces.trained.stft import Magnitudes


@dataclass(frozen=True)
class Segments:
    """How a row of frames is cut.

    Args:
        n_frames: Frames of a segment.
        overlap: Frames that it shares with the next one; at most half of it.

    Example:
        >>> segments = Segments(n_frames=5, overlap=2)
        >>> segments.count(5), segments.count(6), segments.length(2)
        (1, 2, 8)
    """

    n_frames: int
    overlap: int

    @property
    def step(self) -> int:
        """Frames from the start of one segment to the start of the next."""
        return self.n_frames - self.overlap

    def count(self, n_frames: int) -> int:
        """How many segments cover so many frames; at least one."""
        return 1 + max(0, -(-(n_frames - self.n_frames) // self.step))

    def length(self, n_segments: int) -> int:
        """Frames that so many segments cover."""
        return (n_segments - 1) * self.step + self.n_frames

    def join(self, segments: Iterable[Magnitudes], n_segments: int) -> Magnitudes:
        """Put segments ``(bins, n_frames)`` together, each fading into the next.

        The weights of two that overlap add up to 1, so segments that agree come back as they
        are.
        """
        rise = (np.arange(self.overlap, dtype=np.float32) + 1) / (self.overlap + 1)
        whole: Magnitudes | None = None
        for i, segment in enumerate(segments):
            if whole is None:
                whole = np.zeros((segment.shape[0], self.length(n_segments)), np.float32)
            weights = np.ones(self.n_frames, np.float32)
            if i > 0:
                weights[: self.overlap] = rise
            if i < n_segments - 1:
                weights[self.n_frames - self.overlap :] = 1 - rise
            whole[:, i * self.step : i * self.step + self.n_frames] += segment * weights
        if whole is None:
            raise ValueError("no segments to join")
        return whole
