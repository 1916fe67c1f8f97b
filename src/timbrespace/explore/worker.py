"""Layouts in a process of their own, so that a server answers on and a layout can be stopped."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import prepare
from timbrespace.explore.layout import Layout, MethodName, Projection
from timbrespace.jobs import Job, quiet_job

#: Seconds between two looks at whether the job was asked to stop.
LOOK_EVERY_S = 0.1


class LayoutWorker:
    """A child process that compiles ahead and then lays out on request.

    Its methods may be called from any thread; layouts are made one after the other. The child
    ends on :meth:`close`, with this process, or when a job is cancelled (another one is then
    started and warmed up for the next).

    Args:
        warm: Methods to compile as soon as it starts.

    Example:
        >>> with LayoutWorker(warm=()) as worker:
        ...     worker.compute([[0.0, 1.0], [2.0, 3.0]], "pca").points.round(3).tolist()
        [[-1.0, 0.0], [1.0, 0.0]]
    """

    def __init__(self, warm: tuple[MethodName, ...] = ("umap",)) -> None:
        self._warm = warm
        self._one_at_a_time = threading.Lock()
        self._guard = threading.Lock()
        self._child: _Child | None = None
        self._closed = False

    @property
    def pid(self) -> int | None:
        """Process id of the child, None while there is none."""
        return self._child.process.pid if self._child is not None else None

    def start(self) -> None:
        """Start the child unless it runs; returns at once, the compiling goes on over there."""
        self._running()

    def compute(
        self,
        latents: ArrayLike,
        method: MethodName,
        *,
        dims: int = 2,
        seed: int = 0,
        params: Mapping[str, Any] | None = None,
        init: ArrayLike | None = None,
        job: Job | None = None,
    ) -> Layout:
        """As :func:`timbrespace.explore.layout.compute`, over there; blocks until it is made.

        Raises:
            Cancelled: The job was asked to stop; the child is ended.
            TimbrespaceError: As over there, or the child died.
        """
        job = quiet_job(job, "layout")
        rows = prepare.checked(latents)
        with self._one_at_a_time, tempfile.TemporaryDirectory(prefix="timbrespace-") as folder:
            np.save(Path(folder) / "latents.npy", rows)
            if init is not None:
                np.save(Path(folder) / "init.npy", np.asarray(init, np.float32))
            request = {
                "folder": folder,
                "method": method,
                "dims": dims,
                "seed": seed,
                "params": dict(params or {}),
                "init": init is not None,
            }
            done = self._ask(request, job)
            with np.load(Path(folder) / "layout.npz", allow_pickle=False) as arrays:
                found = dict(arrays)
        points = found.pop("points")
        model = Projection(**found) if found else None
        return Layout(points, method, dims, seed, done["params"], model)

    def close(self) -> None:
        """End the child, and what it is doing; a second call does nothing."""
        with self._guard:
            self._closed = True
            if self._child is not None:
                self._child.end()
                self._child = None

    def __enter__(self) -> LayoutWorker:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _running(self) -> _Child:
        with self._guard:
            if self._closed:
                raise TimbrespaceError("The layout worker is closed.", "Start a new one.")
            if self._child is None or self._child.process.poll() is not None:
                if self._child is not None:
                    self._child.end()
                self._child = _Child(self._warm)
            return self._child

    def _ask(self, request: dict[str, Any], job: Job) -> dict[str, Any]:
        child = self._running()
        try:
            return child.ask(request, job)
        except BaseException:
            # Ctrl-C included: whatever cut this short, nobody waits for that answer any more.
            if job.cancelled or not child.idle:
                child.end()
                if not self._closed:
                    self._running()
            raise


class _Child:
    """The process, and the two pipes to it."""

    def __init__(self, warm: tuple[str, ...]) -> None:
        self.idle = True
        self._errors = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "timbrespace.explore.child", *warm],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            # Whatever this process found its modules by, the child must find them by too.
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            text=True,
            encoding="utf-8",
        )
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def ask(self, request: dict[str, Any], job: Job) -> dict[str, Any]:
        """Send a request, pass its progress on, and wait for the answer."""
        self.idle = False
        self._send(request)
        while True:
            job.check()
            try:
                message = self._messages.get(timeout=LOOK_EVERY_S)
            except queue.Empty:
                continue
            if message is None:
                raise self._died()
            if "progress" in message:
                _pass_on(message["progress"], job)
                continue
            self.idle = True
            if "error" in message:
                raise TimbrespaceError(*message["error"])
            done: dict[str, Any] = message["done"]
            return done

    def end(self) -> None:
        """Kill it, by its own handle, and let go of the pipes."""
        self.process.kill()
        self.process.wait()
        assert self.process.stdin is not None
        try:
            self.process.stdin.close()
        except BrokenPipeError:
            pass
        self._errors.close()

    def _send(self, request: dict[str, Any]) -> None:
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(json.dumps(request) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            raise self._died() from None

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout as lines:
            for line in lines:
                self._messages.put(json.loads(line))
        self._messages.put(None)

    def _died(self) -> TimbrespaceError:
        code = self.process.wait()
        self._errors.seek(0)
        last = self._errors.read().decode("utf-8", "replace").strip().rpartition("\n")[2]
        return TimbrespaceError(
            f"The process that lays out died (exit code {code}). {last}".rstrip(),
            "Try again; if memory ran out, close other programs or take fewer items.",
        )


def _pass_on(progress: list[Any], job: Job) -> None:
    done, total, message = progress
    if message != job.message or total != job.total:
        job.begin(total, message)
    job.advance(done - job.done)
