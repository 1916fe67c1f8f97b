"""A ring of samples between one writer and one reader, without locks and without allocation."""

from __future__ import annotations

import numpy as np

from timbrespace.spaces.base import Audio


class Ring:
    """Samples ``(C, T)`` on their way from one thread to one other (or within one).

    Each counter is changed by one side only, and after the samples are in place, so that no lock
    is needed.

    Args:
        channels: How many.
        capacity: Samples that it holds at most.

    Example:
        >>> ring = Ring(1, 4)
        >>> ring.write(np.array([[1.0, 2.0, 3.0]], np.float32))
        3
        >>> out = np.zeros((1, 2), np.float32)
        >>> ring.read_into(out), out.tolist(), ring.available
        (2, [[1.0, 2.0]], 1)
    """

    def __init__(self, channels: int, capacity: int) -> None:
        self._samples = np.zeros((channels, capacity), np.float32)
        self._written = 0
        self._read = 0

    @property
    def channels(self) -> int:
        """How many."""
        return self._samples.shape[0]

    @property
    def total(self) -> int:
        """Samples that were ever written."""
        return self._written

    @property
    def available(self) -> int:
        """Samples that can be read."""
        return self._written - self._read

    @property
    def room(self) -> int:
        """Samples that can be written."""
        return self._samples.shape[1] - self.available

    def write(self, block: Audio) -> int:
        """Take as much of ``(C, T)``, or ``(1, T)`` for all, as there is room for; how much."""
        n: int = min(block.shape[1], self.room)
        capacity = self._samples.shape[1]
        begin = self._written % capacity
        first = min(n, capacity - begin)
        self._samples[:, begin : begin + first] = block[:, :first]
        self._samples[:, : n - first] = block[:, first:n]
        self._written += n
        return n

    def read_into(self, out: Audio) -> int:
        """Fill as much of ``(C, T)`` as there are samples; gives how much that was."""
        n: int = min(out.shape[1], self.available)
        capacity = self._samples.shape[1]
        begin = self._read % capacity
        first = min(n, capacity - begin)
        out[:, :first] = self._samples[:, begin : begin + first]
        out[:, first:n] = self._samples[:, : n - first]
        self._read += n
        return n
