"""The process in which a space of settings grows, so that what plays meanwhile is not disturbed.

Run by :func:`timbrespace.settings.worker.grow_aside` as ``python -m``: the request is the first
line of its input, progress goes out as JSON lines. It ends when its input does, hence with its
parent, whatever became of that.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.priority import give_way

#: Seconds between two messages about progress.
REPORT_EVERY_S = 0.1


def main() -> None:
    """Grow one space, then end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    out = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # What libraries print is no message.
    request = json.loads(sys.stdin.readline())
    threading.Thread(target=_watch_parent, daemon=True).start()
    give_way()  # What plays goes before a map in the making.
    tell = _Teller(out)
    try:
        _grow(request, tell)
        tell.send(done=True)
    except TimbrespaceError as error:
        tell.send(error=[error.message, error.remedy])
    except Exception as error:
        tell.send(error=[f"The settings failed: {type(error).__name__}: {error}", ""])


class _Teller:
    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._last_s, self._before = 0.0, (None, "")
        self._lock = threading.Lock()

    def send(self, **message: Any) -> None:
        with self._lock:
            self._out.write(json.dumps(message) + "\n")
            self._out.flush()

    def follow(self, job: Job) -> None:
        now_s, about = time.monotonic(), (job.total, job.message)
        if about != self._before or now_s - self._last_s > REPORT_EVERY_S:
            self._last_s, self._before = now_s, about  # type: ignore[assignment]
            self.send(progress=[job.done, job.total, job.message])


def _grow(request: dict[str, Any], tell: _Teller) -> None:
    from timbrespace.explore.warm import warm_up
    from timbrespace.settings.embeddings import open_embedding
    from timbrespace.settings.folder import Folder, Plan
    from timbrespace.settings.growing import Growing

    plan = Plan(**request["plan"])
    folder = Path(request["folder"])
    # Compiling takes as long as the first few hundred points.
    threading.Thread(target=warm_up, daemon=True).start()
    kept = Folder(folder)
    recipe = kept.recipe()
    effect = recipe.open()
    growing = Growing(
        folder,
        effect,
        kept.clip(),
        open_embedding(plan.embedding, effect),
        plan,
        text=recipe.text,
        job=Job("settings", on_change=tell.follow),
        on_grown=lambda grown: tell.send(grown=asdict(grown)),
    )
    growing.run(request["n"], request["most"])


def _watch_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
