from __future__ import annotations

import gc
import os
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from timbrespace.effects.plugins.errors import PluginFailed
from timbrespace.effects.plugins.lv2.effect import open_lv2
from timbrespace.effects.plugins.watched import process as module
from timbrespace.effects.plugins.watched.process import PluginProcess

posix = pytest.mark.skipif(os.name != "posix", reason="looks at POSIX processes")


def opened(zoo, name):
    return PluginProcess(open_lv2(f"{zoo}{name}").opening, 48_000)


def gone(pid):
    """Whether no process has this id, some moments from now at the latest."""
    end_s = time.monotonic() + 120
    while time.monotonic() < end_s:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.1)
    return False


def test_it_leaves_nothing_behind(zoo):
    process = opened(zoo, "late")
    folder = process._file.parent
    assert not process._file.exists(), "the memory has a name only while it is opened"
    process.end()
    process.end()
    assert not process.alive
    assert process._file not in folder.iterdir()


def test_one_that_hangs_while_it_starts_is_ended(zoo, monkeypatch):
    monkeypatch.setattr(module, "OPENING_S", 1.0)
    with pytest.raises(PluginFailed, match="did not answer"):
        opened(zoo, "stuck")


def test_one_that_is_gone_says_so_and_does_not_break_a_pipe(zoo):
    process = opened(zoo, "late")
    process._process.kill()
    process._process.wait()
    with pytest.raises(PluginFailed, match="crashed"):
        process.process(np.zeros((1, 64), np.float32))
    process.end()


@posix
def test_it_ends_with_its_parent_even_while_it_hangs(zoo, zoo_folder):
    code = (
        "import numpy as np, sys, threading, time\n"
        "from timbrespace.effects.plugins.lv2.effect import open_lv2\n"
        f"effect = open_lv2('{zoo}trouble')\n"
        "running = effect.stream(48_000, 1)\n"
        "print(running._process.pid, flush=True)\n"
        "running.process(np.zeros((1, 64), np.float32), np.array([0.4]))\n"
    )
    parent = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True,
        env=os.environ | {"LV2_PATH": str(zoo_folder)},
    )  # fmt: skip
    with parent:
        pid = int(parent.stdout.readline())
        time.sleep(0.3)
        parent.kill()
    assert gone(pid)


@posix
def test_a_crash_leaves_no_core_dump(zoo):
    process = opened(zoo, "late")
    limits = Path(f"/proc/{process.pid}/limits")
    if limits.exists():
        (line,) = [each for each in limits.read_text().splitlines() if "core file" in each]
        assert line.split()[4:6] == ["0", "0"]
    process.end()


@posix
def test_one_that_is_forgotten_ends_all_the_same(zoo):
    running = open_lv2(f"{zoo}late").stream(48_000)
    pid = running._process.pid
    del running
    gc.collect()
    assert gone(pid)
