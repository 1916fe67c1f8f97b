"""Let a space of settings grow in a process of its own, and hear how far it is."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.settings.folder import Plan
from timbrespace.settings.growing import Grown

#: Seconds between two looks at whether the job was asked to stop.
LOOK_EVERY_S = 0.1


def grow_aside(
    folder: Path,
    plan: Plan,
    n: int,
    most: int,
    *,
    job: Job,
    on_grown: Callable[[Grown], None] = lambda grown: None,
) -> None:
    """As :meth:`timbrespace.settings.growing.Growing.run`, over there; blocks until it is done.

    Args:
        folder: The atlas, prepared: it has its clip.
        plan: What it is.
        n: Points first.
        most: Points at last.
        job: Gets the progress; when it is asked to stop, the process is ended.
        on_grown: Called on this thread whenever there is more to be seen.

    Raises:
        Cancelled: The job was asked to stop; what there is stays.
        TimbrespaceError: As over there, or the process died.
    """
    request = {"folder": str(folder), "plan": asdict(plan), "n": n, "most": most}
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "timbrespace.settings.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            # Whatever this process found its modules by, the child must find them by too.
            env=os.environ
            | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "OMP_NUM_THREADS": "1"},
            text=True,
            encoding="utf-8",
        )
        try:
            _converse(process, request, job, on_grown)
        except _Died:
            code = process.wait()
            errors.seek(0)
            last = errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
            raise TimbrespaceError(
                f"The process that tries settings died (exit code {code}). {last}".rstrip(),
                "Start it again: it goes on where it was.",
            ) from None
        finally:
            _end(process)


class _Died(Exception):
    pass


def _converse(
    process: subprocess.Popen[str],
    request: dict[str, Any],
    job: Job,
    on_grown: Callable[[Grown], None],
) -> None:
    assert process.stdin is not None
    messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
    threading.Thread(target=_listen, args=(process, messages), daemon=True).start()
    try:
        process.stdin.write(json.dumps(request) + "\n")
        process.stdin.flush()
    except BrokenPipeError:
        raise _Died from None
    while True:
        job.check()
        try:
            message = messages.get(timeout=LOOK_EVERY_S)
        except queue.Empty:
            continue
        if message is None:
            raise _Died
        if "error" in message:
            raise TimbrespaceError(*message["error"])
        if "done" in message:
            return
        if "grown" in message:
            on_grown(Grown(**message["grown"]))
        else:
            _pass_on(message["progress"], job)


def _listen(process: subprocess.Popen[str], messages: queue.Queue[dict[str, Any] | None]) -> None:
    assert process.stdout is not None
    with process.stdout as lines:
        for line in lines:
            messages.put(json.loads(line))
    messages.put(None)


def _pass_on(progress: list[Any], job: Job) -> None:
    done, total, message = progress
    if total != job.total:
        job.begin(total, message)
    job.advance(done - job.done, message)


def _end(process: subprocess.Popen[str]) -> None:
    """Kill it, by its own handle, and let go of the pipes."""
    process.kill()
    process.wait()
    assert process.stdin is not None
    try:
        process.stdin.close()
    except BrokenPipeError:
        pass
