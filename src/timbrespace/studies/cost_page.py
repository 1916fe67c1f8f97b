"""What the steps of a study took, as records and as a table."""

from __future__ import annotations

from collections.abc import Mapping

from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.cost import Cost
from timbrespace.studies.notebook import Notebook
from timbrespace.studies.records import Records

_COLUMNS = {
    "seconds": "s",
    "cpu_seconds": "processor s",
    "peak_memory": "peak MB",
    "disk": "MB of disk",
}


def costs(notebook: Notebook, command: str) -> list[Result]:
    """Seconds, memory and disk of every step.

    Args:
        notebook: Of the study.
        command: The study's own command line.
    """
    return [
        result
        for name, page in notebook.pages.items()
        for result in of_cost({"step": name}, page.cost, command)
    ]


def of_cost(where: Mapping[str, str], cost: Cost, command: str) -> list[Result]:
    """What one step took, or several together, as results of a place."""
    measured = (
        ("seconds", cost.seconds, "s"), ("cpu_seconds", cost.cpu_seconds, "s"),
        ("peak_memory", cost.memory_mb, "MB"), ("disk", cost.disk_mb, "MB"),
    )  # fmt: skip
    return [
        Result(name, dict(where), value, unit=unit, better="lower", command=command)
        for name, value, unit in measured
        if value is not None
    ]


def add_costs(made: Report, records: Records) -> None:
    """A table of what each step took."""
    made.heading("What it took")
    rows: list[dict[str, object]] = []
    for step in records.values("step"):
        of = records.at(step=step)
        cells = {title: of.one(name) for name, title in _COLUMNS.items()}
        rows.append({"step": step, **{t: f"{r.value:.1f}" if r else "" for t, r in cells.items()}})
    made.table(rows, "Wall clock and processor time of all cores, peak memory, disk.")
