"""Loudness as broadcasters measure it (ITU-R BS.1770-4, 2015), in LUFS."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import (
    Analysis,
    Array,
    Track,
    constant,
    is_plain,
    namespace,
    padded,
)

#: Blocks of 400 ms overlap by three quarters, so steps of 100 ms are summed once and shared.
STEP_S = 0.1
STEPS_IN_BLOCK = 4
#: Blocks below this are silence.
ABSOLUTE_GATE_LUFS = -70.0
#: What momentary loudness reads at least.
SILENCE_LUFS = -100.0
#: Blocks this far below the mean of the rest do not count.
RELATIVE_GATE_LU = -10.0
#: So that a 997 Hz sine at full scale in one channel reads -3.01 LUFS.
OFFSET_LU = -0.691
#: The weighting filter has died away to rounding by then.
TAPS_S = 0.12


def biquads(sample_rate: float) -> NDArray[np.float64]:
    """The two K-weighting filters as second-order sections ``(2, 6)``: shelf, then high-pass.

    The standard tabulates them for 48 kHz; here the analogue filters behind that table (corner,
    gain and Q as published with libebur128) are transformed to any rate, which moves the reading
    of a 997 Hz tone by up to 0.04 LU. Under 3.8 kHz the shelf's corner is held below Nyquist.
    """
    corner_hz = min(1681.974450955533, 0.45 * sample_rate)
    k = math.tan(math.pi * corner_hz / sample_rate)
    q, high = 0.7071752369554196, 10 ** (3.999843853973347 / 20)
    band, a0 = high**0.4996667741545416, 1 + k / q + k * k
    shelf = [
        (high + band * k / q + k * k) / a0,
        2 * (k * k - high) / a0,
        (high - band * k / q + k * k) / a0,
        1,
        2 * (k * k - 1) / a0,
        (1 - k / q + k * k) / a0,
    ]
    k = math.tan(math.pi * 38.13547087602444 / sample_rate)
    q = 0.5003270373238773
    a0 = 1 + k / q + k * k
    high_pass = [1, -2, 1, 1, 2 * (k * k - 1) / a0, (1 - k / q + k * k) / a0]
    return np.array([shelf, high_pass])


@lru_cache(maxsize=16)
def _taps(sample_rate: int) -> NDArray[np.float64]:
    """K-weighting as a finite impulse response ``(K,)``: the same filter, but batched."""
    from scipy.signal import sosfilt

    impulse = np.zeros(round(TAPS_S * sample_rate))
    impulse[0] = 1
    return np.asarray(sosfilt(biquads(sample_rate), impulse), np.float64)


def channel_weights(channels: int) -> NDArray[np.float64]:
    """How much each channel counts ``(C,)``: surround 1.41, the low-frequency one of 5.1 not."""
    if channels == 6:
        return np.array([1, 1, 1, 0, 1.41, 1.41])
    if channels == 5:
        return np.array([1, 1, 1, 1.41, 1.41])
    return np.ones(channels)


@lru_cache(maxsize=16)
def analysis(sample_rate: int) -> Analysis:
    """K-weighted energy of every step of 100 ms, channels summed by weight."""
    step, history = round(STEP_S * sample_rate), len(_taps(sample_rate)) - 1

    def run(x: Array) -> Track:
        xp = namespace(x)
        weighted = _weighted(x, sample_rate)
        steps = xp.reshape(weighted, (*weighted.shape[:-1], weighted.shape[-1] // step, step))
        energy = xp.sum(steps * steps, axis=-1)
        return (xp.sum(energy * constant(channel_weights(x.shape[1])[:, None], x), axis=1),)

    return Analysis(step, history, history, lambda n: max(1, -(-n // step)), run)


def _weighted(x: Array, sample_rate: int) -> Array:
    """``x`` ``(..., T + K - 1)`` through the filters: ``(..., T)``, without what swings in."""
    from scipy.fft import next_fast_len
    from scipy.signal import sosfilt

    taps = _taps(sample_rate)
    if is_plain(x):
        return sosfilt(biquads(sample_rate), x)[..., len(taps) - 1 :].astype(x.dtype)
    size = next_fast_len(x.shape[-1], real=True)
    xp = namespace(x)
    spectrum = xp.fft.rfft(x, n=size) * xp.fft.rfft(constant(taps, x), n=size)
    return xp.fft.irfft(spectrum, n=size)[..., len(taps) - 1 : x.shape[-1]]


def summary(energies: Array, n_samples: int, sample_rate: int) -> Array:
    """Integrated loudness ``(B,)`` in LUFS, out of the energies of all steps ``(B, S)``.

    A sound under 400 ms is one block of its own length. NaN where no block passes the absolute
    gate: silence has no loudness.
    """
    xp, step = namespace(energies), round(STEP_S * sample_rate)
    if n_samples < STEPS_IN_BLOCK * step:
        blocks = xp.sum(energies, axis=-1, keepdims=True) / max(1, n_samples)
    else:
        n_blocks = n_samples // step - STEPS_IN_BLOCK + 1
        shifted = [energies[..., i : i + n_blocks] for i in range(STEPS_IN_BLOCK)]
        blocks = sum(shifted[1:], shifted[0]) / (STEPS_IN_BLOCK * step)
    loud = blocks > _power(ABSOLUTE_GATE_LUFS)
    limit = _masked_mean(blocks, loud) * 10 ** (RELATIVE_GATE_LU / 10)
    counted = xp.logical_and(loud, blocks > limit[..., None])
    heard = xp.any(counted, axis=-1)
    mean = _masked_mean(blocks, counted)
    lufs = OFFSET_LU + 10 * xp.log10(xp.where(heard, mean, xp.ones_like(mean)))
    return xp.where(heard, lufs, xp.full_like(lufs, float("nan")))


def momentary(energies: Array, sample_rate: int) -> Array:
    """Momentary loudness ``(B, S)`` in LUFS, out of the energies of all steps ``(B, S)``.

    Of the four steps about each moment; before the sound and after it there is silence, which
    reads -100.
    """
    xp, step = namespace(energies), round(STEP_S * sample_rate)
    wide = padded(energies, STEPS_IN_BLOCK // 2, STEPS_IN_BLOCK - STEPS_IN_BLOCK // 2 - 1)
    n = energies.shape[-1]
    shifted = [wide[..., i : i + n] for i in range(STEPS_IN_BLOCK)]
    mean = sum(shifted[1:], shifted[0]) / (STEPS_IN_BLOCK * step)
    return OFFSET_LU + 10 * xp.log10(xp.clip(mean, min=_power(SILENCE_LUFS)))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - OFFSET_LU) / 10))


def _masked_mean(values: Array, mask: Array) -> Array:
    xp = namespace(values)
    ones = xp.astype(mask, values.dtype)
    count = xp.sum(ones, axis=-1)
    return xp.sum(values * ones, axis=-1) / xp.where(count > 0, count, xp.ones_like(count))


def integrated(x: Array, sample_rate: int) -> Array:
    """Integrated loudness of sounds ``(B, C, T)``, gated: ``(B,)`` in LUFS.

    Example:
        >>> sine = np.sin(2 * np.pi * 997 * np.arange(48_000) / 48_000)
        >>> integrated(sine[None, None], 48_000).round(2).tolist()
        [-3.01]
    """
    (energies,) = analysis(sample_rate).whole(x)
    return summary(energies, x.shape[-1], sample_rate)
