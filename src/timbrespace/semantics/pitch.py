"""Pitch by YIN (A. de Cheveigné, H. Kawahara, 2002): period, confidence, no gradients.

Within 1 % for harmonic tones up to 2 kHz, at sample rates from 16 kHz; below that up to an eighth
of the rate, where periods still span enough samples to be told from their double.
"""

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
    frames,
    irfft,
    namespace,
    rfft,
    weighted_mean,
)

#: Range of periods looked for.
LOWEST_HZ, HIGHEST_HZ = 50.0, 2_500.0
#: Harmonics above are taken away: they make the dips of the difference function too narrow.
PASS_HZ, STOP_HZ = 5_000.0, 8_000.0
#: Rate to stay above when samples are thinned out.
RATE_HZ = 16_000
#: A dip of the normalised difference below this is a period (the paper: 0.1 to 0.15).
DIP = 0.15
#: Frames this far below the strongest are not asked for their pitch.
QUIET_DB = -40.0


@lru_cache(maxsize=16)
def _low_pass(sample_rate: int) -> NDArray[np.float64]:
    """Taps ``(K,)``, K odd, of the filter before thinning out; one tap where it is not needed."""
    from scipy.signal import firwin, kaiser_atten

    if sample_rate <= 2 * STOP_HZ:
        return np.ones(1)
    n_taps = 1 + 2 * math.ceil(1.2 * sample_rate / (STOP_HZ - PASS_HZ))
    beta = kaiser_atten(n_taps, 2 * (STOP_HZ - PASS_HZ) / sample_rate)
    cutoff_hz = (PASS_HZ + STOP_HZ) / 2
    window = ("kaiser", 0.1102 * (max(beta, 51) - 8.7))
    return np.asarray(firwin(n_taps, cutoff_hz, window=window, fs=sample_rate), np.float64)


@lru_cache(maxsize=16)
def _thinning(sample_rate: int, keep: int) -> NDArray[np.float64]:
    """Filter and thinning as one matrix ``(2 * hop, hop / keep)``, for frames of two hops."""
    taps = _low_pass(sample_rate)
    hop = keep * math.ceil(max(64, len(taps)) / keep)
    matrix = np.zeros((2 * hop, hop // keep))
    for column in range(hop // keep):
        matrix[column * keep : column * keep + len(taps), column] = taps[::-1]
    return matrix


def _thinned(x: Array, sample_rate: int, keep: int) -> Array:
    """``x`` low-passed, every ``keep``-th sample: ``T`` become ``(T - K) // keep + 1``."""
    xp, n_taps = namespace(x), len(_low_pass(sample_rate))
    if n_taps == 1 and keep == 1:
        return x
    matrix = _thinning(sample_rate, keep)
    hop, n = matrix.shape[0] // 2, (x.shape[-1] - n_taps) // keep + 1
    n_hops = -(-n * keep // hop) + 1
    spare = constant(np.zeros((*x.shape[:-1], max(0, n_hops * hop - x.shape[-1]))), x)
    whole = xp.concat([x, spare], axis=-1)[..., : n_hops * hop]
    # Two products of hops side by side: as one of overlapping frames they would miss the BLAS.
    hops, both = xp.reshape(whole, (*x.shape[:-1], n_hops, hop)), constant(matrix, x)
    out = hops[..., :-1, :] @ both[:hop] + hops[..., 1:, :] @ both[hop:]
    return xp.reshape(out, (*x.shape[:-1], -1))[..., :n]


def difference(x: Array) -> Array:
    """YIN's difference function ``(..., W)`` at lags 0 to W - 1 of frames ``(..., 2 W)``."""
    xp, half = namespace(x), x.shape[-1] // 2
    # The lag never runs past the end of the frame, so the circular product does not wrap.
    spectrum = xp.conj(rfft(x[..., :half], n=2 * half)) * rfft(x)
    product = irfft(spectrum, 2 * half)[..., :half]
    running = xp.cumulative_sum(x * x, axis=-1, include_initial=True)
    energy = running[..., half : 2 * half] - running[..., :half]
    return xp.clip(energy[..., :1] + energy - 2 * product, min=0)


def periods(d: Array, rate: float) -> tuple[Array, Array]:
    """Pitch in Hz and confidence (0 to 1), each ``(B, F)``, of differences ``(B, F, W)``."""
    xp, width = namespace(d), d.shape[-1]
    shortest = max(2, math.floor(rate / HIGHEST_HZ))
    longest = min(width - 2, math.ceil(rate / LOWEST_HZ))
    lags = constant(np.arange(1, width), d)
    total = xp.cumulative_sum(d[..., 1:], axis=-1)
    empty = total <= 0
    normal = xp.where(empty, xp.ones_like(total), d[..., 1:] * lags)
    normal = normal / xp.where(empty, xp.ones_like(total), total)
    # From here on, entry i of a slice stands for lag shortest + i; normal starts at lag 1.
    here = normal[..., shortest - 1 : longest]
    after = normal[..., shortest : longest + 1]
    before = normal[..., shortest - 2 : longest - 1]
    dips = xp.logical_and(here < DIP, xp.logical_and(here <= after, here <= before))
    first = xp.argmax(xp.astype(dips, xp.int32), axis=-1)
    chosen = xp.where(xp.any(dips, axis=-1), first, xp.argmin(here, axis=-1)) + shortest
    lag = xp.astype(chosen, d.dtype) + _vertex(d, chosen)
    depth = xp.take_along_axis(normal, (chosen - 1)[..., None], axis=-1)[..., 0]
    return rate / lag, xp.clip(1 - depth, min=0, max=1)


def _vertex(d: Array, lag: Array) -> Array:
    """Where within a lag (-1 to 1) the parabola through three differences is lowest."""
    xp = namespace(d)
    left, middle, right = (
        xp.take_along_axis(d, (lag + i)[..., None], axis=-1)[..., 0] for i in (-1, 0, 1)
    )
    bend = left - 2 * middle + right
    safe = xp.where(bend > 0, bend, xp.ones_like(bend))
    return xp.where(bend > 0, xp.clip((left - right) / (2 * safe), min=-1, max=1), 0 * bend)


@lru_cache(maxsize=16)
def analysis(sample_rate: int) -> Analysis:
    """Energy, pitch in Hz and confidence of every frame; the channels' differences are added."""
    keep = max(1, sample_rate // RATE_HZ)
    rate = sample_rate / keep
    size = int(2 ** math.ceil(math.log2(2 * rate / LOWEST_HZ)))
    hop, n_taps = size // 2, len(_low_pass(sample_rate))

    def run(x: Array) -> Track:
        xp = namespace(x)
        thin = _thinned(x, sample_rate, keep)
        cut = frames(thin[..., : thin.shape[-1] // hop * hop], size, hop)
        hz, confidence = periods(xp.sum(difference(cut), axis=1), rate)
        return xp.sum(cut * cut, axis=(1, 3)), hz, confidence

    overlap = (size - hop) * keep + max(0, n_taps - keep)

    def count(n: int) -> int:
        return max(1, (n - size * keep) // (hop * keep) + 1)

    return Analysis(hop * keep, n_taps // 2, overlap, count, run)


def summary(energy: Array, hz: Array, confidence: Array) -> tuple[Array, Array]:
    """Pitch and confidence of whole sounds, ``(B,)`` each, out of their frames ``(B, F)``.

    Pitch is the median over frames that are periodic and not quiet, NaN where there are none;
    confidence is the mean by energy over all frames, NaN for silence.
    """
    xp = namespace(hz)
    limit = xp.max(energy, axis=-1, keepdims=True) * 10 ** (QUIET_DB / 10)
    strong = xp.logical_and(energy > 0, energy >= limit)
    voiced = xp.logical_and(strong, confidence >= 1 - DIP)
    # Unvoiced frames sort behind all others, so the middle of the first n is the median.
    ranked = xp.sort(xp.where(voiced, hz, xp.full_like(hz, float("inf"))), axis=-1)
    n = xp.sum(xp.astype(voiced, xp.int64), axis=-1, keepdims=True)
    low = xp.take_along_axis(ranked, xp.clip((n - 1) // 2, min=0), axis=-1)
    high = xp.take_along_axis(ranked, xp.clip(n // 2, min=0, max=hz.shape[-1] - 1), axis=-1)
    median = xp.where(n > 0, (low + high) / 2, xp.full_like(low, float("nan")))[..., 0]
    return median, weighted_mean(confidence, energy)
