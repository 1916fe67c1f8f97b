"""The child process that lays out: requests come as JSON lines, arrays as ``.npy`` files.

Run by :class:`timbrespace.explore.worker.LayoutWorker` as ``python -m``, not forked and not
spawned by multiprocessing, so that nobody's main module is imported a second time. It ends when
its input does, hence with its parent, whatever became of that.
"""

from __future__ import annotations

import json
import os
import queue
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, TextIO

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import layout, warm
from timbrespace.jobs import Job
from timbrespace.priority import give_way

#: Seconds between two messages about the same stage.
REPORT_EVERY_S = 0.1


class Reports:
    """Sends what a job says to the parent, not too often.

    Args:
        out: Where messages go, one JSON object a line.
    """

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last_s = 0.0
        self._message = ""

    def send(self, **message: Any) -> None:
        """Send one message."""
        self._out.write(json.dumps(message) + "\n")
        self._out.flush()

    def follow(self, job: Job) -> None:
        """Listener of a job: a new stage at once, counts ten times a second."""
        now_s = time.monotonic()
        if job.message != self._message or now_s - self._last_s > REPORT_EVERY_S:
            self._last_s, self._message = now_s, job.message
            self.send(progress=[job.done, job.total, job.message])


def main() -> None:
    """Warm up, then answer requests until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    reports = Reports(_claim_output())
    requests: queue.Queue[dict[str, Any]] = queue.Queue()
    threading.Thread(target=_listen, args=(requests,), daemon=True).start()
    give_way()  # A page that plays goes before a map in the making.
    warmed = threading.Event()
    methods = [name for name in layout.methods() if name in sys.argv[1:]]
    threading.Thread(target=_warm, args=(methods, warmed), daemon=True).start()
    while True:
        request = requests.get()
        # Compiled code of one library must not run on two threads at once; PCA has none.
        if request["method"] != "pca" and not warmed.is_set():
            reports.send(progress=[0, None, "Compiling, once"])
            warmed.wait()
        try:
            reports.send(done=_answer(request, reports))
        except TimbrespaceError as error:
            reports.send(error=[error.message, error.remedy])
        except Exception as error:
            reports.send(error=[f"The layout failed: {type(error).__name__}: {error}", ""])


def _claim_output() -> TextIO:
    """The real standard output for us alone; what libraries print goes to standard error."""
    ours = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return ours


def _listen(requests: queue.Queue[dict[str, Any]]) -> None:
    """Take requests; the end of the input is the end of the parent."""
    for line in sys.stdin:
        requests.put(json.loads(line))
    os._exit(0)


def _warm(methods: list[layout.MethodName], warmed: threading.Event) -> None:
    try:
        for method in methods:
            warm.warm_up(method)
    finally:
        warmed.set()


def _answer(request: dict[str, Any], reports: Reports) -> dict[str, Any]:
    folder = Path(request["folder"])
    job = Job("layout", on_change=reports.follow)
    init = np.load(folder / "init.npy", allow_pickle=False) if request["init"] else None
    made = layout.compute(
        np.load(folder / "latents.npy", allow_pickle=False, mmap_mode="r"),
        request["method"],
        dims=request["dims"],
        seed=request["seed"],
        params=request["params"],
        init=init,
        job=job,
    )
    arrays = {"points": made.points}
    if made.model is not None:
        arrays |= vars(made.model)
    np.savez(folder / "layout.npz", **arrays)  # type: ignore[arg-type]
    return {"params": made.params}


if __name__ == "__main__":
    main()
