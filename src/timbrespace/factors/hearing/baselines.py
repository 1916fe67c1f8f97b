"""Sounds that an optimised one has to beat: what one gets without asking the network.

All are mono at one rate, and as long as the source.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.hearing.search import tidy
from timbrespace.factors.hearing.surfaces import FFT, HOP, RATE_HZ

Floats = NDArray[np.float32]

#: Bands across which a spectral envelope is averaged.
ENVELOPE_BANDS = 48
#: Gains of an envelope transfer are held within this, in dB: no band is made of nothing.
MOST_GAIN_DB = 36.0


def envelope_transfer(source: Floats, donor: Floats) -> Floats:
    """The source filtered so that its long-term spectral envelope is the donor's.

    Args:
        source: ``(T,)``.
        donor: ``(T',)`` at the same rate.

    Example:
        >>> noise = np.random.default_rng(0).standard_normal(8000).astype(np.float32) * 0.1
        >>> same = envelope_transfer(noise, noise)
        >>> bool(np.allclose(same[200:-200], noise[200:-200], atol=1e-3))
        True
    """
    from scipy.signal import istft

    spectrum = stft(source)
    gain_db = envelope_db(donor) - envelope_db(source)
    gain_db = np.clip(gain_db, -MOST_GAIN_DB, MOST_GAIN_DB)
    centres = (np.arange(ENVELOPE_BANDS) + 0.5) / ENVELOPE_BANDS
    at_bins = np.interp(_mel_places(spectrum.shape[0]), centres, gain_db)
    shaped = spectrum * 10 ** (at_bins[:, None] / 20)
    _, audio = istft(shaped, nperseg=FFT, noverlap=FFT - HOP)
    return tidy(_as_long(np.asarray(audio, np.float32), len(source)), source)


def cross_fade(source: Floats, donor: Floats, share: float = 0.5) -> Floats:
    """Both at once, the donor brought to the source's level, cut or padded to its length."""
    other = _as_long(donor, len(source))
    level = _rms(source) / max(_rms(other), 1e-9)
    mixed = (1 - share) * source + share * level * other
    return tidy(np.asarray(mixed, np.float32), source)


def envelope_db(audio: Floats) -> NDArray[np.float64]:
    """Long-term level of each of 48 bands, evenly spaced in mel, in dB ``(48,)``."""
    power = (np.abs(stft(audio)) ** 2).mean(axis=1)
    band = np.minimum((_mel_places(len(power)) * ENVELOPE_BANDS).astype(int), ENVELOPE_BANDS - 1)
    sums = np.bincount(band, weights=power, minlength=ENVELOPE_BANDS)
    counts = np.bincount(band, minlength=ENVELOPE_BANDS)
    known = counts > 0
    level = 10 * np.log10(sums[known] / counts[known] + 1e-12)
    places = np.arange(ENVELOPE_BANDS)
    return np.asarray(np.interp(places, places[known], level))


def stft(audio: Floats) -> NDArray[np.complex128]:
    """Spectrogram ``(bins, frames)``, Hann window of 512 every 128 samples."""
    from scipy.signal import stft as transform

    padded = _as_long(audio, max(len(audio), FFT))
    return np.asarray(transform(padded, nperseg=FFT, noverlap=FFT - HOP)[2])


def _mel_places(n_bins: int) -> NDArray[np.float64]:
    """Where each bin lies in mel, 0 to 1."""
    mel = np.log1p(np.arange(n_bins) * (RATE_HZ / FFT) / 700.0)
    return np.asarray(mel / mel[-1])


def _as_long(audio: Floats, n: int) -> Floats:
    return np.pad(audio[:n], (0, max(0, n - len(audio))))


def _rms(audio: Floats) -> float:
    return float(np.sqrt(np.mean(np.square(audio, dtype=np.float64)))) if len(audio) else 0.0
