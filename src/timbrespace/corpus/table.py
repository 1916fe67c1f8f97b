"""The corpus: a table of items, a table of rejects, and what else there is to say."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

#: Columns of every corpus, in order; ``label.NAME`` columns follow.
COLUMNS = (
    "id",
    "kind",
    "path",
    "offset_s",
    "duration_s",
    "sample_rate",
    "channels",
    "sha256",
    "group",
)
#: On augmented copies: the id of the item that one was made from. Missing where there are none.
SOURCE = "source_id"
_TEXT = ("id", "kind", "path", "sha256", "group")


@dataclass
class Corpus:
    """What came in.

    Args:
        root: The folder that ``path`` is relative to.
        items: One row per sound or window: :data:`COLUMNS`, then ``label.NAME`` text
            columns with gaps. Sorted by path, then offset.
        rejects: ``path, reason, remedy``, one row per file left out.
        counts: Everything that was counted on the way, by name.
        notes: Sentences about where labels came from.
        credits: ``{title, by, licence, where}`` of a corpus that is not the user's own.
        companions: Files that are not sound, by extension.
        copies: The folder that ``path`` of augmented copies is relative to, if there are any.
    """

    root: Path
    items: pd.DataFrame
    rejects: pd.DataFrame
    counts: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    credits: list[dict[str, str]] = field(default_factory=list)
    companions: dict[str, int] = field(default_factory=dict)
    copies: Path | None = None

    def __len__(self) -> int:
        return len(self.items)

    def base_of(self, item: Any) -> Path:
        """The folder that the path of an item (a row of the table) is relative to."""
        return self.root if self.copies is None or not is_copy(item) else self.copies

    def summary(self) -> list[str]:
        """All that a person should know about it, as sentences."""
        from timbrespace.corpus.report import sentences

        return sentences(self)

    def check_not_empty(self) -> None:
        """Raise if there is nothing to work with, saying exactly why.

        Raises:
            NoSound: No file could be read as sound.
        """
        if self.items.empty:
            from timbrespace.corpus.report import why_empty

            raise NoSound(*why_empty(self))


class NoSound(TimbrespaceError):
    """A folder in which nothing can be read as sound."""


def is_copy(item: Any) -> bool:
    """Whether a row of the table of items is an augmented copy."""
    source = getattr(item, SOURCE, None)
    return isinstance(source, str) and bool(source)


def item_id(path: str, sha256: str, offset_s: float, duration_s: float) -> str:
    """Sixteen hex digits that name a sound by its path, its content and its window.

    Example:
        >>> item_id("a.wav", "00ff", 0.0, 1.5)
        'f3e72d68764be3b0'
    """
    # Nanoseconds: finer than any sample, and safe from how a float happens to print.
    words = f"{path}|{sha256}|{offset_s:.9f}|{duration_s:.9f}"
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def item_table(
    rows: Sequence[tuple[object, ...]], labels: Mapping[str, Sequence[str | None]]
) -> pd.DataFrame:
    """Rows in the order of :data:`COLUMNS`, and label columns, as a table of the right types."""
    import pandas as pd

    table = pd.DataFrame(list(rows), columns=list(COLUMNS))
    types = {name: "string" for name in _TEXT}
    types |= {"offset_s": "float64", "duration_s": "float64"}
    types |= {"sample_rate": "int64", "channels": "int64"}
    table = table.astype(types)
    columns = {
        f"label.{name}": pd.array(list(values), dtype="string") for name, values in labels.items()
    }
    return pd.concat([table, pd.DataFrame(columns, index=table.index)], axis=1)


def tidy(counts: Counter[str]) -> dict[str, int]:
    """Counts by name, in the order of the names."""
    return {name: counts[name] for name in sorted(counts)}
