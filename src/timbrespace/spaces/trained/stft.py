"""Short-time spectra and back, in NumPy; the same numbers as PyTorch's."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio

Spectrum = NDArray[np.complex64]
Magnitudes = NDArray[np.float32]


@dataclass(frozen=True)
class Stft:
    """Frames of a sound under a Hann window, each turned into a spectrum.

    A sine of amplitude 1 has a magnitude of about 1.

    Args:
        n_fft: Samples of the transform; the window lies in its middle, zeros around it.
        hop: Samples between frames, at most half the window.
        window: Samples of the Hann window.
    """

    n_fft: int
    hop: int
    window: int

    @property
    def n_bins(self) -> int:
        """Bins of a spectrum, from 0 Hz to half the sample rate."""
        return self.n_fft // 2 + 1

    def taper(self) -> Audio:
        """The window ``(n_fft,)``, scaled so that a full sine has the magnitude 1."""
        hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(self.window) / self.window)
        left = (self.n_fft - self.window) // 2
        right = self.n_fft - self.window - left
        return np.pad(hann * (2 / hann.sum()), (left, right)).astype(np.float32)

    def n_frames(self, n_samples: int) -> int:
        """Frames whose middles lie on a sound of that length, and one at or after its end."""
        return 1 + -(-n_samples // self.hop)

    def spectrum(self, sound: Audio, first: int = 0, n_frames: int | None = None) -> Spectrum:
        """Spectra ``(bins, frames)`` of a sound ``(T,)``.

        Args:
            sound: Zeros are taken to lie before and after it.
            first: Frame to begin with; its middle is at ``first * hop`` samples.
            n_frames: How many; all of the sound if left out.
        """
        from scipy.fft import rfft

        if n_frames is None:
            n_frames = self.n_frames(len(sound)) - first
        start = first * self.hop - self.n_fft // 2
        stretch = _stretch(sound, start, start + (n_frames - 1) * self.hop + self.n_fft)
        frames = np.lib.stride_tricks.sliding_window_view(stretch, self.n_fft)[:: self.hop]
        spectra: Spectrum = rfft(frames * self.taper(), axis=1).T
        return spectra

    def sound(self, spectrum: Spectrum) -> Audio:
        """The sound ``((frames - 1) * hop,)`` nearest to spectra ``(bins, frames)``.

        Nearest in the sense of least squares (Griffin & Lim, 1984).
        """
        from scipy.fft import irfft

        taper = self.taper()
        frames = irfft(spectrum.T, self.n_fft, axis=1) * taper
        length = (len(frames) - 1) * self.hop + self.n_fft
        added, weights = np.zeros(length, np.float32), np.zeros(length, np.float32)
        for i, frame in enumerate(frames):
            here = slice(i * self.hop, i * self.hop + self.n_fft)
            added[here] += frame
            weights[here] += taper**2
        middle = slice(self.n_fft // 2, length - self.n_fft // 2)
        sound: Audio = np.divide(added, np.maximum(weights, 1e-12), dtype=np.float32)[middle]
        return sound


def _stretch(sound: Audio, start: int, stop: int) -> Audio:
    """Samples from ``start`` to ``stop``, zeros where there is no sound."""
    inside = sound[max(0, start) : max(0, min(stop, len(sound)))]
    before = min(max(0, -start), stop - start)
    return np.pad(inside, (before, stop - start - before - len(inside)))
