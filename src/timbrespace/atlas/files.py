"""Writes that either happen whole or not at all: aside first, then renamed into place."""

from __future__ import annotations

import json
import os
import shutil
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

#: Ending of what is being written; found after a kill, it is safe to delete.
ASIDE = ".partial"


def write_atomically(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a file beside ``path``, flush it to disk, then rename it to ``path``."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ASIDE)
    try:
        write(aside)
        with aside.open("rb+") as written:
            os.fsync(written.fileno())
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes) -> None:
    """Write bytes, whole or not at all; folders above are made."""
    write_atomically(path, partial(_fill, content=content))


def write_text(path: Path, text: str) -> None:
    """Write text as UTF-8, whole or not at all; line ends stay as they are on every system.

    Raises:
        UnicodeEncodeError: There is half a surrogate in it.
    """
    write_bytes(path, text.encode())


def write_json(path: Path, value: Any) -> None:
    """Write plain data as JSON that a person can read and a diff can follow."""
    write_text(path, json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def read_json(path: Path) -> Any:
    """Read what :func:`write_json` wrote.

    Raises:
        TimbrespaceError: The file is damaged.
    """
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise TimbrespaceError(
            f"'{path}' is not readable JSON ({error}).", "Restore it, or build the atlas again."
        ) from error


def write_toml(path: Path, values: Mapping[str, Any]) -> None:
    """Write numbers, texts, lists of them and tables; leaves out what is None."""
    import tomli_w

    write_text(path, tomli_w.dumps(_without_none(values)))


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        TimbrespaceError: There is none, or it is damaged.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TimbrespaceError(
            f"There is no '{path.name}' in '{path.parent}'.", "Look whether the folder is whole."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TimbrespaceError(
            f"'{path}' is not readable TOML ({error}).", "Restore it, or make it again."
        ) from error


def write_table(path: Path, table: pd.DataFrame, metadata: dict[str, str] | None = None) -> None:
    """Write a table as Parquet, with ``metadata`` in its schema."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    arrow = pa.Table.from_pandas(table, preserve_index=False)
    # pandas' own note in the schema names library versions: it would change the bytes.
    arrow = arrow.replace_schema_metadata(metadata or {})
    write_atomically(path, lambda aside: pq.write_table(arrow, aside, compression="zstd"))


def read_table(path: Path) -> tuple[pd.DataFrame, dict[str, str]]:
    """Read a Parquet table and the metadata of its schema.

    Raises:
        TimbrespaceError: The file is damaged.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        # Opened by us and read whole, so that a rename from elsewhere cannot tear it.
        arrow = pq.read_table(pa.BufferReader(path.read_bytes()))
    except pa.ArrowException as error:
        raise TimbrespaceError(
            f"'{path}' is not a readable Parquet file ({error}).",
            "Restore it, or build the atlas again.",
        ) from error
    metadata = {k.decode(): v.decode() for k, v in (arrow.schema.metadata or {}).items()}
    return arrow.to_pandas(), metadata


def sweep_leftovers(folder: Path) -> None:
    """Delete half-written files that a killed process left under ``folder``."""
    for leftover in folder.rglob(f"*{ASIDE}"):
        leftover.unlink(missing_ok=True)


@contextmanager
def written_aside(folder: Path) -> Iterator[Path]:
    """A new folder to fill, which takes the place of ``folder`` only where all goes well.

    What a kill left of an earlier one is mended first; folders above are made.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    recover_folder(folder)
    aside = folder.with_name(folder.name + ".new")
    aside.mkdir()
    try:
        yield aside
        replace_folder(aside, folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def replace_folder(new: Path, old: Path) -> None:
    """Put the folder ``new`` where ``old`` is; :func:`recover_folder` mends a kill in between."""
    retired = old.with_name(old.name + ".old")
    shutil.rmtree(retired, ignore_errors=True)
    if old.exists():
        old.rename(retired)
    new.rename(old)
    shutil.rmtree(retired, ignore_errors=True)


def recover_folder(folder: Path) -> None:
    """Undo a :func:`replace_folder` that was killed between its two renames."""
    retired = folder.with_name(folder.name + ".old")
    if retired.exists() and not folder.exists():
        retired.rename(folder)
    shutil.rmtree(folder.with_name(folder.name + ".new"), ignore_errors=True)


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    """TOML has no word for nothing; what is missing says it."""
    return {
        key: _without_none(value) if isinstance(value, Mapping) else value
        for key, value in values.items()
        if value is not None
    }


def _fill(path: Path, content: bytes) -> None:
    path.write_bytes(content)
