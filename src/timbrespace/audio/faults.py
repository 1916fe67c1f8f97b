"""What can be wrong with a sound file, each with its remedy."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from timbrespace.errors import TimbrespaceError

Fault = Literal[
    "empty",
    "truncated",
    "not audio",
    "unreadable codec",
    "no audio stream",
    "not finite",
    "no permission",
    "missing",
]

#: fault -> (what is wrong with the file, what to do about it)
FAULTS: dict[Fault, tuple[str, str]] = {
    "empty": ("holds no samples", "Copy or record it again."),
    "truncated": (
        "breaks off or is damaged before its end",
        "Copy or download it again; what is left of it can be saved anew in an audio editor.",
    ),
    "not audio": (
        "is not a sound, whatever its name says",
        "Rename it, or save it as WAV or FLAC if it comes from a program of its own.",
    ),
    "unreadable codec": (
        "is a sound in a coding that cannot be read here",
        "Save it as WAV or FLAC with the program that made it.",
    ),
    "no audio stream": ("has pictures but no sound in it", "Leave it out of the folder."),
    "not finite": (
        "holds samples that are no numbers, or are far beyond any loudness",
        "Save it again from the program that made it; its floating-point samples are corrupt.",
    ),
    "no permission": ("may not be read by you", "Give yourself the right to read it (chmod +r)."),
    "missing": (
        "is not there",
        "Look whether its name is right; if it was moved or deleted since, scan the folder again.",
    ),
}


class DecodeError(TimbrespaceError):
    """A file that cannot be turned into sound, with the reason as :attr:`fault`.

    Args:
        fault: One of :data:`FAULTS`.
        path: The file, for the message.
        detail: What exactly was seen, in a few words; may be empty.

    Example:
        >>> print(DecodeError("empty", "kick.wav"))
        'kick.wav' holds no samples. Copy or record it again.
    """

    def __init__(self, fault: Fault, path: str | Path, detail: str = "") -> None:
        what, remedy = FAULTS[fault]
        said = f" ({detail})" if detail else ""
        super().__init__(f"'{printable(path)}' {what}{said}.", remedy)
        self.fault: Fault = fault
        self.detail = detail


def printable(path: str | Path) -> str:
    r"""A path that can be shown on one line of any terminal.

    Control characters and bytes that are not UTF-8 come out as backslash escapes.

    Example:
        >>> print(printable("a\nb\udcff.wav"))
        a\x0ab\xff.wav
    """
    return "".join(_printable(character) for character in str(path))


def _printable(character: str) -> str:
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:  # how Python carries an undecodable byte
        return f"\\x{code - 0xDC00:02x}"
    if 0xD800 <= code <= 0xDFFF:
        return f"\\u{code:04x}"
    return character if character.isprintable() else f"\\x{code:02x}"
