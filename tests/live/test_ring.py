"""The ring: what goes in comes out, in order, also between two threads."""

from __future__ import annotations

import threading
import time

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.live.ring import Ring


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 9)), max_size=60), st.integers(1, 8))
def test_first_in_first_out(steps, capacity):
    ring, held, count = Ring(2, capacity), [], 0
    for writes, n in steps:
        if writes:
            values = np.arange(count, count + n, dtype=np.float32)
            took = ring.write(np.stack([values, -values]))
            assert took == min(n, capacity - len(held))
            held += values[:took].tolist()
            count += took
        else:
            out = np.full((2, n), np.nan, np.float32)
            gave = ring.read_into(out)
            assert gave == min(n, len(held))
            assert out[0, :gave].tolist() == held[:gave]
            assert (out[1, :gave] == -out[0, :gave]).all() and np.isnan(out[:, gave:]).all()
            held = held[gave:]
        assert (ring.available, ring.room) == (len(held), capacity - len(held))


def test_one_writer_and_one_reader():
    ring, n = Ring(1, 997), 40_000
    got = []

    def read():
        out, done = np.zeros((1, 31), np.float32), 0
        while done < n:
            k = ring.read_into(out)
            got.append(out[0, :k].copy())
            done += k
            if not k:
                time.sleep(0)

    reader = threading.Thread(target=read)
    reader.start()
    sent = 0
    while sent < n:
        block = np.arange(sent, min(sent + 53, n), dtype=np.float32)[None]
        took = ring.write(block)
        sent += took
        if not took:
            time.sleep(0)
    reader.join(20)
    assert (np.concatenate(got) == np.arange(n)).all()
