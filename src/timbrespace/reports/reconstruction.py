"""Reconstruction tables: what a space keeps, beside what else could have had its bits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from timbrespace.reports.results import Result

if TYPE_CHECKING:
    from rich.table import Table

#: Columns of a table, by the names of records.
COLUMNS: Mapping[str, str] = {
    "kbit_s": "kbit/s",
    "kbit_s_coded": "coded",
    "si_sdr": "SI-SDR dB",
    "multi_resolution_stft": "MR-STFT",
    "mel_distance": "mel dB",
    "log_spectral_distance": "LSD dB",
    "frechet_audio_distance": "FAD",
    "frechet_infinity": "FAD to inf.",
}
EXPLAINED = (
    "kbit/s: codes of equal length, payload only; coded: the same through an entropy coder with "
    "a fixed table for each number. SI-SDR: higher is better, and it rewards phase, which nobody "
    "hears; all others: lower is better. MR-STFT has no unit."
)


def rows(results: Sequence[Result], *, intervals: bool = True) -> list[dict[str, str]]:
    """A row for each codec, in their order, as text.

    Args:
        results: Records of one comparison.
        intervals: Whether cells show them.

    Example:
        >>> where = {"codec": "opus", "title": "Opus"}
        >>> rows([Result("kbit_s", where, 6.0), Result("mel_distance", where, 2.5, 2.0, 3.0)])
        [{'of': 'Opus', 'kbit/s': '6.00', 'mel dB': '2.50 [2.00, 3.00]'}]
    """
    made: dict[str, dict[str, str]] = {}
    for result in results:
        if "codec" in result.where and result.name in COLUMNS:
            row = made.setdefault(
                str(result.where["codec"]), {"of": str(result.where.get("title", ""))}
            )
            row[COLUMNS[result.name]] = cell(result, intervals)
    shown = [name for name in COLUMNS.values() if any(name in row for row in made.values())]
    return [{"of": row["of"], **{n: row.get(n, "") for n in shown}} for row in made.values()]


def cell(result: Result, interval: bool = True) -> str:
    """A value as text, with its interval where it has one; empty for NaN."""
    if result.value != result.value:
        return ""
    if not interval or result.low is None or result.high is None:
        return _short(result.value)
    return f"{_short(result.value)} [{_short(result.low)}, {_short(result.high)}]"


def terminal_table(results: Sequence[Result], title: str) -> Table:
    """The table of a terminal."""
    from rich import box
    from rich.table import Table

    shown = rows(results)
    made = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    for name in shown[0]:
        made.add_column(name, justify="left" if name == "of" else "right", no_wrap=True)
    for row in shown:
        made.add_row(*row.values())
    return made


def _short(value: float) -> str:
    """Three digits, as far as there are any after the point."""
    size = abs(value)
    return f"{value:.0f}" if size >= 100 else f"{value:.1f}" if size >= 10 else f"{value:.2f}"
