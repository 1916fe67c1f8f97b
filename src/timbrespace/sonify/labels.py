"""Labels beside the sounds, so that their folder is a corpus like any other."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.atlas.files import write_atomically
from timbrespace.spaces.data.items import LABEL, DataItems

if TYPE_CHECKING:
    import pandas as pd

#: Beside the WAVs.
TABLE = "labels.csv"
#: What a corpus takes for more than labels; a label of that name keeps its prefix.
_TAKEN = {
    "file", "path", "filename", "file_name", "group",
    "id", "sha256", "offset_s", "duration_s", "sample_rate", "channels",
}  # fmt: skip


def write_labels(folder: Path, items: DataItems, names: Sequence[str]) -> None:
    """Write ``labels.csv``, which :func:`timbrespace.corpus.scan` reads.

    Args:
        folder: Of the sounds.
        items: Whose they are.
        names: Of the sounds' files, in the order of the items.
    """
    table = label_table(items, names)
    write_atomically(folder / TABLE, lambda aside: table.to_csv(aside, index=False))


def label_table(items: DataItems, names: Sequence[str]) -> pd.DataFrame:
    """One row an item: ``file``, its labels, and ``group``: what belongs together.

    Args:
        items: Whose sounds they are.
        names: Of their files.

    Example:
        >>> import numpy as np, pandas as pd
        >>> table = pd.DataFrame({"id": ["a", "b"], "label.cancer": ["lung", None]})
        >>> items = DataItems(table, np.zeros((2, 3), np.float32), np.arange(3))
        >>> label_table(items, ["0.wav", "1.wav"]).to_csv(index=False).split()
        ['file,cancer,group', '0.wav,lung,a', '1.wav,,b']
    """
    import pandas as pd

    table = items.table.reset_index(drop=True)
    labels = {
        LABEL + name if name.strip().lower() in _TAKEN else name: table[LABEL + name]
        for name in items.labels()
    }
    groups = table["group" if "group" in table else "id"].astype(str)
    return pd.DataFrame({"file": list(names), **labels, "group": groups})
