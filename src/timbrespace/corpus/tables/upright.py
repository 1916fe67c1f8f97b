"""Which way up a table lies: items as its rows, or, as genes by samples, as its columns."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import pandas as pd

#: What the first column is called where its rows are measures, and where they are items.
MEASURES = {
    "gene", "genes", "geneid", "gene_id", "gene_name", "gene_symbol", "symbol", "hugo_symbol",
    "ensembl", "ensembl_id", "ensembl_gene_id", "entrez", "entrez_id", "probe", "probe_id",
    "feature", "features", "feature_id", "transcript", "transcript_id", "protein", "variable",
    "measure", "analyte", "metabolite", "peptide", "cpg",
}  # fmt: skip
ITEMS = {
    "sample", "samples", "sample_id", "sampleid", "patient", "patient_id", "case", "case_id",
    "subject", "subject_id", "cell", "cell_id", "barcode", "item", "observation", "specimen",
    "donor", "donor_id", "tumor", "tumour", "label", "class", "target",
}  # fmt: skip
#: The means of measures differ more than those of items; by less than this it says nothing.
CLEARLY = 2.0
#: Means below this part of the deviation were taken away.
CENTRED = 1e-3
#: Rows and columns that are looked at.
_LOOKED = 2000


@dataclass(frozen=True)
class Upright:
    """A table with its items as rows.

    Args:
        frame: The table; its first column names the items if it was turned.
        turned: Whether rows and columns have changed places.
        because: Why, as the end of a sentence.
    """

    frame: pd.DataFrame
    turned: bool
    because: str


def upright(
    frame: pd.DataFrame, transpose: bool | None = None, measures: Collection[str] = ()
) -> Upright:
    """The table with items as rows.

    Args:
        frame: As it lies in its file.
        transpose: Whether to turn it; None: as its names say, else as its means do. Measures
            (genes, say) differ in their means more than items do.
        measures: Names of measures that are known already: they decide.
    """
    turn, because = (transpose, "as asked") if transpose is not None else _guess(frame, measures)
    return Upright(turned(frame) if turn else frame, turn, because)


def turned(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows and columns in each other's places; the first column names what were rows.

    Further columns of text say something of the measures, and are left out. Rows that hold text
    become columns of text: labels.

    Example:
        >>> import pandas as pd
        >>> turned(pd.DataFrame({"gene": ["a", "b"], "s1": [1, 2], "s2": [3, 4]}))
           id  a  b
        0  s1  1  2
        1  s2  3  4
    """
    import pandas as pd

    names = [str(name) for name in frame.iloc[:, 0]]
    body = frame.iloc[:, 1:]
    kept = [name for name in body.columns if _mostly_numbers(body[name])]
    flipped = body[kept].T.set_axis(_unique(names), axis=1)
    flipped = flipped.infer_objects()
    columns = {name: _numbers_or_text(flipped[name]) for name in flipped.columns}
    made = pd.DataFrame(columns, index=flipped.index)
    made.insert(0, "id", [str(name) for name in kept], allow_duplicates=True)
    return made.reset_index(drop=True)


def _guess(frame: pd.DataFrame, measures: Collection[str]) -> tuple[bool, str]:
    first = [str(value) for value in frame.iloc[:, 0]]
    above = [str(name) for name in frame.columns]
    if measures:
        known = set(measures)
        in_rows, in_columns = len(known.intersection(first)), len(known.intersection(above))
        return in_rows > in_columns, "as the names that are known lie"
    for names, turn, word in ((MEASURES, True, "measures"), (ITEMS, False, "items")):
        if above[0].strip().lower() in names:
            return turn, f"as the first column, '{above[0]}', names {word}"
    if any(name.strip().lower() in ITEMS for name in above):
        return False, "as a column names items or their labels"
    for listed, turn, where in ((first, True, "first column"), (above[1:], False, "first line")):
        if _are_genes(listed):
            return turn, f"as the {where} names genes"
    return _by_means(frame)


def _are_genes(names: Sequence[str]) -> bool:
    some = names[:: max(1, len(names) // 200)]
    return len(some) > 1 and sum(n.startswith(("ENSG", "ENSMUSG", "ENST")) for n in some) > (
        len(some) // 2
    )


def _by_means(frame: pd.DataFrame) -> tuple[bool, str]:
    """The side whose means differ more, beyond what chance would do, is that of the measures.

    Unless somebody has taken the means away: then it is the side without them.
    """
    numbers = frame.select_dtypes("number").to_numpy(np.float64)
    if frame.iloc[:, 0].dtype.kind in "iufb" or min(numbers.shape, default=0) < 2:
        return False, "as most tables lie"
    some = numbers[:: max(1, len(numbers) // _LOOKED), :: max(1, numbers.shape[1] // _LOOKED)]
    rows, columns = _means(some, 1), _means(some, 0)
    scale = float(np.nanstd(some)) or 1.0
    flat = [bool(np.abs(means).max(initial=0.0) < CENTRED * scale) for means in (rows, columns)]
    if flat[0] != flat[1]:
        return flat[0], f"as the means of its {'rows' if flat[0] else 'columns'} are all 0"
    by_chance = float(np.nanvar(some)) * np.array([1 / some.shape[1], 1 / some.shape[0]])
    spread = np.maximum(0.0, [rows.var(), columns.var()] - by_chance)
    if spread[0] > CLEARLY * spread[1]:
        return True, "as the means of its rows differ more than those of its columns"
    return False, "as most tables lie"


def _means(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Means along an axis, of what is known."""
    known = np.isfinite(values)
    counts = known.sum(axis=axis)
    sums = np.where(known, values, 0.0).sum(axis=axis)
    return np.asarray(sums[counts > 0] / counts[counts > 0], np.float64)


def _mostly_numbers(column: pd.Series) -> bool:
    """Whether a column holds numbers, but for some rows of text (labels)."""
    import pandas as pd

    known = column.dropna()
    if not len(known) or column.dtype.kind in "iufb":
        return True
    return float(pd.to_numeric(known, errors="coerce").notna().mean()) > 0.5


def _numbers_or_text(column: pd.Series) -> pd.Series:
    import pandas as pd

    if column.dtype.kind in "iufb":
        return column
    numbers = pd.to_numeric(column, errors="coerce")
    return column if numbers.notna().sum() < 0.5 * column.notna().sum() else numbers


def _unique(names: Sequence[str]) -> list[str]:
    """Names of which none comes twice: a second ``TP53`` becomes ``TP53.1``."""
    seen: dict[str, int] = {}
    made = []
    for name in names:
        n = seen.get(name, 0)
        seen[name] = n + 1
        made.append(f"{name}.{n}" if n else name)
    return made
