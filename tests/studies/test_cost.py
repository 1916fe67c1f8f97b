"""Seconds, memory and disk of a stretch of work."""

from __future__ import annotations

import sys
import time

import numpy as np
import pytest

from timbrespace.studies.cost import folder_mb, measured


def test_time_and_disk_are_those_of_the_block(tmp_path):
    (tmp_path / "before").write_bytes(bytes(500_000))
    with measured(tmp_path) as cost:
        time.sleep(0.2)
        (tmp_path / "deep").mkdir()
        (tmp_path / "deep" / "file").write_bytes(bytes(2_000_000))
    assert cost.seconds >= 0.2 and 0 <= cost.cpu_seconds < cost.seconds
    assert cost.disk_mb == pytest.approx(2.0)
    assert folder_mb(tmp_path) == pytest.approx(2.5)
    assert folder_mb(tmp_path / "nowhere") == 0


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells the memory in use")
def test_memory_given_back_before_is_not_counted_again(tmp_path):
    with measured(tmp_path) as large:
        block = np.ones(40_000_000)
        time.sleep(0.2)
    del block
    with measured(tmp_path) as small:
        time.sleep(0.2)
    assert large.memory_mb >= small.memory_mb + 250


def test_what_failed_is_measured_too(tmp_path):
    with pytest.raises(ValueError), measured(tmp_path) as cost:
        raise ValueError
    assert cost.seconds > 0
