"""Sounds cut into frames, the same ones whether a sound comes whole or in blocks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

#: An array of any library that follows the array-API standard.
Array = Any
#: Frame-wise values, ``(B, F)`` each.
Track = tuple[Array, ...]


def is_plain(x: Array) -> bool:
    """Whether ``x`` is NumPy's: then SciPy and compiled loops may take it."""
    return type(x) is np.ndarray


def namespace(x: Array) -> Any:
    """The array-API functions for ``x``: those of NumPy, PyTorch, ..."""
    if is_plain(x):
        # Asked for hundreds of times for each sound.
        return _numpy()
    import array_api_compat

    return array_api_compat.array_namespace(x)


@cache
def _numpy() -> Any:
    import array_api_compat.numpy

    return array_api_compat.numpy


def constant(values: NDArray[np.floating], like: Array) -> Array:
    """A NumPy constant as an array of the library, precision and device of ``like``."""
    if is_plain(like):
        return np.asarray(values, like.dtype)
    from array_api_compat import device

    return namespace(like).asarray(values, dtype=like.dtype, device=device(like))


def constant_index(index: NDArray[np.int64], like: Array) -> Array:
    """An index as an array of the library and device of ``like``."""
    from array_api_compat import device

    return namespace(like).asarray(index, device=device(like))


def rfft(x: Array, n: int | None = None) -> Array:
    """Spectra ``(..., n / 2 + 1)`` of real ``x`` ``(..., T)``.

    Of NumPy arrays by SciPy, which transforms several at once: twice as fast.
    """
    if is_plain(x):
        from scipy.fft import rfft as quick

        return quick(x, n=n)
    return namespace(x).fft.rfft(x, n=n)


def irfft(spectra: Array, n: int) -> Array:
    """Real ``(..., n)`` of spectra ``(..., n / 2 + 1)``; see :func:`rfft`."""
    if is_plain(spectra):
        from scipy.fft import irfft as quick

        return quick(spectra, n=n)
    return namespace(spectra).fft.irfft(spectra, n=n)


def detached(x: Array) -> NDArray[np.float64]:
    """The values of ``x`` as a NumPy array, for what has no gradients anyway."""
    plain = x.detach().cpu().numpy() if hasattr(x, "detach") else x
    return np.asarray(plain, np.float64)


def padded(x: Array, left: int, right: int) -> Array:
    """``x`` ``(..., T)`` with zeros put before and after."""
    shape = tuple(x.shape[:-1])
    parts = [constant(np.zeros((*shape, n)), x) for n in (left, right)]
    return namespace(x).concat([parts[0], x, parts[1]], axis=-1)


def frames(x: Array, size: int, hop: int) -> Array:
    """Overlapping frames ``(..., F, size)`` of ``x`` ``(..., T)``.

    ``hop`` divides ``size`` and ``T``; made of shifted copies, so gradients pass.

    Example:
        >>> frames(np.arange(6.0), size=4, hop=2).tolist()
        [[0.0, 1.0, 2.0, 3.0], [2.0, 3.0, 4.0, 5.0]]
    """
    xp = namespace(x)
    hops = xp.reshape(x, (*x.shape[:-1], x.shape[-1] // hop, hop))
    overlap, n = size // hop, hops.shape[-2] - size // hop + 1
    return xp.concat([hops[..., i : i + n, :] for i in range(overlap)], axis=-1)


@dataclass(frozen=True)
class Analysis:
    """A frame-wise measurement, and the stretch of sound that it needs around each hop.

    Args:
        hop: Samples from one frame to the next.
        before: Zeros that stand before the sound.
        overlap: Samples needed beyond those of the hops: ``n`` frames take
            ``n * hop + overlap`` samples.
        count: Frames that a sound of ``T`` samples gets, at least 1.
        run: From ``(B, C, n * hop + overlap)`` to a tuple of ``(B, n)``.
    """

    hop: int
    before: int
    overlap: int
    count: Callable[[int], int]
    run: Callable[[Array], Track]

    def whole(self, x: Array) -> Track:
        """Measure a whole sound ``(B, C, T)`` at once."""
        return self.run(self.stretched(x))

    def stretched(self, x: Array) -> Array:
        """A whole sound ``(B, C, T)`` with the zeros around it that its frames need."""
        needed = self.count(x.shape[-1]) * self.hop + self.overlap
        x = padded(x, self.before, max(0, needed - self.before - x.shape[-1]))
        return x[..., :needed]


class Feed:
    """Measures a sound that comes in blocks of any size, always in the same batches.

    So what comes out does not depend, to the last bit, on how the sound was cut, and no more
    than one batch of it is held.

    Args:
        analysis: What to measure.
        channels: Channels of the blocks.
        batch: Frames measured together.
    """

    def __init__(self, analysis: Analysis, channels: int, batch: int) -> None:
        self.analysis = analysis
        self.batch = batch
        self.n_samples = 0
        self._length = batch * analysis.hop + analysis.overlap
        self._buffer = np.zeros((channels, self._length), np.float32)
        self._filled = analysis.before
        self._tracks: list[Track] = []

    def push(self, block: NDArray[np.float32]) -> None:
        """Take the next samples ``(C, T)``."""
        self.n_samples += block.shape[1]
        for part in self._portions(block):
            self._buffer[:, self._filled : self._filled + part.shape[1]] = part
            self._filled += part.shape[1]
            if self._filled == self._length:
                self._measure(self.batch)

    def finish(self) -> Track:
        """The values of all frames, ``(1, F)`` each."""
        done = len(self._tracks) * self.batch
        left = self.analysis.count(self.n_samples) - done
        self._buffer[:, self._filled :] = 0
        while left > 0:
            self._measure(min(left, self.batch))
            left -= self.batch
            self._buffer[:, self._filled :] = 0
        return tuple(np.concatenate(parts, axis=-1) for parts in zip(*self._tracks, strict=True))

    def _portions(self, block: NDArray[np.float32]) -> Iterator[NDArray[np.float32]]:
        at = 0
        while at < block.shape[1]:
            room = self._length - self._filled
            yield block[:, at : at + room]
            at += room

    def _measure(self, n: int) -> None:
        hop, overlap = self.analysis.hop, self.analysis.overlap
        self._tracks.append(self.analysis.run(self._buffer[None, :, : n * hop + overlap]))
        # What the next batch shares with this one moves to the front.
        moved = self._buffer[:, n * hop :].copy()
        self._buffer[:, : moved.shape[1]] = moved
        self._filled = max(0, self._filled - n * hop)


def weighted_mean(values: Array, weights: Array) -> Array:
    """Mean over frames ``(B, F)`` by weight, ``(B,)``; NaN where all weights are 0.

    Weighted by energy, a tail of silence does not count.
    """
    xp = namespace(values)
    total = xp.sum(weights, axis=-1)
    heard = total > 0
    safe = xp.where(heard, total, xp.ones_like(total))
    mean = xp.sum(values * weights, axis=-1) / safe
    return xp.where(heard, mean, xp.full_like(mean, float("nan")))
