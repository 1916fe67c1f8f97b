"""What all clips in tables share: how they are opened, their times, their gaps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.motion.rotations import Floats
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

SUFFIXES = (".csv", ".tsv")
#: Frame rates that motion has; what lies beyond was counted in another unit.
SLOWEST_HZ, FASTEST_HZ = 2.0, 5_000.0

_TIMES = ("time", "time_s", "time (s)", "t", "seconds")
_SEPARATORS = "\t;,"


def read_table(path: Path) -> pd.DataFrame:
    """A CSV or TSV with one line of names; which sign parts its columns is seen.

    Raises:
        TimbrespaceError: It can't be read.
    """
    import pandas as pd

    try:
        with path.open(encoding="utf-8-sig") as file:
            sign = _separator(file.readline())
        return pd.read_csv(path, sep=sign, encoding="utf-8-sig", low_memory=False)
    except (OSError, ValueError) as error:
        raise TimbrespaceError(
            f"The table '{path.name}' can't be read ({str(error).splitlines()[0]}).",
            "Give a CSV in UTF-8.",
        ) from error


def names_in(head: str) -> list[str]:
    """The names of columns in the first line of a table.

    Example:
        >>> names_in('Time;"Hips.X";Hips.Y')
        ['Time', 'Hips.X', 'Hips.Y']
    """
    line = head.lstrip("\ufeff").split("\n", 1)[0].strip("\r\n")
    return [name.strip().strip('"') for name in line.split(_separator(line))]


def numbers(table: pd.DataFrame, columns: Sequence[str]) -> Floats:
    """Columns as ``(F, n)``; what is no number becomes NaN."""
    import pandas as pd

    made = [pd.to_numeric(table[name], errors="coerce").to_numpy(np.float64) for name in columns]
    values = np.stack(made, axis=1)
    values[~np.isfinite(values)] = np.nan
    return values


def rate_of(table: pd.DataFrame) -> float | None:
    """Frames a second by the column of times; None where there is none.

    Times may be rounded, so that it is their whole span that counts, but where frames are
    missing the median step does.

    Raises:
        TimbrespaceError: The times are in another unit than seconds.
    """
    column = next((name for name in table.columns if str(name).strip().lower() in _TIMES), None)
    if column is None or len(table) < 2:
        return None
    at = numbers(table, [column])[:, 0]
    steps = np.diff(at)
    step_s = float(np.nanmedian(steps)) if np.isfinite(steps).any() else 0.0
    if not step_s > 0:
        return None
    if np.isfinite(steps).all() and (np.abs(steps / step_s - 1) < 0.5).all():
        step_s = float(at[-1] - at[0]) / len(steps)
    if not SLOWEST_HZ <= 1 / step_s <= FASTEST_HZ:
        raise TimbrespaceError(
            f"By its column '{column}' a frame lasts {step_s:g} s.", "Give times in seconds."
        )
    return 1 / step_s


def whole_frames(values: Floats) -> NDArray[np.bool_]:
    """Which frames of ``(F, ...)`` hold numbers only."""
    return np.asarray(np.isfinite(values).all(axis=tuple(range(1, values.ndim))))


def filled(values: Floats, whole: NDArray[np.bool_]) -> Floats:
    """Values ``(F, ...)`` with gaps filled in straight lines from the frames about them."""
    if whole.all():
        return values
    flat, at = values.reshape(len(values), -1), np.arange(len(values))
    known = np.flatnonzero(whole)
    made = [np.interp(at, known, column[known]) for column in flat.T]
    return np.stack(made, axis=1).reshape(values.shape)


def said_of_gaps(whole: NDArray[np.bool_]) -> str:
    """How many frames :func:`filled` has filled in, as a sentence."""
    return f"{int((~whole).sum())} frames with gaps are filled in."


def _separator(line: str) -> str:
    return max(_SEPARATORS, key=line.count)
