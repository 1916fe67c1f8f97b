"""What a VAE of a table learns from: its rows, split so that no group straddles."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.table import Corpus
from timbrespace.corpus.tables.columns import Scaling, most_variable, scaling_of
from timbrespace.corpus.tables.table import Table, read
from timbrespace.errors import TimbrespaceError
from timbrespace.train.kinds import Gathering
from timbrespace.train.parts import PARTS, Part, dealt, told
from timbrespace.train.table.config import TableConfig

Values = NDArray[np.float32]


@dataclass(frozen=True)
class Drawn:
    """Rows ``(columns,)`` in the order in which they are shown."""

    values: Values
    order: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.order)

    def __getitem__(self, index: int) -> Values:
        row: Values = self.values[self.order[index]]
        return row


@dataclass(frozen=True)
class Rows:
    """Rows of a table, split in parts: a :class:`timbrespace.train.material.Material`.

    Args:
        table: With the columns that are learned from.
        parts: Of each row.
        scaling: By the rows of ``"train"`` alone.
        notes: What was done to the table, as sentences.
        least_steps: Of an epoch, however few the rows are.
    """

    table: Table
    parts: tuple[Part, ...]
    scaling: Scaling
    notes: tuple[str, ...] = ()
    least_steps: int = 1

    def of(self, part: Part) -> Values:
        """The rows ``(n, columns)`` of one part, as they are in the table."""
        return self.table.values[self.index(part)]

    def index(self, part: Part) -> NDArray[np.int64]:
        """The numbers of the rows of one part."""
        return np.flatnonzero([each == part for each in self.parts])

    def per_epoch(self, segment: int, batch_size: int) -> int:
        """Every row once, or again and again until there are ``least_steps`` batches."""
        return max(len(self.index("train")), self.least_steps * batch_size)

    def drawn(self, segment: int, n: int, seed: int, epoch: int) -> Drawn:
        """Rows in random order; none comes again before all have come."""
        rng, rows = np.random.default_rng([seed, 6, epoch]), self.index("train")
        decks = [rng.permutation(rows) for _ in range(-(-n // len(rows)))]
        return Drawn(self.table.values, np.concatenate(decks)[:n])

    def held(self, segment: int, most: int) -> Drawn:
        """Rows of the validation part: all, unless they are very many."""
        rows = self.index("validation")
        return Drawn(self.table.values, rows[:: max(1, len(rows) // max(most, 256))])

    def fitted(self, config: TableConfig) -> TableConfig:
        """The config with the number of columns, and dims that are fewer."""
        n_columns = len(self.table.columns)
        return replace(config, n_columns=n_columns, dims=_most_dims(config.dims, n_columns))

    def fingerprint(self) -> str:
        """SHA-256 of all values, columns and parts; the names of rows have no part in it."""
        digest = hashlib.sha256("\n".join(self.table.columns).encode())
        lines = [
            part.encode() + row.tobytes()
            for part, row in zip(self.parts, self.table.values, strict=True)
        ]
        for line in sorted(lines):
            digest.update(line)
        return digest.hexdigest()

    def facts(self) -> dict[str, Any]:
        """Counts and hash for ``config.toml``."""
        counts = {f"n_{part}": len(self.index(part)) for part in PARTS}
        return {
            **counts,
            "items": "rows",
            "n_columns": len(self.table.columns),
            "n_missing": self.table.n_missing,
            "n_left_out": len(self.table.left_out),
            "turned": self.table.turned,
            "data": self.fingerprint(),
        }


def gather(asked: Gathering) -> Rows:
    """Read the table that a training was given, choose its columns, and share out its rows.

    Raises:
        TimbrespaceError: It is no table, has too few rows, or no such column.
    """
    if isinstance(asked.data, Corpus):
        raise TimbrespaceError("A corpus of sounds is no table.", "Give a CSV or Parquet file.")
    config: TableConfig = asked.config
    asked.job.begin(message="Reading the table")
    table = read(
        Path(asked.data).expanduser(),
        transpose=config.turns,
        labels=config.labels,
        orders=config.orders,
        group=asked.group,
    )
    table = _chosen(table, asked)
    training = asked.training
    if asked.split is not None:
        parts = told(_label(table, asked.split), table.names, asked.split)
        notes = list(table.notes)
    else:
        spread = next(iter(table.labels.values()), (None,) * len(table))
        shares = training.validation_share, training.test_share
        parts = dealt(table.groups, spread, *shares, asked.seed)
        notes = [*table.notes, "Which rows are held out is drawn by group."]
    rows = rows_of(table, parts, config.columns, notes)
    n_columns = len(rows.table.columns)
    fewer = _most_dims(config.dims, n_columns)
    if fewer < config.dims:
        narrow = (
            f"A latent has {fewer} dims, not {config.dims}: half as many as there are columns "
            f"({n_columns}), or it would sum up nothing."
        )
        rows = replace(rows, notes=(*rows.notes, narrow))
    return replace(rows, least_steps=config.least_steps)


def rows_of(table: Table, parts: Sequence[Part], most: int, notes: Sequence[str] = ()) -> Rows:
    """Rows with the columns that vary most, chosen and scaled by what is learned from alone."""
    train = table.values[[part == "train" for part in parts]]
    kept = most_variable(train, most)
    said = list(notes)
    n = len(table.columns)
    if len(kept) < n:
        said.append(
            f"{len(kept)} of {n} columns are learned from: those that vary most over the rows "
            f"of training (at most {most}, and none that is constant or mostly missing)."
        )
    narrow = replace(
        table, columns=tuple(table.columns[i] for i in kept), values=table.values[:, kept]
    )
    scaling = scaling_of(train[:, kept])
    beyond = scaling.n_beyond(narrow.values)
    if beyond:
        n_held = narrow.values.size - len(train) * len(kept)
        said.append(
            f"{beyond} of {n_held} held-out values ({beyond / n_held:.2%}) lie beyond the range "
            "of training; they are cut to it."
        )
    return Rows(narrow, tuple(parts), scaling, tuple(said))


def _most_dims(dims: int, n_columns: int) -> int:
    """As many dims as were asked for, or half as many as there are columns."""
    return min(dims, -(-n_columns // 2))


def _chosen(table: Table, asked: Gathering) -> Table:
    """The rows with certain labels, at most so many."""
    kept = np.arange(len(table))
    for condition in asked.where:
        name, _, value = condition.partition("=")
        held = _label(table, name)
        kept = kept[[held[i] == value for i in kept]]
        if not kept.size:
            values = ", ".join(sorted({str(each) for each in held})[:12])
            raise TimbrespaceError(f"No row has '{condition}'.", f"Values of {name}: {values}.")
    if asked.max_files is not None and asked.max_files < len(kept):
        drawn = np.random.default_rng([asked.seed, 7]).permutation(len(kept))[: asked.max_files]
        kept = kept[np.sort(drawn)]
    return table if len(kept) == len(table) else table.take(kept)


def _label(table: Table, name: str) -> tuple[str | None, ...]:
    if name not in table.labels:
        raise TimbrespaceError(
            f"The table has no label '{name}'.",
            f"Labels here: {', '.join(table.labels) or 'none'}; --set labels=NAME names more.",
        )
    return table.labels[name]
