"""Edits as records: every measure of every method, and the flow against each of the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from timbrespace.factors.editing.statistics import mean_interval
from timbrespace.factors.editing.summary import MEASURES
from timbrespace.reports.results import Result

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.api.edit_evaluation import EditEvaluation
    from timbrespace.api.editing import Edit

#: Measures of sounds made from edits; distances in dB say where a sound lies, not how good it is.
HEARD: dict[str, Literal["higher", "lower", ""]] = {
    "travelled": "higher", "p_gain": "higher", "moved": "higher", "kept": "higher",
    "source_db": "", "donor_db": "",
}  # fmt: skip

Where = dict[str, str | int | float]


def evaluated(evaluation: EditEvaluation, command: str) -> list[Result]:
    """What each method did to held-out sounds, beside what the others did.

    Args:
        evaluation: Edits of held-out groups.
        command: What makes them again.
    """
    found = []
    rows = _rows(evaluation.summary)
    means = {(r["factor"], r["method"], r["measure"]): float(r["mean"]) for r in rows}
    for row in rows:
        factor, method, measure = row["factor"], row["method"], row["measure"]
        where: Where = {"space": evaluation.space, "factor": factor, "method": method}
        others = {m: v for (f, m, n), v in means.items() if f == factor and n == measure}
        others.pop(method)
        record = _record(f"edit_{measure}", where, row, command)
        better = _better(measure)
        found.append(replace(record, better=better, baselines=others if better else {}))
        if measure == "nearer_donor":
            found += _effects(where, row, command)
    for row in _rows(evaluation.comparison):
        where = {
            "space": evaluation.space,
            "factor": row["factor"],
            "method": row["method"],
            "over": row["baseline"],
            "measure": row["measure"],
        }
        record = _record("edit_margin", where, row, command)
        found.append(replace(record, baselines={"no difference": 0.0}))
    return found


def heard_ways(evaluation: EditEvaluation, command: str) -> list[Result]:
    """Edits made to sound, by the search and by simpler ways, with intervals over groups."""
    table, found = evaluation.heard, []
    if not len(table):
        return []
    for way, part in table.groupby("way", sort=False):
        for name, better in HEARD.items():
            interval = mean_interval(part[name], part["group"])
            found.append(
                Result(
                    f"heard_{name}", {"space": evaluation.space, "way": str(way)},
                    interval.mean, interval.low, interval.high, better=better,
                    n_items=len(part), n_groups=part["group"].nunique(), command=command,
                    unit="dB" if name.endswith("_db") else "",
                )
            )  # fmt: skip
    return found


def heard(edit: Edit, place: Mapping[str, str], command: str) -> list[Result]:
    """What one edit did, and how far the sound made from it covers the way.

    Args:
        edit: With its sound.
        place: What tells this edit from others: factor, receptor, donor.
        command: What makes it again.
    """
    where: Where = {"space": edit.space, **place}
    found = [Result("manifold_ratio", where, edit.manifold_ratio, better="lower")]
    for reading in edit.readings:
        at: Where = {**where, "probe_of": reading.factor, "at": reading.where}
        wanted = reading.donor or reading.receptor
        found.append(
            Result(
                "p_wanted", {**at, "class": wanted}, reading.p_after,
                baselines={"before": reading.p_before},
            )
        )  # fmt: skip
    if edit.heard is not None:
        found.append(Result("travelled", where, edit.heard.travelled, baselines={"source": 0.0}))
        figures = {k: v for k, v in edit.heard.figures.items() if v == v}
        found += [
            Result("sound", {**where, "figure": k}, v, better="") for k, v in figures.items()
        ]
    return [replace(each, command=command, n_items=1) for each in found]


def _better(measure: str) -> Literal["higher", "lower", ""]:
    better = MEASURES.get(measure, "higher")
    return "higher" if better == "higher" else "lower" if better == "lower" else ""


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(k): v for k, v in row.items()} for row in table.to_dict("records")]


def _effects(where: Where, row: dict[str, Any], command: str) -> list[Result]:
    effects = {"edit_nearer_donor_rank_biserial": "rank_biserial", "edit_nearer_donor_d": "d"}
    return [
        Result(
            name, where, float(row[column]), n_items=int(row["n"]),
            n_groups=int(row["n_groups"]), command=command,
        )
        for name, column in effects.items()
        if row[column] == row[column]
    ]  # fmt: skip


def _record(name: str, where: Where, row: dict[str, Any], command: str) -> Result:
    p = row.get("p")
    return Result(
        name, where, float(row["mean"]), float(row["low"]), float(row["high"]),
        n_items=int(row["n"]), n_groups=int(row["n_groups"]),
        p=None if p is None or p != p else float(p), command=command,
    )  # fmt: skip
