"""Sounds decoded once: one channel at the model's rate, kept as raw samples to be mapped.

The cache lies under the user's cache folder (``TIMBRESPACE_CACHE``), named by what a file
holds, so that a file that was moved is not decoded again and a changed one is. Each is written
whole or not at all; a stop loses at most those that were being decoded. An hour at 48 kHz takes
0.7 GB.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import write_atomically
from timbrespace.audio.decode import open_blocks
from timbrespace.audio.faults import DecodeError
from timbrespace.audio.measure import is_silent, peak
from timbrespace.audio.resample import Resampler, to_mono
from timbrespace.corpus.rejects import Reject, reject_of
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.places import cache_dir

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus

_SAMPLE = np.dtype("<f4")
_WAIT_S = 0.5


@dataclass(frozen=True)
class Decoded:
    """One item as samples on disk.

    Args:
        item: Its row in the corpus.
        file: Raw little-endian float32, one channel.
        n_samples: How many.
        key: What names its content and window.
        labels: Its labels, by name.
    """

    item: Any
    file: Path
    n_samples: int
    key: str
    labels: Mapping[str, Any]

    def read(self, start: int = 0, stop: int | None = None) -> NDArray[np.float32]:
        """Samples ``(stop - start,)``, read from the mapped file."""
        mapped = np.memmap(self.file, _SAMPLE, mode="r")
        return np.array(mapped[start:stop], np.float32)


def decode_all(
    corpus: Corpus, sample_rate: int, job: Job | None = None
) -> tuple[list[Decoded], list[Reject]]:
    """Every item of a corpus, mixed down and resampled, in the order of the items.

    Args:
        corpus: What to decode.
        sample_rate: Wanted rate in Hz.
        job: Progress in seconds of sound; what is finished when it is cancelled is kept.

    Returns:
        The sounds, and what was left out: unreadable, broken off, silent, not numbers.

    Raises:
        TimbrespaceError: The disk has no room.
        Cancelled: The job was asked to stop.
    """
    job = quiet_job(job, "decode")
    folder = cache_dir() / "training" / str(sample_rate)
    rows: list[Any] = list(corpus.items.itertuples(index=False))
    labels = _labels(corpus)
    found: list[Decoded] = []
    rejects: list[Reject] = []
    with _alone(folder, job):
        _check_room(rows, folder, sample_rate)
        job.begin(sum(float(row.duration_s) for row in rows), "Decoding", unit="s")
        results = _in_order(corpus, rows, folder, sample_rate, job)
        for row, about, result in zip(rows, labels, results, strict=True):
            job.check()
            job.advance(float(row.duration_s))
            if isinstance(result, Reject):
                rejects.append(result)
            else:
                found.append(replace(result, labels=about))
    return found, rejects


@contextmanager
def _alone(folder: Path, job: Job) -> Iterator[None]:
    """Wait until no other training decodes into the folder: both would write the same files."""
    import filelock

    folder.mkdir(parents=True, exist_ok=True)
    lock = filelock.FileLock(folder / ".lock", thread_local=False)
    while True:
        try:
            lock.acquire(timeout=_WAIT_S)
            break
        except filelock.Timeout:
            job.say("Another training is decoding; waiting for it")
            job.check()
    try:
        yield
    finally:
        lock.release()


def _in_order(
    corpus: Corpus, rows: list[Any], folder: Path, sample_rate: int, job: Job
) -> Iterator[Decoded | Reject]:
    def work(row: Any) -> Decoded | Reject:
        job.check()
        return _decode(corpus.base_of(row), row, folder, sample_rate)

    with ThreadPoolExecutor(os.cpu_count() or 1, thread_name_prefix="decode") as pool:
        try:
            yield from pool.map(work, rows)
        finally:
            pool.shutdown(cancel_futures=True)


def _decode(root: Path, row: Any, folder: Path, sample_rate: int) -> Decoded | Reject:
    key = _key(row)
    file = folder / key[:2] / f"{key}.f32"
    if not file.is_file():
        try:
            loudest = _write(root / row.path, row, file, sample_rate)
        except DecodeError as error:
            return reject_of(error, row.path)
        if is_silent(loudest):
            file.unlink(missing_ok=True)
            return Reject(row.path, "silent")
    return Decoded(row, file, file.stat().st_size // _SAMPLE.itemsize, key, {})


def _write(sound: Path, row: Any, file: Path, sample_rate: int) -> float:
    """Decode into ``file``; its peak before resampling."""
    loudest = 0.0

    def write(aside: Path) -> None:
        nonlocal loudest
        resampler = Resampler(int(row.sample_rate), sample_rate)
        blocks = open_blocks(sound, offset_s=row.offset_s, duration_s=row.duration_s, block_s=8)
        with aside.open("wb") as out:
            for block in blocks:
                mono = to_mono(block)
                loudest = max(loudest, peak(mono))
                out.write(resampler.push(mono).astype(_SAMPLE).tobytes())
            rest = resampler.push(np.zeros((1, 0), np.float32), last=True)
            out.write(rest.astype(_SAMPLE).tobytes())

    write_atomically(file, write)
    return loudest


def _labels(corpus: Corpus) -> list[dict[Any, Any]]:
    columns = [str(c) for c in corpus.items if str(c).startswith("label.")]
    named = corpus.items[columns].rename(columns=lambda c: str(c).removeprefix("label."))
    return named.to_dict("records")


def _key(row: Any) -> str:
    """By content and window; the path has no part in it."""
    window = f"{row.offset_s:.9f}-{row.duration_s:.9f}".replace(".", "_")
    return f"{row.sha256[:32]}-{window}"


def _check_room(rows: list[Any], folder: Path, sample_rate: int) -> None:
    missing = [r for r in rows if not (folder / _key(r)[:2] / f"{_key(r)}.f32").is_file()]
    needed = sum(float(row.duration_s) for row in missing) * sample_rate * _SAMPLE.itemsize
    free = shutil.disk_usage(folder).free
    if needed > free:
        raise TimbrespaceError(
            f"Decoding needs {needed / 1e9:.1f} GB in '{folder}', which has {free / 1e9:.1f} GB.",
            "Name another folder in TIMBRESPACE_CACHE, or take fewer sounds with --max-files.",
        )
