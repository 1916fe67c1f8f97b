"""What a plug-in can do to itself, told apart so that a rack may go on without it."""

from __future__ import annotations

from typing import Literal

from timbrespace.errors import TimbrespaceError

How = Literal["crashed", "hung", "not finite", "refused"]


class PluginFailed(TimbrespaceError):
    """A plug-in crashed, hung, gave samples that are no numbers, or would not start.

    Only its own process is gone; the next use starts another one, from silence.

    Args:
        title: Of the plug-in.
        how: What became of it.
        what: The same as the end of a sentence about it.
    """

    def __init__(self, title: str, how: How, what: str) -> None:
        super().__init__(
            f"The plug-in '{title}' {what}.",
            "It ran in a process of its own, and everything else goes on: try other settings, "
            "or another plug-in.",
        )
        self.how = how
