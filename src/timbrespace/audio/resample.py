"""Change of rate and of channel count, in a stream."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from timbrespace.audio.info import Audio

if TYPE_CHECKING:
    import soxr


class Resampler:
    """Another sample rate, block by block; any blocks give the same samples.

    Rests on soxr ("high quality": pass band to 0.91 of the lower Nyquist frequency,
    linear phase, no delay at the output). Where the rates are equal, blocks pass as
    they are.

    Args:
        from_hz: Rate of what is pushed.
        to_hz: Rate of what comes back.
        channels: How many; the same for every block.

    Example:
        >>> resampler = Resampler(48_000, 16_000, channels=1)
        >>> resampler.push(np.zeros((1, 48_000), np.float32), last=True).shape
        (1, 16000)
    """

    def __init__(self, from_hz: float, to_hz: float, channels: int = 1) -> None:
        self.from_hz = from_hz
        self.to_hz = to_hz
        self.channels = channels
        self._stream = None if from_hz == to_hz else _stream(from_hz, to_hz, channels)

    def push(self, block: Audio, last: bool = False) -> Audio:
        """The next samples ``(C, T)``; what is ready comes back ``(C, T')``.

        Args:
            block: Samples at ``from_hz``; may be empty.
            last: Whether the sound ends here, so that the rest is given out.

        Raises:
            ValueError: The channel count differs from what was announced.
        """
        if block.ndim != 2 or block.shape[0] != self.channels:
            raise ValueError(f"expected a block ({self.channels}, T), got {block.shape}")
        if self._stream is None:
            return block
        out = self._stream.resample_chunk(np.ascontiguousarray(block.T), last=last)
        return np.ascontiguousarray(out.reshape(-1, self.channels).T)


def _stream(from_hz: float, to_hz: float, channels: int) -> soxr.ResampleStream:
    import soxr

    return soxr.ResampleStream(from_hz, to_hz, channels, dtype="float32", quality="HQ")


def to_mono(block: Audio) -> Audio:
    """One channel ``(1, T)``: the mean of all, so that full scale stays full scale.

    Example:
        >>> to_mono(np.array([[1.0, 0.0], [0.0, 0.5]], np.float32))
        array([[0.5 , 0.25]], dtype=float32)
    """
    if block.shape[0] == 1:
        return block
    return np.asarray(block.mean(axis=0, keepdims=True, dtype=np.float32), np.float32)
