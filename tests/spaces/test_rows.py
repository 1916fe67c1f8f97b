"""Rows of a whole corpus as they come: in order, in bounded memory, and stoppable."""

import threading
from pathlib import Path

import numpy as np
import pytest
import soundfile

import timbrespace
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.spaces import rows as module
from timbrespace.spaces.base import Dim, SpaceRecord
from timbrespace.spaces.rows import stream_rows


class Blocks:
    """Each block of a second becomes one row: its mean and the number of its samples."""

    sample_rate, mono = None, True
    records = (SpaceRecord("toy:1:flat", (Dim("mean"), Dim("n")), None, framed=True),)

    def __init__(self):
        self.lead, self.most, self.lock = 0, 0, threading.Lock()

    def open_stream(self, sample_rate):
        return BlockStream(self)


class BlockStream:
    def __init__(self, encoder):
        self.encoder, self.rows = encoder, []

    def push(self, block):
        self.rows.append([block.mean(), block.shape[1]])
        with self.encoder.lock:
            self.encoder.lead += 1
            self.encoder.most = max(self.encoder.most, self.encoder.lead)

    def drain(self):
        rows, self.rows = self.rows, []
        return [np.array(rows, np.float32).reshape(-1, 2)]

    def finish(self):
        return self.drain()


@pytest.fixture
def corpus(tmp_path):
    for name, seconds in {"a": 40, "b": 0.3, "c": 2.5}.items():
        level = ord(name) / 1000
        soundfile.write(tmp_path / f"{name}.wav", np.full(int(seconds * 4000), level), 4000)
    return timbrespace.scan(tmp_path, deep=False)


@pytest.mark.parametrize("workers", [1, 3])
def test_rows_come_in_the_order_of_the_items(corpus, workers):
    parts = [part for (part,) in stream_rows(corpus, Blocks(), workers=workers)]
    rows = np.concatenate(parts)
    names = np.round(rows[:, 0] * 1000).astype(int)
    assert names.tolist() == sorted(names)
    assert [rows[names == ord(n), 1].sum() for n in "abc"] == [160_000, 1200, 10_000]


def test_a_long_sound_waits_for_who_reads_it(corpus):
    encoder = Blocks()
    for _ in stream_rows(corpus, encoder, workers=1):
        with encoder.lock:
            encoder.lead -= 1
    # What waits, what is being put, what is being made, and the last block of a resampler.
    assert encoder.most <= module.PARTS_AHEAD + 4


def test_who_stops_reading_leaves_no_thread_behind(corpus):
    before = threading.active_count()
    reading = stream_rows(corpus, Blocks(), workers=2)
    next(reading)
    reading.close()
    assert threading.active_count() == before


def test_it_can_be_cancelled_and_counts_seconds(corpus):
    job = Job("rows")
    assert list(stream_rows(corpus, Blocks(), job=job)) and job.done == pytest.approx(42.8)
    job.cancel()
    with pytest.raises(Cancelled):
        list(stream_rows(corpus, Blocks(), job=job))


def test_a_sound_that_is_gone_is_named(corpus):
    Path(corpus.root / "b.wav").unlink()
    with pytest.raises(TimbrespaceError, match=r"b\.wav"):
        list(stream_rows(corpus, Blocks()))
