"""Real time: the collector rests while it runs, and everything is as before afterwards."""

from __future__ import annotations

import gc
import sys

import pytest

from timbrespace.live.realtime import SWITCH_S, in_real_time


def test_the_collector_rests_and_comes_back():
    before = gc.isenabled(), sys.getswitchinterval(), gc.get_freeze_count()
    with in_real_time():
        assert not gc.isenabled() and gc.get_freeze_count() > before[2]
        assert sys.getswitchinterval() == pytest.approx(SWITCH_S)
        with in_real_time():
            pass
        assert not gc.isenabled()
    assert (gc.isenabled(), sys.getswitchinterval()) == (before[0], pytest.approx(before[1]))


def test_also_after_an_error():
    with pytest.raises(RuntimeError), in_real_time():
        raise RuntimeError
    assert gc.isenabled()
