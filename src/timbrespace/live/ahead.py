"""Rendering ahead: a thread fills a ring, so that whoever plays only has to copy."""

from __future__ import annotations

import threading
import time
from types import TracebackType

import numpy as np

from timbrespace.live.engine import Engine
from timbrespace.live.ring import Ring
from timbrespace.spaces.base import Audio

#: Blocks that are ready before they are needed: what a pause of the machine may take.
AHEAD_BLOCKS = 3


class Ahead:
    """An engine that is rendered some blocks ahead of what is played.

    Args:
        engine: It is rendered by this thread only.
        blocks: How many blocks of ``engine.block`` are ready; each costs its length in delay.

    Example:
        >>> from timbrespace.spaces.playing.opening import open_voice
        >>> with Ahead(Engine(open_voice("stream:bells"))) as ahead:
        ...     ahead.pull(np.zeros((2, 512), np.float32))
        True
    """

    def __init__(self, engine: Engine, blocks: int = AHEAD_BLOCKS) -> None:
        self._engine = engine
        self._ring = Ring(engine.channels, engine.block * blocks)
        self._block = np.zeros((engine.channels, engine.block), np.float32)
        #: Often enough that a block is never started late; a sleep needs no lock.
        self._sleep_s = max(0.0005, engine.block / engine.sample_rate / 4)
        self._stopping = False
        self._thread = threading.Thread(target=self._run, name="engine-ahead", daemon=True)

    def __enter__(self) -> Ahead:
        while self._ring.room >= self._block.shape[1]:
            self._fill()
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None,
        where: TracebackType | None,
    ) -> None:  # fmt: skip
        self._stopping = True
        self._thread.join(5.0)

    @property
    def ready(self) -> int:
        """Samples that can be pulled now."""
        return self._ring.available

    def pull(self, out: Audio) -> bool:
        """Fill ``(C, T)`` with the next samples; False, silence and a count where they are late.

        Waits for nothing; for the callback of a sound device.
        """
        n = self._ring.read_into(out)
        if n == out.shape[1]:
            return True
        out[:, n:] = 0.0
        self._engine.count_underruns()
        return False

    def _run(self) -> None:
        while not self._stopping:
            if self._ring.room >= self._block.shape[1]:
                self._fill()
            else:
                time.sleep(self._sleep_s)

    def _fill(self) -> None:
        self._engine.render(self._block)
        self._ring.write(self._block)
