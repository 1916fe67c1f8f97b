"""The one pass over the sound: each item is decoded once, and every encoder hears it.

Results go to the atlas in the order of the items, chunk by chunk. What was finished
stays finished: run it again, and it goes on where it stopped, be it after Ctrl-C,
``kill -9`` or a change in the folder.
"""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from timbrespace.atlas import Store, writing
from timbrespace.corpus.rejects import Reject, table_of
from timbrespace.crew import Crew
from timbrespace.jobs import Job, quiet_job
from timbrespace.spaces.listen import listen

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.corpus import Corpus
    from timbrespace.spaces.base import Encoder, Latents

#: A chunk is written when it has this many items or is this old, whichever is first: a
#: kill loses at most that much, and the page has something to show within a second.
CHUNK_ITEMS = 64
CHUNK_AGE_S = 1.0
#: But not before so many times as long has passed as the last one took to be written: with many
#: spaces, or short sounds, writing would else take half of the time.
PAUSES_PER_WRITE = 4
#: Unless it holds so many bytes.
CHUNK_BYTES = 64 << 20

#: Seconds of sound from which on processes are worth starting: they take a second to begin.
SPREAD_FROM_S = 240.0

#: Items handed out ahead of the one awaited, per worker: enough to keep all busy.
AHEAD_PER_WORKER = 4


@dataclass
class Encoded:
    """What a pass did: how many items were new, kept, or left out, and why."""

    n_new: int = 0
    n_kept: int = 0
    rejects: list[Reject] = field(default_factory=list)


def encode(
    corpus: Corpus,
    encoders: Sequence[Encoder],
    store: Store,
    *,
    workers: int | None = None,
    job: Job | None = None,
    on_chunk: Callable[[], None] | None = None,
    tables: bool = True,
    processes: bool = False,
) -> Encoded:
    """Encode all items of a corpus that the atlas does not have yet.

    Args:
        corpus: What :func:`timbrespace.corpus.scan` found.
        encoders: Each hears every item; one pass serves them all.
        store: The atlas that takes the latents.
        workers: Threads, or processes; default one per core.
        job: Progress in seconds of sound; cancelling it keeps what is finished.
        on_chunk: Called after each chunk is safe on disk.
        tables: Whether the tables of items and rejects are written too; not where a space
            is added to items that the atlas has already.
        processes: Whether sounds may be spread over processes, for encoders that hold Python's
            lock; where there is little to do, they stay in this one. What comes of it is the
            same, to the last bit.

    Returns:
        What was done. An interrupted run that is run again leaves the same bytes as
        one that never stopped.

    Raises:
        Cancelled: The job was cancelled; the atlas is usable as it is.
        TimbrespaceError: Another process writes to the atlas, or its latents are of
            another model.
    """
    job = quiet_job(job, "encode")
    with writing(store.path):
        store.prepare()
        run = _Pass(corpus, encoders, store, job, on_chunk, tables)
        return run.run(workers or os.cpu_count() or 1, processes)


class _Pass:
    """One run of :func:`encode`, while it holds the atlas."""

    def __init__(
        self,
        corpus: Corpus,
        encoders: Sequence[Encoder],
        store: Store,
        job: Job,
        on_chunk: Callable[[], None] | None,
        tables: bool,
    ) -> None:
        self.corpus, self.encoders, self.store, self.job = corpus, encoders, store, job
        self.on_chunk, self.tables = on_chunk, tables
        self.writers = [
            store.latents_writer(record) for encoder in encoders for record in encoder.records
        ]
        items = corpus.items
        have = [all(item_id in w for w in self.writers) for item_id in items["id"]]
        self.pending = items[[not h for h in have]]
        self.report = Encoded(n_kept=sum(have))
        self.chunk: list[tuple[str, list[Latents]]] = []
        self.chunk_began_s = time.monotonic()
        self.chunk_bytes = 0
        self.write_s = 0.0
        self.crew: Crew | None = None

    def run(self, workers: int, processes: bool = False) -> Encoded:
        from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

        # Each worker has a core: more threads inside it would only wait for each other.
        total_s = float(self.pending["duration_s"].sum())
        spread = processes and workers > 1 and total_s >= SPREAD_FROM_S
        with threadpool_limits(1), Crew(workers) if spread else nullcontext() as self.crew:
            return self._run(workers, total_s)

    def _run(self, workers: int, total_s: float) -> Encoded:
        self.job.begin(total_s, f"{len(self.pending)} sounds to encode", unit="s")
        self._write_tables()
        try:
            for item, result in self._listened(workers):
                self._take(item, result)
        finally:
            # Ctrl-C, cancel, a full disk elsewhere: what is finished is kept.
            self._write_chunk()
        self._settle()
        return self.report

    def _listened(self, workers: int) -> Iterator[tuple[Any, list[Latents] | Reject]]:
        """Items with what became of them, in order, a few being worked on ahead."""
        items = self.pending.itertuples(index=False)
        waiting: deque[tuple[Any, Future[list[Latents] | Reject]]] = deque()
        with ThreadPoolExecutor(workers, thread_name_prefix="encode") as pool:
            try:
                while True:
                    while len(waiting) < workers * AHEAD_PER_WORKER:
                        item = next(items, None)
                        if item is None:
                            break
                        waiting.append((item, pool.submit(self._listen, item)))
                    if not waiting:
                        return
                    item, future = waiting.popleft()
                    yield item, future.result()
            finally:
                for _, future in waiting:
                    future.cancel()
                if self.crew is not None:
                    self.crew.close()  # Nobody waits for what is left of it.

    def _listen(self, item: Any) -> list[Latents] | Reject:
        hear = partial(
            listen, self.corpus.base_of(item), item.path, offset_s=item.offset_s,
            duration_s=item.duration_s, sample_rate=item.sample_rate, encoders=self.encoders,
        )  # fmt: skip
        # The job stays here: processes are ended where it is cancelled.
        return hear(job=self.job) if self.crew is None else self.crew.call(hear)

    def _take(self, item: Any, result: list[Latents] | Reject) -> None:
        self.job.check()
        if isinstance(result, Reject):
            self.report.rejects.append(result)
        else:
            self.chunk.append((item.id, result))
            self.chunk_bytes += sum(latents.nbytes for latents in result)
            self.report.n_new += 1
        n_done = self.report.n_new + len(self.report.rejects)
        self.job.advance(float(item.duration_s), f"{n_done} of {len(self.pending)} sounds")
        if self._is_due():
            self._write_chunk()

    def _is_due(self) -> bool:
        age_s = time.monotonic() - self.chunk_began_s
        full = len(self.chunk) >= CHUNK_ITEMS or (bool(self.chunk) and age_s > CHUNK_AGE_S)
        paused = age_s > PAUSES_PER_WRITE * self.write_s
        return (full and paused) or self.chunk_bytes > CHUNK_BYTES

    def _write_chunk(self) -> None:
        began_s = time.monotonic()
        if self.chunk:
            self._keep_chunk()
        self.chunk_began_s = time.monotonic()
        self.write_s = self.chunk_began_s - began_s

    def _keep_chunk(self) -> None:
        ids = [item_id for item_id, _ in self.chunk]
        for i, writer in enumerate(self.writers):
            new = [k for k, item_id in enumerate(ids) if item_id not in writer]
            writer.append([ids[k] for k in new], [self.chunk[k][1][i] for k in new])
        self.chunk, self.chunk_bytes = [], 0
        self._write_tables()
        if self.on_chunk is not None:
            self.on_chunk()

    def _settle(self) -> None:
        """Drop latents of items that are gone or changed, and put the rest in order."""
        for writer in self.writers:
            writer.put_in_order(list(self.corpus.items["id"]))
        self._write_tables()

    def _write_tables(self) -> None:
        """The items that every encoder has finished, and all rejects so far."""
        if not self.tables:
            return
        self.store.write_rejects(_with_rejects(self.corpus.rejects, self.report.rejects))
        items = self.corpus.items
        finished = [all(item_id in w for w in self.writers) for item_id in items["id"]]
        self.store.write_items(items[finished].reset_index(drop=True))


def _with_rejects(found: pd.DataFrame, more: Sequence[Reject]) -> pd.DataFrame:
    import pandas as pd

    both = pd.concat([found, table_of(more)], ignore_index=True)
    # A file cut into windows may be left out several times for the same reason.
    return both.drop_duplicates().sort_values(["path", "reason"]).reset_index(drop=True)
