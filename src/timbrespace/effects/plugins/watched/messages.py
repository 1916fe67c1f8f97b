"""What goes through the pipes between a plug-in's process and ours: a letter, a number, a text."""

from __future__ import annotations

import json
import os
import struct
from typing import Any, NamedTuple

OPEN, PROCESS, RESET = b"o", b"p", b"r"
DONE, FAILED = b"d", b"f"

_HEAD = struct.Struct("<cI")


class Message(NamedTuple):
    """One message.

    Args:
        kind: What it is about.
        number: Samples to process, or how long the text is.
        text: JSON, for opening and for failures.
    """

    kind: bytes
    number: int
    text: bytes = b""

    def content(self) -> Any:
        """What the text says."""
        return json.loads(self.text)


def send(pipe: int, kind: bytes, number: int = 0) -> None:
    """Write a message without text; short enough that it is never parted."""
    os.write(pipe, _HEAD.pack(kind, number))


def send_text(pipe: int, kind: bytes, content: Any) -> None:
    """Write a message with text."""
    text = json.dumps(content).encode()
    rest = memoryview(_HEAD.pack(kind, len(text)) + text)
    while rest:
        rest = rest[os.write(pipe, rest) :]


def receive(pipe: int) -> Message | None:
    """Wait for a message; None where the other side is gone."""
    head = _read(pipe, _HEAD.size)
    if head is None:
        return None
    kind, number = _HEAD.unpack(head)
    if kind not in (OPEN, FAILED) and not (kind == DONE and number):
        return Message(kind, number)
    text = _read(pipe, number)
    return None if text is None else Message(kind, number, text)


def _read(pipe: int, length: int) -> bytes | None:
    found = os.read(pipe, length)
    while found and len(found) < length:
        more = os.read(pipe, length - len(found))
        found = found + more if more else b""
    return found or None
