"""Why a file is left out, and what to do about it: one table."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.audio.faults import FAULTS, DecodeError, printable

if TYPE_CHECKING:
    import pandas as pd

#: A sound shorter than this is a click: fewer samples than one analysis frame of any model.
TOO_SHORT_S = 0.010

#: reason -> (what is wrong with the file, what to do about it)
REASONS: dict[str, tuple[str, str]] = {
    **dict(FAULTS.items()),
    "silent": (
        "never rises above -80 dBFS",
        "Check its level, or leave it out of the folder.",
    ),
    "too short": (
        f"lasts less than {TOO_SHORT_S * 1000:.0f} ms",
        "Leave it out, or join it with what belongs to it.",
    ),
    "unreadable folder": (
        "is a folder that may not be read by you",
        "Give yourself the right to open it (chmod +rx).",
    ),
    "broken link": ("points to nothing", "Remove the link, or put back what it pointed to."),
    "not a file": ("is a pipe, a socket or a device", "Leave it out of the folder."),
    "unwritable name": (
        "has bytes in its name that are not UTF-8 text",
        "Rename it with ordinary letters.",
    ),
}


@dataclass(frozen=True)
class Reject:
    """One file that was left out.

    Args:
        path: Relative to the corpus, printable.
        kind: One of :data:`REASONS`.
        detail: What exactly was seen, in a few words; may be empty.

    Example:
        >>> reject = Reject("a/click.wav", "too short", "3 ms")
        >>> reject.reason, reject.remedy
        ('too short (3 ms)', 'Leave it out, or join it with what belongs to it.')
    """

    path: str
    kind: str
    detail: str = ""

    @property
    def reason(self) -> str:
        """The kind, with the detail in brackets."""
        return f"{self.kind} ({self.detail})" if self.detail else self.kind

    @property
    def remedy(self) -> str:
        """What to do about it."""
        return REASONS[self.kind][1]


def reject_of(error: DecodeError, path: str | Path) -> Reject:
    """The row for a file that could not be decoded."""
    return Reject(printable(path), error.fault, error.detail)


def table_of(rejects: Iterable[Reject]) -> pd.DataFrame:
    """Rejects as a table ``path, reason, remedy``, sorted by path."""
    import pandas as pd

    rows = sorted((reject.path, reject.reason, reject.remedy) for reject in rejects)
    return pd.DataFrame(rows, columns=["path", "reason", "remedy"], dtype="string")
