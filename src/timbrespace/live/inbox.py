"""Commands on their way to an audio path: posted from anywhere, taken where samples are made."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Any

#: Commands that take effect are told by their number; so many of the last ones.
TOLD = 64


@dataclass(frozen=True, slots=True)
class Command:
    """What the control side asks of an audio path.

    Args:
        kind: What to do; each path has its own.
        value: What it takes.
        at: The sample from which on it holds; 0 is at once.
        ids: Of the messages behind it, to be told back.
    """

    kind: str
    value: Any = None
    at: int = 0
    ids: tuple[Any, ...] = ()


class Inbox:
    """Commands that wait for their sample, without a lock.

    Example:
        >>> inbox = Inbox()
        >>> inbox.post(Command("play", at=100))
        >>> inbox.open()
        >>> inbox.due(0), inbox.until_next(0, most=256)
        ([], 100)
    """

    def __init__(self) -> None:
        #: ``(id, sample)`` of messages that took effect, the newest last.
        self.told: deque[tuple[Any, int]] = deque(maxlen=TOLD)
        self._posted: deque[Command] = deque()
        self._pending: list[Command] = []

    def post(self, command: Command) -> None:
        """Hand over a command; from any thread, never waits."""
        self._posted.append(command)

    def open(self) -> None:
        """Take what was posted since the last time."""
        while self._posted:
            self._pending.append(self._posted.popleft())

    def due(self, position: int) -> list[Command]:
        """What holds from this sample on, in the order in which it came."""
        if not self._pending:
            return []
        due = [each for each in self._pending if each.at <= position]
        self._pending = [each for each in self._pending if each.at > position]
        return due

    def at_once(self, kind: str) -> Command | None:
        """The last command of a kind that waits for no sample."""
        found = [each for each in self._pending if each.kind == kind and not each.at]
        return found[-1] if found else None

    def until_next(self, position: int, most: int) -> int:
        """Samples to the next command, at most ``most``."""
        return min([most, *(each.at - position for each in self._pending)])

    def tell(self, command: Command, heard_at: int) -> None:
        """Note at which sample a command is heard."""
        self.told.extend((each, heard_at) for each in command.ids)
