"""Our end of a plug-in's process: it is asked, watched, and mourned."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import weakref
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from timbrespace.effects.base import Audio
from timbrespace.effects.plugins.errors import PluginFailed
from timbrespace.effects.plugins.watched import messages
from timbrespace.effects.plugins.watched.shared import MOST, STEP, Shape, Shared, new_file
from timbrespace.effects.plugins.watched.watchdog import WATCHDOG

#: Seconds until a plug-in that does not start counts as hung.
OPENING_S = 30.0
#: Seconds until one that was given sound does, and as many times as long as the sound takes.
PATIENCE_S, PATIENCE_PER_S = 2.0, 4.0

_MODULE = "timbrespace.effects.plugins.watched.child"


@dataclass(frozen=True)
class Opening:
    """What a process is told to open.

    Args:
        kind: Which sort of plug-in.
        title: For messages.
        details: Plain data, as the host of that kind takes it.
        controls: How many numbers it is given and gives.
        resting: The numbers that it starts with, the first of all.
        inputs: Rows of samples that go into one instance.
        outputs: Rows that come out.
    """

    kind: Literal["lv2", "vst3"]
    title: str
    details: Any
    controls: int
    resting: Sequence[float]
    inputs: int
    outputs: int


class PluginProcess:
    """A process with one plug-in in it.

    Args:
        opening: What runs there.
        sample_rate: In Hz.
        copies: How many instances, each with rows of its own.

    Attributes:
        about: What the plug-in says of itself, once it is open.
        owes_by_s: See :class:`timbrespace.effects.plugins.watched.watchdog.Watched`.

    Raises:
        PluginFailed: It crashed, hung or refused while it was opened.
    """

    def __init__(self, opening: Opening, sample_rate: int, copies: int = 1) -> None:
        self.owes_by_s: float | None = None
        self._title, self._rate = opening.title, sample_rate
        self._hung, self._waiting = False, 0
        self._last_rites: weakref.finalize[[subprocess.Popen[bytes]], PluginProcess] | None = None
        shape = Shape(opening.controls, copies * opening.inputs, copies * opening.outputs)
        self._file = new_file(shape)
        self._shared = Shared(self._file, shape)
        try:
            self._process = self._started()
            WATCHDOG.watch(self)
            self.about = self._open(opening, shape, copies)
        except BaseException:
            self.end()
            raise
        finally:
            self._forget_file()

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    def set(self, numbers: Sequence[float]) -> None:
        """The first numbers of the plug-in, from now on."""
        self._shared.controls[: len(numbers)] = numbers

    def process(self, rows: Audio) -> Audio:
        """Samples ``(inputs, n)`` through it; ``n`` at most :data:`MOST`; ``(outputs, n)`` is
        a view that holds until the next call.

        Raises:
            PluginFailed: It crashed, hung, or gave samples that are no numbers.
        """
        length = rows.shape[1]
        self._shared.inputs[:, self._waiting : self._waiting + length] = rows
        patience_s = PATIENCE_S + PATIENCE_PER_S * length / self._rate
        messages_in = self._request(messages.PROCESS, length, patience_s)
        self._heed(messages_in)
        self._waiting = (self._waiting + length) % STEP
        out: Audio = self._shared.outputs[:, :length]
        if not np.isfinite(out).all():
            raise PluginFailed(self._title, "not finite", "gave samples that are no numbers")
        return out

    def reset(self) -> None:
        """Silence lies behind.

        Raises:
            PluginFailed: It crashed or hung.
        """
        self._heed(self._request(messages.RESET, 0, OPENING_S))
        self._waiting = 0

    def give_up(self) -> None:
        """End it because it has not answered."""
        self._hung = True
        self._process.kill()

    def end(self) -> None:
        """End it; a second call does nothing."""
        WATCHDOG.forget(self)
        if self._last_rites is not None:
            self._last_rites()

    def _started(self) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            # Whatever this process found its modules by, the child must find them by too.
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )
        # Whoever forgets to end it leaves no process behind all the same.
        self._last_rites = weakref.finalize(self, _end, process)
        assert process.stdin is not None and process.stdout is not None
        self._to, self._from = process.stdin.fileno(), process.stdout.fileno()
        return process

    def _open(self, opening: Opening, shape: Shape, copies: int) -> dict[str, Any]:
        asked = {
            "kind": opening.kind,
            "details": opening.details,
            "shared": str(self._file),
            "shape": [shape.controls, shape.inputs, shape.outputs],
            "resting": list(opening.resting),
            "sample_rate": self._rate,
            "copies": copies,
        }
        self.owes_by_s = time.monotonic() + OPENING_S
        try:
            messages.send_text(self._to, messages.OPEN, asked)
            answer = messages.receive(self._from)
        except BrokenPipeError:
            answer = None
        finally:
            self.owes_by_s = None
        about: dict[str, Any] = self._heed(answer)
        return about

    def _request(self, kind: bytes, number: int, patience_s: float) -> messages.Message | None:
        self.owes_by_s = time.monotonic() + patience_s
        try:
            messages.send(self._to, kind, number)
            return messages.receive(self._from)
        except BrokenPipeError:
            return None
        finally:
            self.owes_by_s = None

    def _heed(self, answer: messages.Message | None) -> Any:
        if answer is None:
            raise self._mourned()
        if answer.kind == messages.FAILED:
            raise PluginFailed(self._title, "refused", str(answer.content()))
        return answer.content() if answer.text else None

    def _mourned(self) -> PluginFailed:
        code = self._process.wait()
        if self._hung:
            return PluginFailed(self._title, "hung", "did not answer any more and was ended")
        return PluginFailed(self._title, "crashed", f"crashed ({_cause(code)})")

    def _forget_file(self) -> None:
        """Both sides have it mapped; its name is needed no more."""
        try:
            Path(self._file).unlink(missing_ok=True)
        except PermissionError:
            pass  # Windows keeps a mapped file; it lies among the temporary ones.


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()


def _cause(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    return signal.strsignal(-code) or f"signal {-code}"


__all__ = ["MOST", "Opening", "PluginProcess"]
