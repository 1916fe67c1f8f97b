"""Mel-frequency cepstra with their deltas, in NumPy: what a ``wavenet`` space hears.

Thirteen coefficients and two orders of deltas, as speech recognisers have long used them
(Davis & Mermelstein, 1980; Furui, 1986). :mod:`timbrespace.train.wavenet.features` computes the
same numbers in PyTorch.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio

Floats = NDArray[np.float64]

#: Coefficients, orders of deltas with order 0, bands, and seconds of a window.
N_COEFFICIENTS, N_ORDERS, N_BANDS, WINDOW_S = 13, 3, 40, 0.025
#: Least power of a band: 80 dB below that of a full-scale sine.
FLOOR = 1e-8
#: Frames on either side from which a delta is told.
REACH = 2
LOW_HZ = 20.0


@dataclass(frozen=True)
class Mfcc:
    """Features of a sound, one column each ``hop`` samples.

    Args:
        sample_rate: In Hz.
        hop: Samples from one column to the next; a hundredth of a second is usual.

    Example:
        >>> Mfcc(16_000, 160).features(np.zeros(3_200, np.float32)).shape
        (39, 20)
    """

    sample_rate: int
    hop: int

    @property
    def window(self) -> int:
        """Samples that a column is computed from; its middle is where the column stands."""
        return 2 * round(WINDOW_S * self.sample_rate / 2)

    @property
    def n_fft(self) -> int:
        """Length of the transform: the next power of two."""
        return 1 << (self.window - 1).bit_length()

    def taper(self) -> Floats:
        """A Hann window ``(window,)`` under which a full sine has the magnitude 1."""
        hann = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(self.window) / self.window)
        scaled: Floats = hann * (2 / hann.sum())
        return scaled

    def bands(self) -> Floats:
        """Triangles ``(bins, N_BANDS)``, evenly spaced on the mel scale, none empty."""
        low, high = (_mel(hz) for hz in (LOW_HZ, self.sample_rate / 2))
        edges_hz = 700 * (10 ** (np.linspace(low, high, N_BANDS + 2) / 2595) - 1)
        bin_hz = self.sample_rate / self.n_fft
        below_hz = np.maximum(np.diff(edges_hz)[:-1], bin_hz)
        above_hz = np.maximum(np.diff(edges_hz)[1:], bin_hz)
        away_hz = np.arange(self.n_fft // 2 + 1)[:, None] * bin_hz - edges_hz[1:-1]
        slopes = np.where(away_hz < 0, -away_hz / below_hz, away_hz / above_hz)
        triangles: Floats = np.maximum(1 - slopes, 0)
        return triangles

    def n_columns(self, n_samples: int) -> int:
        """Columns of a sound: two for each two hops that it has begun."""
        return 2 * -(-n_samples // (2 * self.hop))

    def features(self, sound: Audio) -> NDArray[np.float32]:
        """Columns ``(39, n_columns)`` of a sound ``(T,)``: coefficients, deltas, their deltas.

        Column ``i`` stands at sample ``i * hop``. Silence is taken to lie around the sound.
        """
        n = self.n_columns(len(sound))
        before = self.window // 2
        behind = max(0, (n - 1) * self.hop + self.window - before - len(sound))
        padded = np.pad(np.asarray(sound, np.float64), (before, behind))
        if not n:
            return np.zeros((N_COEFFICIENTS * N_ORDERS, 0), np.float32)
        frames = np.lib.stride_tricks.sliding_window_view(padded, self.window)[:: self.hop][:n]
        power = np.abs(np.fft.rfft(frames * self.taper(), self.n_fft)) ** 2
        levels = np.log(np.maximum(power @ self.bands(), FLOOR))
        orders = [levels @ cosines()]
        for _ in range(N_ORDERS - 1):
            orders.append(_slopes(orders[-1]))
        return np.concatenate(orders, axis=1).T.astype(np.float32)


def cosines() -> Floats:
    """An orthonormal cosine transform from bands to coefficients ``(N_BANDS, 13)``."""
    at = np.pi / N_BANDS * (np.arange(N_BANDS)[:, None] + 0.5) * np.arange(N_COEFFICIENTS)
    weights = np.cos(at) * np.sqrt(2 / N_BANDS)
    weights[:, 0] /= np.sqrt(2)
    return np.asarray(weights)


def slope_weights() -> Floats:
    """What a straight line's slope takes of frames from ``-REACH`` to ``REACH``.

    Example:
        >>> float(slope_weights() @ [0.0, 1.0, 2.0, 3.0, 4.0])
        1.0
    """
    at = np.arange(-REACH, REACH + 1)
    weights: Floats = at / (at**2).sum()
    return weights


def _slopes(frames: Floats) -> Floats:
    """Of frames ``(N, C)`` how fast each number rises; the ends last on."""
    padded = np.pad(frames, ((REACH, REACH), (0, 0)), mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, 2 * REACH + 1, axis=0)
    slopes: Floats = windows @ slope_weights()
    return slopes


def _mel(hz: float) -> float:
    """The scale of O'Shaughnessy, 1987."""
    return float(2595 * np.log10(1 + hz / 700))
