"""The process that a plug-in runs in: opens it, lets sound through it, and says what went wrong.

Run by :class:`timbrespace.effects.plugins.watched.process.PluginProcess` as ``python -m``. It
ends when its input does, hence with its parent, whatever became of that.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, Protocol

from timbrespace.effects.plugins.watched import messages
from timbrespace.effects.plugins.watched.blocks import Blocks
from timbrespace.effects.plugins.watched.shared import Shape, Shared
from timbrespace.errors import TimbrespaceError

#: Seconds between two looks at whether the parent still lives, while a plug-in may hang.
LOOK_EVERY_S = 1.0


class Run(Protocol):
    """A plug-in that runs here, whatever its kind."""

    def run(self, length: int, at: int) -> None:
        """Let ``length`` samples through, into those from ``at``."""

    def reset(self) -> None:
        """Begin from silence."""

    def about(self) -> dict[str, Any]:
        """What the other side wants to know after it was opened."""


def main() -> None:
    """Answer until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = _claim_output()
    _leave_no_core_dump()
    threading.Thread(target=_end_with_parent, args=(os.getppid(),), daemon=True).start()
    blocks, plug = None, None
    while (message := messages.receive(0)) is not None:
        try:
            if message.kind == messages.PROCESS and blocks is not None:
                blocks.process(message.number)
                messages.send(answers, messages.DONE)
            elif message.kind == messages.RESET and blocks is not None and plug is not None:
                plug.reset()
                blocks.reset()
                messages.send(answers, messages.DONE)
            else:
                plug = None  # Of two plug-ins, the first is gone before the second comes.
                plug, blocks, about = _open(message.content())
                messages.send_text(answers, messages.DONE, about)
        except TimbrespaceError as error:
            messages.send_text(answers, messages.FAILED, error.message)
        except Exception as error:
            what = f"failed ({type(error).__name__}: {error})"
            messages.send_text(answers, messages.FAILED, what)
    os._exit(0)  # Without the plug-in's own clearing up, which may hang.


def _open(asked: dict[str, Any]) -> tuple[Run, Blocks, dict[str, Any]]:
    shared = Shared(Path(asked["shared"]), Shape(*asked["shape"]))
    shared.controls[: len(asked["resting"])] = asked["resting"]
    plug = _run(asked, shared)
    about = plug.about()
    return plug, Blocks(shared, plug.run), about


def _run(asked: dict[str, Any], shared: Shared) -> Run:
    if asked["kind"] == "lv2":
        from timbrespace.effects.plugins.lv2.instance import Lv2Run

        return Lv2Run(asked["details"], shared, asked["copies"], asked["sample_rate"])
    from timbrespace.effects.plugins.vst3.instance import Vst3Run

    return Vst3Run(asked["details"], shared, asked["copies"], asked["sample_rate"])


def _claim_output() -> int:
    """The pipe to the parent for us alone; what a plug-in prints is heard by nobody."""
    ours = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    if sys.platform == "win32":
        import msvcrt

        for pipe in (0, ours):
            msvcrt.setmode(pipe, os.O_BINARY)
    return ours


def _leave_no_core_dump() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _end_with_parent(parent: int) -> None:
    """A plug-in that hangs never comes back to see that its input has ended."""
    while os.getppid() == parent:
        time.sleep(LOOK_EVERY_S)
    os._exit(0)


if __name__ == "__main__":
    main()
