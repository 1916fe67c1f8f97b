"""What spectra say of a style: colour, how it moves, how fast it dies away."""

from __future__ import annotations

import numpy as np

from timbrespace.matching.sound import STYLE_HZ, Floats, Mono
from timbrespace.measure.spectra import magnitudes, mel_bands

N_FFT, HOP, N_BANDS = 1024, 256, 48
LOW_HZ, HIGH_HZ = 60.0, 10_500.0
#: Levels so far below the loudest band are not looked at.
RANGE_DB = 80.0
#: Frames so far below the loudest one are pauses.
ACTIVE_DB = 50.0
#: Bands are taken together in groups where their movement is described.
N_GROUPS = 6
MODULATION_EDGES_HZ: Floats = np.geomspace(0.6, 42.0, 11)
_SLOPE_FRAMES = 4


def band_levels(sound: Mono) -> Floats:
    """Mel bands ``(F, 48)`` in dB below the loudest, of a sound ``(T,)`` at 22,050 Hz."""
    power = magnitudes(sound, N_FFT, HOP) ** 2 @ mel_bands(
        STYLE_HZ, N_FFT, N_BANDS, LOW_HZ, HIGH_HZ
    )
    loudest = max(float(power.max(initial=0.0)), 1e-20)
    floored = np.maximum(power.astype(np.float64) / loudest, 10 ** (-RANGE_DB / 10))
    return np.asarray(10 * np.log10(floored))


def frame_levels(levels: Floats) -> Floats:
    """Levels ``(F,)`` of whole frames in dB, of bands ``(F, N)`` in dB."""
    return np.asarray(10 * np.log10((10 ** (levels / 10)).sum(axis=1)))


def colour(levels: Floats) -> Floats:
    """Mean of each band over the frames that sound, then its deviation: ``(2 * 48,)`` dB."""
    whole = frame_levels(levels)
    active = levels[whole > whole.max() - ACTIVE_DB]
    mean = active.mean(axis=0)
    return np.concatenate([mean - mean.mean(), active.std(axis=0)])


def dynamics(levels: Floats) -> Floats:
    """Percentiles of frame levels about their loud end, and the share that sounds: ``(9,)``."""
    whole = frame_levels(levels)
    at = np.percentile(whole, [5, 10, 25, 50, 75, 90, 95, 99])
    active = float((whole > whole.max() - ACTIVE_DB).mean())
    return np.concatenate([at[:-1] - at[-1], [60.0 * active, at[-1]]])


def movement(levels: Floats) -> Floats:
    """Modulation spectra ``(6 * 10,)`` in dB: how strongly groups of bands move, by rate."""
    grouped = _grouped(levels)
    moving = grouped - grouped.mean(axis=0)
    window = np.hanning(len(moving))[:, None]
    power = np.abs(np.fft.rfft(moving * window, axis=0)) ** 2 / max(1.0, float((window**2).sum()))
    rates_hz = np.asarray(np.fft.rfftfreq(len(moving), HOP / STYLE_HZ), np.float64)
    found = [
        _mean_between(power, rates_hz, low, high)
        for low, high in zip(MODULATION_EDGES_HZ[:-1], MODULATION_EDGES_HZ[1:], strict=True)
    ]
    return np.asarray(10 * np.log10(np.array(found).T.ravel() + 1e-3))


def slopes(levels: Floats) -> Floats:
    """How fast groups of bands rise and fall ``(6 * 4,)``: percentiles in dB for 46 ms."""
    grouped = _grouped(levels)
    change = grouped[_SLOPE_FRAMES:] - grouped[:-_SLOPE_FRAMES]
    if not len(change):
        return np.zeros(4 * N_GROUPS)
    return np.asarray(np.percentile(change, [5, 25, 75, 95], axis=0).T.ravel())


def _grouped(levels: Floats) -> Floats:
    return np.asarray(levels.reshape(len(levels), N_GROUPS, -1).mean(axis=2))


def _mean_between(power: Floats, rates_hz: Floats, low: float, high: float) -> Floats:
    within = (rates_hz >= low) & (rates_hz < high)
    if not within.any():
        within = np.arange(len(rates_hz)) == np.abs(rates_hz - (low * high) ** 0.5).argmin()
    return np.asarray(power[within].mean(axis=0))
