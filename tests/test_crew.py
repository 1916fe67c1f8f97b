"""Functions called in other processes: their answers, their errors, and how they end."""

from __future__ import annotations

import io
import math
import os
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from timbrespace.crew import Crew, read, serve, write
from timbrespace.errors import TimbrespaceError


def refuse(text):
    raise TimbrespaceError(text, "Ask otherwise.")


@pytest.fixture(scope="module")
def crew():
    with Crew(2) as found:
        yield found


def test_all_calls_are_answered_with_their_own_answer(crew):
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda n: crew.call(math.factorial, n), range(40)))
    assert found == [math.factorial(n) for n in range(40)]


def test_work_is_spread_over_processes_that_are_not_this_one(crew):
    with ThreadPoolExecutor(2) as pool:
        pids = set(pool.map(lambda _: crew.call(os.getpid), range(20)))
    assert 1 <= len(pids) <= 2
    assert os.getpid() not in pids


def test_linear_algebra_over_there_has_one_thread(crew):
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        assert crew.call(os.getenv, name) == "1"


def test_what_a_function_raises_is_raised_here_and_the_child_lives_on(crew):
    with pytest.raises(ValueError, match="not an integer|factorial"):
        crew.call(math.factorial, -1)
    with pytest.raises(TimbrespaceError) as told:
        crew.call(refuse, "No.")
    assert told.value.remedy == "Ask otherwise."
    assert crew.call(math.hypot, 3, 4) == 5


def test_what_is_printed_over_there_breaks_no_answer(crew):
    assert crew.call(print, "hello") is None
    assert crew.call(abs, -1) == 1


def test_a_child_that_dies_is_named():
    with Crew(1) as crew:
        with pytest.raises(TimbrespaceError, match="died") as told:
            crew.call(os._exit, 3)
        assert "exit code 3" in str(told.value)
        assert told.value.remedy


def test_closing_ends_what_is_going_on():
    with Crew(1) as crew:
        pid = crew.call(os.getpid)
        failed = []

        def wait():
            try:
                crew.call(time.sleep, 60)
            except TimbrespaceError as error:
                failed.append(error)

        threads = [threading.Thread(target=wait) for _ in range(2)]
        for thread in threads:
            thread.start()
        time.sleep(0.2)
        crew.close()
        for thread in threads:
            thread.join(120)
        assert len(failed) == 2
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_ctrl_c_is_not_for_the_children_and_not_taken_from_their_parent():
    # A run that a shell began in the background was told to ignore it.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with Crew(1) as crew:
            assert os.getsid(crew.call(os.getpid)) != os.getsid(0)
            assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)


def test_messages_are_whole_or_none():
    pipe = io.BytesIO()
    write(pipe, {"a": [1, None]})
    whole = pipe.getvalue()
    assert read(io.BytesIO(whole)) == {"a": [1, None]}
    for cut in range(len(whole)):
        assert read(io.BytesIO(whole[:cut])) is None


def test_a_child_ends_when_nobody_asks_any_more():
    requests, answers = io.BytesIO(), io.BytesIO()
    write(requests, (abs, (-2,), {}))
    requests.seek(0)
    serve(requests, answers)
    answers.seek(0)
    assert read(answers) == (2, None)
    assert read(answers) is None
