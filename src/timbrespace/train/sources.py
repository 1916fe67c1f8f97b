"""Where the sounds of a training come from: a folder, a table of files, an atlas, a corpus."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from timbrespace import corpus as corpora
from timbrespace.atlas import Store
from timbrespace.atlas.remembered import recall_sounds
from timbrespace.corpus.table import Corpus
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job

_TABLES = (".csv", ".tsv", ".parquet")
_KEYS = ("file", "path", "filename", "file_name")


def corpus_of(
    data: Path | str | Corpus,
    *,
    group: str | None = None,
    where: Iterable[str] = (),
    max_files: int | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> Corpus:
    """The sounds to train on.

    Args:
        data: A folder of sounds (its ``labels.csv`` is read), a CSV or Parquet table of files,
            an atlas, or a corpus that was scanned before.
        group: The label or column that says what was recorded together; an atlas and a corpus
            know it already.
        where: ``"licence=CC0-1.0"``: only items with that label; all must hold.
        max_files: At most so many files, drawn at random.
        seed: For the draw.
        job: Told about progress.

    Raises:
        TimbrespaceError: There is no sound in it, or no such label.
    """
    found = data if isinstance(data, Corpus) else _looked_up(Path(data), group, job)
    found.check_not_empty()
    items = found.items[found.items["kind"] == "sound"] if "kind" in found.items else found.items
    for condition in where:
        items = _where(items, condition)
    if max_files is not None:
        items = _some(items, max_files, seed)
    return replace(found, items=items.reset_index(drop=True))


def _looked_up(path: Path, group: str | None, job: Job | None) -> Corpus:
    path = path.expanduser()
    if (path / "atlas.json").is_file():
        return _of_atlas(path)
    if path.suffix.lower() in _TABLES and path.is_file():
        return _of_table(path, group, job)
    return corpora.scan(path, group=group, job=job)


def _of_atlas(path: Path) -> Corpus:
    store, root = Store.open(path), recall_sounds(path)
    if root is None or not root.is_dir():
        raise TimbrespaceError(
            f"Nobody has said where the sounds of '{path}' lie.",
            f"timbrespace serve {path} --sounds FOLDER says it once.",
        )
    return Corpus(root, store.items(), store.rejects(), copies=path / "augmented")


def _of_table(path: Path, group: str | None, job: Job | None) -> Corpus:
    """The files that a table names, relative to its own folder."""
    import pandas as pd

    if path.suffix.lower() == ".parquet":
        table = pd.read_parquet(path)
    else:
        table = pd.read_csv(path, sep=None, engine="python")
    key = next((c for c in table.columns if str(c).lower() in _KEYS), None)
    if key is None:
        raise TimbrespaceError(
            f"'{path}' has no column 'file' or 'path'.",
            "Name the column that holds the file names 'file'.",
        )
    found = corpora.scan(path.parent, labels=path, group=group, job=job)
    listed = {str(name).replace("\\", "/").removeprefix("./") for name in table[key].dropna()}
    return replace(found, items=found.items[found.items["path"].isin(listed)])


def _where(items: Any, condition: str) -> Any:
    name, equals, value = condition.partition("=")
    column = f"label.{name}"
    labels = [str(c).removeprefix("label.") for c in items if str(c).startswith("label.")]
    if not equals or column not in items:
        raise TimbrespaceError(
            f"'{condition}' chooses nothing: it should be LABEL=VALUE.",
            f"Labels here: {', '.join(labels) or 'none'}.",
        )
    kept = items[items[column] == value]
    if kept.empty:
        values = ", ".join(sorted(map(str, items[column].dropna().unique()))[:12])
        raise TimbrespaceError(f"No sound has {condition}.", f"Values of {name}: {values}.")
    return kept


def _some(items: Any, most: int, seed: int) -> Any:
    import numpy as np

    if most < 1:
        raise TimbrespaceError(f"At most {most} files are none.", "Give --max-files 1 or more.")
    files = items["path"].unique()
    chosen = np.random.default_rng([seed, 7]).permutation(len(files))[:most]
    return items[items["path"].isin([files[i] for i in chosen])]
