"""The items of a data space and their latents, as they lie in its folder.

items.parquet        one row an item: id, title, group, part, label.NAME, order.NAME
items.safetensors    latents (R, D), offsets (N + 1,), and their rate where they move
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import read_table, write_atomically, write_table
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Latents

if TYPE_CHECKING:
    import pandas as pd

TABLE, ARRAYS = "items.parquet", "items.safetensors"
#: What a column of labels, or of a number by which items can be put in order, begins with.
LABEL, ORDER = "label.", "order."


@dataclass(frozen=True)
class DataItems:
    """Things that have latents and no sound of their own.

    Args:
        table: One row an item: ``id``, ``title``, ``group``, ``part`` (``"train"``,
            ``"validation"``, ``"test"``, or ``""`` for what the space was not trained with),
            ``label.NAME`` (text) and ``order.NAME`` (time, dose: numbers).
        latents: ``(R, D)`` float32, all items' rows one after another.
        offsets: ``(N + 1,)`` int64: where each item's rows begin and end.
        rate_hz: Rows a second where an item moves; None where it is one row.

    Raises:
        TimbrespaceError: The parts do not fit together.
    """

    table: pd.DataFrame
    latents: Latents
    offsets: NDArray[np.int64]
    rate_hz: float | None = None

    def __post_init__(self) -> None:
        n_rows = int(self.offsets[-1]) if len(self.offsets) else -1
        if len(self.offsets) != len(self.table) + 1 or n_rows != len(self.latents):
            raise TimbrespaceError(
                f"{len(self.table)} items, {len(self.offsets)} offsets and {len(self.latents)} "
                "rows of latents do not belong together.",
                "Train the space again, or copy its folder again.",
            )

    def __len__(self) -> int:
        return len(self.table)

    @property
    def moves(self) -> bool:
        """Whether an item is a run of latents in time."""
        return self.rate_hz is not None

    def rows(self, index: int) -> Latents:
        """The latents ``(F, D)`` of one item; one row where it does not move."""
        return self.latents[self.offsets[index] : self.offsets[index + 1]]

    def means(self) -> Latents:
        """The mean latent ``(N, D)`` of each item: what a map of the data is made of."""
        return np.stack([self.rows(i).mean(axis=0) for i in range(len(self))])

    def labels(self) -> list[str]:
        """The names of its labels."""
        return self._named(LABEL)

    def orders(self) -> list[str]:
        """The names of the numbers by which its items can be put in order."""
        return self._named(ORDER)

    def labelled(self, name: str) -> NDArray[np.object_]:
        """What the items ``(N,)`` are labelled with, as text; ``""`` where one has no such label.

        Raises:
            TimbrespaceError: There is no label of this name.
        """
        if name not in self.labels():
            there = ", ".join(self.labels())
            raise TimbrespaceError(
                f"These items have no label '{name}'.",
                f"Use {there}." if there else "They have none: add a column of labels, and train.",
            )
        return self.table[LABEL + name].fillna("").astype(str).to_numpy(object)

    def _named(self, prefix: str) -> list[str]:
        names = map(str, self.table.columns)
        return [name.removeprefix(prefix) for name in names if name.startswith(prefix)]


def offsets_of(runs: Iterable[Sized]) -> NDArray[np.int64]:
    """Where each of N runs begins and ends once they lie one after another: ``(N + 1,)``.

    >>> offsets_of(["abc", "", "de"]).tolist()
    [0, 3, 3, 5]
    """
    return np.cumsum([0, *map(len, runs)], dtype=np.int64)


def write(folder: Path, items: DataItems) -> None:
    """Put items into the folder of a space."""
    from safetensors.numpy import save_file

    arrays: dict[str, NDArray[Any]] = {
        "latents": np.ascontiguousarray(items.latents, np.float32),
        "offsets": np.ascontiguousarray(items.offsets, np.int64),
        "rate_hz": np.array([items.rate_hz or 0.0], np.float64),
    }
    write_table(folder / TABLE, items.table)
    write_atomically(folder / ARRAYS, lambda aside: save_file(arrays, aside))


def read(folder: Path) -> DataItems:
    """The items of a folder.

    Raises:
        TimbrespaceError: It has none, or they are damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        table, _ = read_table(folder / TABLE)
        arrays = load_file(folder / ARRAYS)
    except (OSError, SafetensorError) as error:
        raise TimbrespaceError(
            f"'{folder}' has no items that can be read ({error}).",
            "Train it again: timbrespace train table data.parquet --out my.space",
        ) from error
    rate_hz = float(arrays["rate_hz"][0])
    return DataItems(table, arrays["latents"], arrays["offsets"], rate_hz or None)
