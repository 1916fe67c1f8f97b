"""What is worked out aside gives way to all else."""

from __future__ import annotations

import os
import sys
import threading

import pytest

from timbrespace.app.live.aside import Aside
from timbrespace.priority import OF_THREAD


@pytest.fixture
def aside():
    return Aside()


def test_one_after_another_on_one_thread(aside):
    ids = {aside.run(threading.get_ident) for _ in range(5)}
    assert len(ids) == 1 and threading.get_ident() not in ids


def test_what_fails_there_fails_here(aside):
    with pytest.raises(ZeroDivisionError):
        aside.run(lambda: 1 / 0)
    assert aside.run(lambda: 3) == 3


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of threads")
def test_only_its_thread_stands_back(aside):
    def priority():
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    mine = priority()
    assert aside.run(priority) >= min(19, OF_THREAD)
    assert priority() == mine
