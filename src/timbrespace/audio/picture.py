"""What a sound looks like: a waveform and a spectrogram for a small panel."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.audio.info import Audio
from timbrespace.audio.resample import to_mono

#: Long enough for 60 Hz between harmonics, short enough for the onset of a click.
WINDOW_S = 0.032
#: No finer in time than this: more would show the same window again.
_SHORTEST_HOP_S = 0.002
LOW_HZ, HIGH_HZ = 30.0, 20_000.0
#: Blocks are folded into this many fine pieces per pair before the last reduction.
_FINE = 8


@dataclass(frozen=True)
class Picture:
    """A sound drawn small.

    Args:
        peaks: Lowest and highest sample of each slice, ``(n, 2)`` float32.
        levels: ``(frames, bins)`` uint8, 0 = floor, 255 = the loudest bin of this sound.
        floor_db: Where 0 lies, in dB relative to the loudest bin.
        low_hz: Centre of the lowest bin.
        high_hz: Centre of the highest bin; bins between lie evenly on the mel scale.
    """

    peaks: NDArray[np.float32]
    levels: NDArray[np.uint8]
    floor_db: float
    low_hz: float
    high_hz: float


def draw(
    blocks: Iterable[Audio],
    sample_rate: int,
    n_samples: int,
    *,
    n_peaks: int = 800,
    frames: int = 400,
    bins: int = 128,
    floor_db: float = -80.0,
) -> Picture:
    """Waveform and spectrogram in one pass, in bounded memory.

    Args:
        blocks: The sound, ``(C, T)`` each.
        sample_rate: In Hz.
        n_samples: How many will come, at least roughly; sets where frames lie.
        n_peaks: Slices of the waveform.
        frames: At most so many; a long sound is looked at in this many places.
        bins: Bands, even on the mel scale.
        floor_db: What to show as black, below the loudest bin.
    """
    waveform = _Waveform(n_peaks)
    places = _Places(sample_rate, n_samples, frames)
    for block in blocks:
        waveform.push(block)
        places.push(to_mono(block)[0])
    levels = _levels(places.segments, sample_rate, bins, floor_db)
    low_hz, high_hz = range_hz(sample_rate)
    return Picture(waveform.pairs(), levels, floor_db, low_hz, high_hz)


def peaks(blocks: Iterable[Audio], n: int = 800) -> NDArray[np.float32]:
    """Lowest and highest sample over all channels in ``n`` slices of equal length, ``(n, 2)``.

    Example:
        >>> peaks([np.array([[0.0, 1.0, -0.5, 0.25]], np.float32)], n=2).tolist()
        [[0.0, 1.0], [-0.5, 0.25]]
    """
    waveform = _Waveform(n)
    for block in blocks:
        waveform.push(block)
    return waveform.pairs()


def spectrogram(
    audio: Audio,
    sample_rate: int,
    *,
    frames: int = 400,
    bins: int = 128,
    floor_db: float = -80.0,
) -> NDArray[np.uint8]:
    """Levels of a sound in mel-spaced bands, relative to its own loudest bin.

    Args:
        audio: ``(C, T)`` or ``(T,)``; channels are averaged.
        sample_rate: In Hz.
        frames: At most so many.
        bins: Bands from :func:`range_hz`, low to high.
        floor_db: What becomes 0.

    Returns:
        ``(frames, bins)`` uint8, 0 = floor, 255 = the loudest bin; all 0 for silence.
    """
    mono = to_mono(np.atleast_2d(audio))[0]
    places = _Places(sample_rate, len(mono), frames)
    places.push(mono)
    return _levels(places.segments, sample_rate, bins, floor_db)


def range_hz(sample_rate: int) -> tuple[float, float]:
    """Centres of the lowest and the highest band of a spectrogram, in Hz.

    Example:
        >>> range_hz(48_000), range_hz(8_000)
        ((30.0, 20000.0), (30.0, 3900.0))
    """
    return LOW_HZ, min(HIGH_HZ, 0.4875 * sample_rate)


class _Waveform:
    """Extremes in slices, when nobody knows how long the sound will be.

    Slices begin one sample wide; when there are too many, neighbours are joined.
    """

    def __init__(self, n: int) -> None:
        self._n, self._width = n, 1
        self._low: list[NDArray[np.float32]] = []
        self._high: list[NDArray[np.float32]] = []
        self._rest = np.zeros((2, 0), np.float32)  # samples short of a slice
        self._count = 0

    def push(self, block: Audio) -> None:
        pair = np.stack([block.min(axis=0), block.max(axis=0)])
        pair = np.concatenate([self._rest, pair], axis=1)
        whole = pair.shape[1] - pair.shape[1] % self._width
        self._rest = pair[:, whole:]
        self._low.append(pair[0, :whole].reshape(-1, self._width).min(axis=1))
        self._high.append(pair[1, :whole].reshape(-1, self._width).max(axis=1))
        self._count += whole // self._width
        while self._count >= 2 * _FINE * self._n:
            self._halve()

    def pairs(self) -> NDArray[np.float32]:
        low = np.concatenate([*self._low, self._rest[0]])
        high = np.concatenate([*self._high, self._rest[1]])
        if not len(low):
            return np.zeros((self._n, 2), np.float32)
        edges = np.arange(self._n) * len(low) // self._n
        return np.stack(
            [np.minimum.reduceat(low, edges), np.maximum.reduceat(high, edges)], axis=1
        )

    def _halve(self) -> None:
        low, high = np.concatenate(self._low), np.concatenate(self._high)
        if len(low) % 2:  # an odd slice out stays open
            open_pair = np.array([[low[-1]], [high[-1]]], np.float32)
            odd = np.repeat(open_pair, self._width, axis=1)
            self._rest = np.concatenate([odd, self._rest], axis=1)
            low, high = low[:-1], high[:-1]
        self._low = [low.reshape(-1, 2).min(axis=1)]
        self._high = [high.reshape(-1, 2).max(axis=1)]
        self._width, self._count = 2 * self._width, len(low) // 2


class _Places:
    """The stretches of a sound that its spectrogram looks at, picked as it goes by."""

    def __init__(self, sample_rate: int, n_samples: int, frames: int) -> None:
        self._size = max(2, round(WINDOW_S * sample_rate))
        most = max(1, round(n_samples / (_SHORTEST_HOP_S * sample_rate)))
        n = min(frames, most)
        middles = (np.arange(n) + 0.5) * n_samples / n
        self._starts = np.round(middles - self._size / 2).astype(np.int64)
        self.segments = np.zeros((n, self._size), np.float32)
        self._seen = 0

    def push(self, mono: NDArray[np.float32]) -> None:
        begin, end = self._seen, self._seen + len(mono)
        first = int(np.searchsorted(self._starts, begin - self._size, side="right"))
        last = int(np.searchsorted(self._starts, end, side="left"))
        for index in range(first, last):
            start = int(self._starts[index])
            low, high = max(start, begin), min(start + self._size, end)
            self.segments[index, low - start : high - start] = mono[low - begin : high - begin]
        self._seen = end


def _levels(
    segments: NDArray[np.float32], sample_rate: int, bins: int, floor_db: float
) -> NDArray[np.uint8]:
    size = segments.shape[1]
    window = np.hanning(size).astype(np.float32)
    n_fft = 1 << (size - 1).bit_length()
    spectrum = np.fft.rfft(segments * window, n_fft)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32)
    bands = power @ _bands(sample_rate, n_fft, bins)
    loudest = float(bands.max(initial=0.0))
    if loudest <= 0.0:
        return np.zeros(bands.shape, np.uint8)
    level_db = 10 * np.log10(np.maximum(bands / loudest, 10 ** (floor_db / 10)))
    return np.asarray(np.rint(255 * (1 - level_db / floor_db)), np.uint8)


@lru_cache(maxsize=8)
def _bands(sample_rate: int, n_fft: int, bins: int) -> NDArray[np.float32]:
    """Triangles on the mel scale ``(n_fft / 2 + 1, bins)``, none narrower than a bin of the FFT.

    The mel scale is that of O'Shaughnessy (1987). Each triangle sums to 1, so that a noise
    that is even over frequency looks even.
    """
    low_hz, high_hz = range_hz(sample_rate)
    mel = np.linspace(_mel(low_hz), _mel(high_hz), bins)
    step = mel[1] - mel[0] if bins > 1 else mel[0]
    centre_hz = _from_mel(mel)
    bin_hz = sample_rate / n_fft
    below_hz = np.maximum(centre_hz - _from_mel(mel - step), bin_hz)
    above_hz = np.maximum(_from_mel(mel + step) - centre_hz, bin_hz)
    away_hz = np.arange(n_fft // 2 + 1)[:, None] * bin_hz - centre_hz[None]
    triangle = 1 - np.where(away_hz < 0, -away_hz / below_hz, away_hz / above_hz)
    weights = np.maximum(triangle, 0.0)
    return np.asarray(weights / weights.sum(axis=0), np.float32)


def _mel(hz: float) -> float:
    return float(2595.0 * np.log10(1 + hz / 700.0))


def _from_mel(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(700.0 * (10 ** (mel / 2595.0) - 1))
