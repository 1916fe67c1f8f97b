"""The label that should be heard: which ones data have is known before a space is trained."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from timbrespace.errors import TimbrespaceError


def labels_in(kind: str, place: Path, trained: bool) -> list[str]:
    """The names of the labels of data, or of a trained space of them.

    Args:
        kind: ``"table"`` or ``"motion"``.
        place: A file or folder of data, or of the space.
        trained: Whether it is such a space.

    Raises:
        TimbrespaceError: It can't be read.
    """
    if trained:
        from timbrespace.spaces.data.opening import open_data

        return open_data(place).items().labels()
    return _of_table(place) if kind == "table" else _of_clips(place)


def label_of(names: Sequence[str], asked: str, usual: str, of: str) -> str:
    """The label that is asked for, else the usual one, else the only one.

    Args:
        names: Of all that there are.
        asked: By the user, for any kind of data that has it; empty: none.
        usual: What such data most often call it.
        of: Whose labels these are, for a message.

    Raises:
        TimbrespaceError: There is none, or none can be chosen.

    Example:
        >>> label_of(["tissue"], "", "label", "genes.csv")
        'tissue'
    """
    for wanted in (asked, usual):
        if wanted in names:
            return wanted
    if len(names) == 1:
        return names[0]
    if not names:
        raise TimbrespaceError(
            f"'{of}' has no label that could be heard.",
            "Add a column of text that several items share, or a labels.csv beside the clips.",
        )
    raise TimbrespaceError(
        f"'{of}' has several labels, and none is called '{asked or usual}'.",
        f"Name the one to be heard with --label: {', '.join(names)}.",
    )


def _of_table(place: Path) -> list[str]:
    from timbrespace.corpus.tables.table import read

    return list(read(place).labels)


def _of_clips(place: Path) -> list[str]:
    """As reading the clips would find them, without reading them."""
    from timbrespace.corpus import joined
    from timbrespace.corpus.labels import Source, label
    from timbrespace.corpus.motion.sifting import sift

    there = sift(place)
    table = joined.find(there.root) or joined.find(there.root.parent)
    columns = label(list(there.sources), Source(table=table), there.root, None).columns
    return [name for name, values in columns.items() if len(set(values)) > 1]
