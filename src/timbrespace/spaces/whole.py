"""A stream for encoders that want a sound as a whole."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Audio, Latents


class WholeSound:
    """One sound, kept until it ends: 4 bytes a sample.

    Args:
        encode: Gets all samples ``(T,)`` of one channel, and gives one array per output.

    Example:
        >>> stream = WholeSound(lambda samples: [samples])
        >>> stream.push(np.ones((1, 2), np.float32))
        >>> stream.push(np.zeros((1, 1), np.float32))
        >>> stream.finish()[0].tolist()
        [1.0, 1.0, 0.0]
    """

    def __init__(self, encode: Callable[[NDArray[np.float32]], list[Latents]]) -> None:
        self._encode = encode
        self._blocks: list[NDArray[np.float32]] = [np.zeros(0, np.float32)]

    def push(self, block: Audio) -> None:
        """Take the next samples ``(1, T)``."""
        self._blocks.append(block[0])

    def finish(self) -> list[Latents]:
        """End the sound: whatever the encoder makes of it."""
        return self._encode(np.concatenate(self._blocks))
