"""How a segment of a spectrogram is normalised, and the two dims that undo it."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.base import Latents
from timbrespace.spaces.trained.stft import Magnitudes

#: Dims beside the network's own: mean and standard deviation of the segment's magnitudes, after
#: they were raised to their power. Without them a latent would say nothing about loudness.
LEVEL_DIMS = ("level", "spread")

#: A spread below this is silence, and is not blown up to 1.
FLOOR = 1e-4


def normalised(compressed: Magnitudes) -> tuple[Magnitudes, float, float]:
    """A segment ``(bins, frames)`` with mean 0 and deviation 1, and what they were.

    Example:
        >>> normalised(np.zeros((2, 2), np.float32))[1:]
        (0.0, 0.0)
    """
    level, spread = float(compressed.mean()), float(compressed.std())
    return (compressed - np.float32(level)) / np.float32(max(spread, FLOOR)), level, spread


def magnitudes_of(spectra: Magnitudes, scales: Latents, power: float) -> Magnitudes:
    """Magnitudes ``(F, bins, frames)`` from normalised ones and their ``(F, 2)`` scales."""
    level, spread = scales[:, 0, None, None], scales[:, 1, None, None]
    restored: Magnitudes = np.maximum(level + np.maximum(spread, 0) * spectra, 0)
    return restored ** np.float32(1 / power)
