"""One sound on its way into a WAV file: written only as far as somebody has read it.

A one-shot is there at once. Of a recording of three hours the first second is heard
after one second of it has been decoded, memory stays bounded, and nobody decodes what
nobody listens to.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from typing import BinaryIO

from timbrespace.app.wav import HEADER_BYTES, Played, header
from timbrespace.errors import TimbrespaceError

#: Bytes sent, or padded, at a time.
CHUNK_BYTES = 256 << 10

_log = logging.getLogger(__name__)


class Rendering:
    """A WAV of known size whose bytes are decoded when they are asked for.

    Safe to read from several threads.

    Args:
        file: Where it is kept, open for reading and writing.
        blocks: The samples, as ``pcm_blocks`` gives them; None if the file is complete.
        played: Rate, channels, length.
        announce: Whether to promise the planned length before decoding. If not, the
            first look at :attr:`size` decodes all of it, and the length is what came out.
        on_complete: Called once, when the last byte is written.
    """

    def __init__(
        self,
        file: BinaryIO,
        blocks: Iterator[bytes] | None,
        played: Played | None = None,
        *,
        announce: bool = False,
        on_complete: Callable[[], None] | None = None,
    ) -> None:
        self._file = file
        self._blocks = blocks
        self._played = played
        self._on_complete = on_complete or (lambda: None)
        self._lock = threading.Lock()
        self._written = file.seek(0, 2)
        self._size: int | None = self._written if blocks is None else None
        if played is not None and blocks is not None:
            self._size = played.n_bytes if announce else None
            self._put(header((self._size or HEADER_BYTES) - HEADER_BYTES, *self._format))

    @property
    def complete(self) -> bool:
        """Whether all of it is in the file."""
        return self._blocks is None

    @property
    def size(self) -> int:
        """Bytes of the whole WAV, its header included.

        Raises:
            TimbrespaceError: Decoding fails, or the disk is full.
        """
        with self._lock:
            if self._size is None:
                self._render_to(None)
            assert self._size is not None
            return self._size

    def read(self, start: int, stop: int) -> bytes:
        """The bytes ``[start, stop)``, decoded now if they have not been yet.

        Raises:
            TimbrespaceError: Decoding fails before the first sample, or the disk is full.
        """
        with self._lock:
            self._render_to(stop)
            self._file.seek(start)
            return self._file.read(stop - start)

    def close(self) -> None:
        """Let go of the file and of the decoder."""
        with self._lock:
            self._file.close()
            close = getattr(self._blocks, "close", None)
            if close is not None:
                close()

    @property
    def _format(self) -> tuple[int, int]:
        assert self._played is not None
        return self._played.sample_rate, self._played.channels

    def _render_to(self, stop: int | None) -> None:
        while self._blocks is not None and (stop is None or self._written < stop):
            block = self._next_block()
            if block is None:
                self._end()
            else:
                room = len(block) if self._size is None else self._size - self._written
                self._put(block[:room])
                if self._written == self._size:
                    self._end()

    def _next_block(self) -> bytes | None:
        assert self._blocks is not None
        try:
            return next(self._blocks, None)
        except TimbrespaceError as error:
            if self._size is None or self._written == HEADER_BYTES:
                raise
            # The length has been promised: what cannot be read is silence, and is said.
            _log.warning("A sound ends early: %s", error)
            return None

    def _end(self) -> None:
        if self._size is None:
            self._size = self._written
            self._file.seek(0)
            self._file.write(header(self._size - HEADER_BYTES, *self._format))
        while self._written < self._size:
            self._put(bytes(min(CHUNK_BYTES, self._size - self._written)))
        self._blocks = None
        self._file.flush()
        self._on_complete()

    def _put(self, block: bytes) -> None:
        try:
            self._file.seek(self._written)
            self._file.write(block)
        except OSError as error:
            raise TimbrespaceError(
                f"The cache of played sounds cannot grow ({error.strerror or error}).",
                "Free some disk space, or name another folder in TIMBRESPACE_CACHE.",
            ) from error
        self._written += len(block)
