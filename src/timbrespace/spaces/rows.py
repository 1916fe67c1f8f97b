"""Rows of framed latents of a whole corpus, as they come and without keeping any of them.

For what must see every row several times, such as a fit: sounds are heard again each time, by
several threads ahead of the one who asks, and yet the rows come in the order of the items.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from queue import Empty, Full, Queue
from threading import Event
from typing import TYPE_CHECKING, Any

from timbrespace.audio.decode import open_blocks
from timbrespace.audio.faults import DecodeError
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.spaces.listen import encode_in_parts

if TYPE_CHECKING:
    from timbrespace.corpus import Corpus
    from timbrespace.spaces.base import Encoder, Latents

#: Parts that one sound may be ahead: with a block of a second each, that bounds memory.
PARTS_AHEAD = 4
#: Sounds handed out ahead, per worker.
AHEAD_PER_WORKER = 2
_WAIT_S = 0.1


def stream_rows(
    corpus: Corpus, encoder: Encoder, *, workers: int | None = None, job: Job | None = None
) -> Iterator[list[Latents]]:
    """All rows of all items, part by part, in the order of the items.

    Args:
        corpus: Its items.
        encoder: All its outputs should be framed; what is pooled comes with an item's last part.
        workers: Threads; default one per core.
        job: Progress in seconds of sound; can cancel.

    Yields:
        One array ``(n, D)`` per record of the encoder.

    Raises:
        TimbrespaceError: A sound can no longer be read.
        Cancelled: The job was asked to stop.
    """
    workers = workers or os.cpu_count() or 1
    job = quiet_job(job, "rows")
    items = corpus.items.itertuples(index=False)
    waiting: deque[_Heard] = deque()
    stop = Event()
    with ThreadPoolExecutor(workers, thread_name_prefix="rows") as pool:
        try:
            while True:
                while len(waiting) < workers * AHEAD_PER_WORKER:
                    item = next(items, None)
                    if item is None:
                        break
                    waiting.append(_Heard(corpus, item, encoder, stop, pool))
                if not waiting:
                    return
                heard = waiting.popleft()
                for part in heard.parts():
                    job.check()
                    yield part
                job.advance(float(heard.item.duration_s))
        finally:
            stop.set()
            for left in waiting:
                left.future.cancel()


class _Heard:
    """One item, heard by a worker as far ahead as its queue allows."""

    def __init__(
        self, corpus: Corpus, item: Any, encoder: Encoder, stop: Event, pool: ThreadPoolExecutor
    ) -> None:
        self.item = item
        self._place = corpus.base_of(item) / item.path
        self._encoder, self._stop = encoder, stop
        self._queue: Queue[list[Latents] | None] = Queue(PARTS_AHEAD)
        self.future: Future[None] = pool.submit(self._hear)

    def parts(self) -> Iterator[list[Latents]]:
        """The parts in their order; raises what the worker raised."""
        while True:
            try:
                part = self._queue.get(timeout=_WAIT_S)
            except Empty:
                if self.future.done() and self._queue.empty():
                    self.future.result()
                continue
            if part is None:
                return
            yield part

    def _hear(self) -> None:
        blocks = open_blocks(
            self._place, offset_s=self.item.offset_s, duration_s=self.item.duration_s
        )
        try:
            for part in encode_in_parts(blocks, self.item.sample_rate, self._encoder):
                if not self._put(part):
                    return
        except DecodeError as error:
            raise TimbrespaceError(
                f"'{self.item.path}' can no longer be read ({error}).",
                "Run timbrespace encode on the folder again, then this.",
            ) from error
        self._put(None)

    def _put(self, part: list[Latents] | None) -> bool:
        while not self._stop.is_set():
            try:
                self._queue.put(part, timeout=_WAIT_S)
                return True
            except Full:
                continue
        return False
