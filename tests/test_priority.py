"""What may wait stands back."""

import os
import subprocess
import sys
import threading

import pytest

from timbrespace.priority import OF_PROCESS, OF_THREAD, thread_gives_way

TELL = """
import os
from pathlib import Path
from timbrespace.priority import give_way
before = os.nice(0), os.getsid(0)
give_way()
group = Path("/proc/self/autogroup")
print(os.nice(0) - before[0], os.getsid(0) == os.getpid(),
      group.read_text().split()[-1] if group.exists() else "none")
"""


@pytest.mark.skipif(sys.platform != "linux", reason="sessions that share cores are of Linux")
def test_a_child_stands_behind_others_in_a_session_of_its_own():
    told = subprocess.run(
        [sys.executable, "-c", TELL], capture_output=True, text=True, check=True
    ).stdout.split()
    assert told[:2] == [str(OF_PROCESS), "True"]
    # A system that does not share by sessions has no such file; one that is asked twice within
    # a tenth of a second may refuse.
    assert told[2] in {str(OF_PROCESS), "none", "0"}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has priorities of threads")
def test_a_thread_stands_behind_and_leaves_the_others_alone():
    found: list[int] = []

    def work() -> None:
        thread_gives_way()
        found.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [OF_THREAD]
    assert os.getpriority(os.PRIO_PROCESS, threading.get_native_id()) == before
