"""The page opens at once, and the map grows on it while sounds are still being encoded."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from timbrespace.api import Watcher
from timbrespace.app.backend import Backend
from timbrespace.app.empty import EmptyAtlas
from timbrespace.app.server import PORT, Running, serve
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job

if TYPE_CHECKING:
    from timbrespace.api import Atlas
    from timbrespace.corpus import Corpus

Build = Callable[[Job, Watcher], "Atlas"]

#: Least seconds between two looks at a growing atlas.
LOOK_S = 1.0
#: A look may take this share of the time: a large table is read less often.
LOOK_SHARE = 0.1


class PageWatcher(Watcher):
    """Passes on to every open page how an atlas grows.

    The page gets an atlas of its own for each state, so that what it reads does not
    change while the build goes on writing.

    Args:
        backend: What the pages read from.
        title: What they show before the first chunk.
    """

    def __init__(self, backend: Backend, title: str) -> None:
        self.backend = backend
        self.title = title
        self._next_look_s = 0.0
        # UMAP compiles for a minute: let it, while sounds are being encoded.
        backend.layouter.start()

    def scanned(self, corpus: Corpus) -> None:
        """Show what was left out."""
        self.backend.show(EmptyAtlas(self.title, corpus.rejects))
        self.backend.notify_atlas()

    def grew(self, atlas: Atlas) -> None:
        """Show the items that are new, but not more often than a page can take them."""
        if time.monotonic() >= self._next_look_s:
            self.look(atlas)

    def mapped(self, atlas: Atlas, name: str) -> None:
        """Show a map, with all the items that are on it."""
        self.look(atlas)
        self.backend.notify_map(name)

    def look(self, atlas: Atlas) -> None:
        """Show the atlas as it is on disk now."""
        from timbrespace.api import Atlas as Fresh

        began_s = time.monotonic()
        self.backend.show(Fresh(atlas.store, atlas.sounds))
        took_s = time.monotonic() - began_s
        self._next_look_s = time.monotonic() + max(LOOK_S, took_s / LOOK_SHARE)

    def compute(self, *args: Any, **options: Any) -> Any:
        """Lay out in another process, so that the page stays quick meanwhile."""
        return self.backend.layouter.compute(*args, **options)


def start_build(backend: Backend, build: Build, title: str) -> Job:
    """Run a build as a job that every page sees, can cancel and resume.

    Args:
        backend: What the pages read from.
        build: Gets the job and a watcher; returns the finished atlas.
        title: What a person reads beside the bar.
    """
    watcher = PageWatcher(backend, title)

    def work(job: Job) -> None:
        atlas = build(job, watcher)
        watcher.look(atlas)
        backend.notify_atlas()

    return backend.jobs.run(Job("build", title), work)


def serve_while_building(
    build: Build,
    title: str,
    *,
    port: int = PORT,
    open_browser: bool = True,
    say: Callable[[str], None] = print,
    on_ready: Callable[[Running], None] | None = None,
    set_up_began_s: float | None = None,
) -> None:
    """Serve the page at once and build the atlas behind it, until Ctrl-C.

    What is finished then stays, and the same command goes on from there.

    Args:
        build: Gets a job and a watcher; returns the finished atlas.
        title: What a person reads beside the bar.
        port: Where; if it is taken, one of the next ten.
        open_browser: Whether to open the page.
        say: Gets each line for the terminal.
        on_ready: Called once the page answers, after the build has been started.

    Raises:
        TimbrespaceError: No port is free, or the build has failed with nothing to show.
    """
    began_s = time.monotonic()
    backend = Backend(EmptyAtlas(title))
    failures: list[TimbrespaceError] = []

    def noting_failures(job: Job, watcher: Watcher) -> Atlas:
        try:
            return build(job, watcher)
        except TimbrespaceError as error:
            failures.append(error)
            raise

    def ready(running: Running) -> None:
        job = start_build(backend, noting_failures, title)
        report = threading.Thread(
            target=_report,
            args=(running, job, began_s, set_up_began_s, say),
            name="report",
            daemon=True,
        )
        report.start()
        if on_ready is not None:
            on_ready(running)

    serve(backend, port=port, open_browser=open_browser, on_ready=ready, say=say)
    if failures and not backend.n_items:
        raise failures[-1]


def _report(
    running: Running,
    job: Job,
    began_s: float,
    set_up_began_s: float | None,
    say: Callable[[str], None],
) -> None:
    """Say in the terminal how the build goes, and how it ended."""
    backend, shown, is_heard = running.backend, "", False
    while backend.jobs.wait(job.id, LOOK_S / 4) in ("waiting", "running"):
        shown = _show(job, shown)
        if backend.n_items and not is_heard:
            is_heard, shown = True, _show(None, shown)
            say(_first_sound(time.monotonic() - began_s, set_up_began_s))
    _show(None, shown)
    if job.state == "done":
        say(f"{backend.n_items} sounds are on the map after {time.monotonic() - began_s:.1f} s.")
    elif job.state == "failed" and backend.n_items:
        say(f"The build has failed: {job.error}")
    elif job.state == "failed":
        running.stop()  # There is nothing to look at; the terminal gets the error itself.


def _first_sound(took_s: float, set_up_began_s: float | None) -> str:
    line = f"The first sounds can be heard after {took_s:.1f} s"
    if set_up_began_s is None:
        return f"{line}."
    return f"{line}; with the set-up before it, {time.time() - set_up_began_s:.0f} s."


def _show(job: Job | None, shown: str) -> str:
    """One line that is written over, where there is a terminal."""
    if not sys.stderr.isatty():
        return shown
    line = "" if job is None else _line(job)
    sys.stderr.write("\r" + line.ljust(len(shown)) + ("\r" if job is None else ""))
    sys.stderr.flush()
    return line


def _line(job: Job) -> str:
    share = f"{job.done / job.total:4.0%}" if job.total else "  ..."
    eta = f", {job.eta_s:.0f} s to go" if job.eta_s is not None else ""
    return f"{share} {job.message}{eta}"[:100]
