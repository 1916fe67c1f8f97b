"""A sound from magnitudes alone."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.base import Audio
from timbrespace.spaces.trained.stft import Magnitudes, Stft


def griffin_lim(
    magnitudes: Magnitudes,
    stft: Stft,
    *,
    n_rounds: int = 32,
    momentum: float = 0.99,
    seed: int = 0,
) -> Audio:
    """A sound ``((frames - 1) * hop,)`` whose spectra have about these magnitudes.

    Sources: Griffin & Lim, 1984; Perraudin, Balazs & Søndergaard, *A fast Griffin-Lim
    algorithm*, 2013 (the momentum).

    Args:
        magnitudes: ``(bins, frames)``.
        stft: How they were taken.
        n_rounds: More come nearer, ever more slowly.
        momentum: How far each round goes on in the direction of the last one; 0: none.
        seed: For the phases to begin with; the same seed gives the same sound.
    """
    if not magnitudes.any():
        return np.zeros((magnitudes.shape[1] - 1) * stft.hop, np.float32)
    random = np.random.default_rng(seed)
    turns = random.random(magnitudes.shape, dtype=np.float32) * np.float32(2 * np.pi)
    phases = np.exp(1j * turns).astype(np.complex64)
    before = np.zeros_like(phases)
    for _ in range(n_rounds):
        sound = stft.sound(magnitudes * phases)
        consistent = stft.spectrum(sound, n_frames=magnitudes.shape[1])
        ahead = consistent + np.float32(momentum) * (consistent - before)
        phases = ahead / np.maximum(np.abs(ahead), 1e-12)
        before = consistent
    return stft.sound(magnitudes * phases)
