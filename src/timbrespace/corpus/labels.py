"""Labels of files: from folders, from a file-name pattern, from a table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from timbrespace.audio.faults import printable
from timbrespace.corpus.joined import find, join
from timbrespace.corpus.pattern import Pattern
from timbrespace.errors import TimbrespaceError


@dataclass
class Labels:
    """Labels and groups, one per file, in the order of the files.

    Args:
        columns: Label name to values; None where a file has none.
        groups: What was recorded together; None where nothing says so.
        counts: Matches and misses.
        notes: Sentences about where all this came from.
    """

    columns: dict[str, list[str | None]]
    groups: list[str | None]
    counts: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Source:
    """Where labels come from: a pattern, a table, or (neither) the folders.

    Args:
        pattern: A file-name pattern.
        table: A CSV or Parquet file.
        asked: Whether the user named it; a table found by itself comes beside the folders.
    """

    pattern: Pattern | None = None
    table: Path | None = None
    asked: bool = False


def source_of(labels: str | Path | None, root: Path) -> Source:
    """Make sense of what a user gave as ``labels``.

    Raises:
        TimbrespaceError: It is neither a pattern nor a table that exists.
    """
    if labels is None:
        return Source(table=find(root))
    if isinstance(labels, str) and "{" in labels:
        return Source(pattern=Pattern(labels), asked=True)
    for place in (Path(labels).expanduser(), root / labels):
        if place.is_file():
            return Source(table=place, asked=True)
    raise TimbrespaceError(
        f"'{printable(labels)}' is neither a table that exists nor a pattern with a field.",
        "Give a CSV or Parquet file, or a pattern such as '{material}_{action}*'.",
    )


def label(paths: Sequence[str], source: Source, root: Path, group: str | None) -> Labels:
    """Labels and groups of files, given by their paths relative to ``root``.

    Args:
        paths: With POSIX slashes.
        source: From :func:`source_of`.
        root: The folder of the corpus.
        group: The label or column that names the group; by default a table's ``group``.

    Raises:
        TimbrespaceError: The table cannot be used, or has no such group.
    """
    found = Labels({}, [None] * len(paths))
    columns: dict[str, list[str | None]] = {}  # all that may name the group
    if source.pattern is not None:
        _take_pattern(source.pattern, paths, found)
    if not source.asked:
        found.columns |= from_folders(paths)
    if source.table is not None:
        columns |= _take_table(source.table, paths, root, found)
        _drop_repeated_folders(found.columns)
    columns |= found.columns
    if group is not None:
        found.groups = _chosen(group, columns)
    else:
        given = next((name for name in columns if name.lower() == "group"), None)
        found.groups = columns[given] if given else found.groups
    return found


def from_folders(paths: Sequence[str]) -> dict[str, list[str | None]]:
    """Each level of folders with more than one name becomes a label.

    Example:
        >>> from_folders(["drums/kick/1.wav", "drums/snare/1.wav"])
        {'folder2': ['kick', 'snare']}
        >>> from_folders(["a.wav", "b.wav"])
        {}
    """
    parts = [PurePosixPath(path).parts[:-1] for path in paths]
    columns: dict[str, list[str | None]] = {}
    for level in range(max(map(len, parts), default=0)):
        values = [folders[level] if level < len(folders) else None for folders in parts]
        if len({value for value in values if value is not None}) > 1:
            columns["folder" if level == 0 else f"folder{level + 1}"] = values
    return columns


def _drop_repeated_folders(columns: dict[str, list[str | None]]) -> None:
    """Where the table says what a folder's name says too, once is enough."""
    folders = [name for name in columns if name.startswith("folder")]
    others = [values for name, values in columns.items() if name not in folders]
    for name in folders:
        if columns[name] in others:
            del columns[name]


def _take_pattern(pattern: Pattern, paths: Sequence[str], found: Labels) -> None:
    matches = [pattern.match(path) for path in paths]
    for name in pattern.names:
        found.columns[name] = [match[name] if match else None for match in matches]
    missed = [path for path, match in zip(paths, matches, strict=True) if match is None]
    found.counts["labels_matched"] = len(paths) - len(missed)
    found.counts["labels_missing"] = len(missed)
    said = f"The pattern '{pattern.text}' fits {len(paths) - len(missed)} of {len(paths)} files"
    said += f"; not, for instance, '{printable(missed[0])}'." if missed else "."
    found.notes.append(said)


def _take_table(
    table: Path, paths: Sequence[str], root: Path, found: Labels
) -> dict[str, list[str | None]]:
    joined = join(table, paths, root)
    found.columns |= joined.columns
    found.counts += joined.counts
    unused = joined.counts["label_rows_unused"]
    said = f"The table '{printable(table.name)}' labels {joined.counts['labels_matched']}"
    said += f" of {len(paths)} files"
    said += f"; {unused} of its rows match no file." if unused else "."
    found.notes.append(said)
    if joined.left_aside:
        names = ", ".join(joined.left_aside)
        found.notes.append(f"Columns with too many different values to be labels: {names}.")
    return joined.every


def _chosen(group: str, columns: dict[str, list[str | None]]) -> list[str | None]:
    name = group.removeprefix("label.")
    if name not in columns:
        there = ", ".join(f"'{each}'" for each in columns) or "none"
        raise TimbrespaceError(
            f"There is no label or column '{group}' to group by.", f"There is: {there}."
        )
    return columns[name]
