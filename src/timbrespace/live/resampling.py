"""A voice at another rate, brought to that of the output with a short and constant delay.

soxr, which resamples files here, gives a stream out in bursts and holds back up to 42 ms of it
(16 and 22.05 kHz to 48 kHz). A polyphase filter of 64 taps holds back 2 ms, always.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio

#: Zero crossings of the kernel on each side.
_HALF = 32
#: Of a Kaiser window: 100 dB down in the stop band.
_BETA = 10.0


class LiveResampler:
    """Another sample rate, block by block; blocks of any size give the same samples.

    A windowed sinc (Kaiser), as a table of its phases; linear phase (Smith, "Digital Audio
    Resampling", 2002). Where the rates are equal, blocks pass as they are.

    Args:
        from_hz: Rate of what is pushed.
        to_hz: Rate of what comes back.
        channels: How many.

    Example:
        >>> LiveResampler(24_000, 48_000, channels=1).push(np.zeros((1, 240), np.float32)).shape
        (1, 480)
    """

    def __init__(self, from_hz: int, to_hz: int, channels: int) -> None:
        self._passes = from_hz == to_hz
        common = math.gcd(from_hz, to_hz)
        self._up, self._down = to_hz // common, from_hz // common
        kernel = _kernels(self._up, self._down)
        half = kernel.shape[1] // 2
        #: Samples at ``from_hz`` by which it delays.
        self.delay_samples = 0 if self._passes else half
        self._kernel = kernel
        self._rest = np.zeros((channels, kernel.shape[1] - 1), np.float32)
        self._phase = 0

    def push(self, block: Audio) -> Audio:
        """What ``(C, T)`` samples make ready ``(C, T')``."""
        if self._passes:
            return block
        n = block.shape[1]
        waiting = np.concatenate([self._rest, block], axis=1)
        self._rest = waiting[:, n:]
        n_out = max(0, -((self._phase - n * self._up) // self._down))
        at = self._phase + self._down * np.arange(n_out)
        self._phase += self._down * n_out - n * self._up
        windows = sliding_window_view(waiting, self._kernel.shape[1], axis=1)
        begins, phases = np.divmod(at, self._up)
        made = np.einsum("cnk,nk->cn", windows[:, begins], self._kernel[phases])
        return np.asarray(made, np.float32)


def _kernels(up: int, down: int) -> NDArray[np.float32]:
    """Taps ``(up, 2 * half)`` for each phase; each sums to 1."""
    narrow = min(1.0, up / down)
    half = math.ceil(_HALF / narrow)
    # Room for the filter to fall before the lower of the two Nyquist frequencies.
    cut_off = narrow * 0.92
    distance = np.arange(-half + 1, half + 1)[None] - np.arange(up)[:, None] / up
    window = np.i0(_BETA * np.sqrt(np.maximum(0, 1 - (distance / half) ** 2))) / np.i0(_BETA)
    taps = np.sinc(cut_off * distance) * window
    return np.asarray(taps / taps.sum(axis=1, keepdims=True), np.float32)
