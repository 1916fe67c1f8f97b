"""What a clustering leaves on disk: records, a table and one HTML page with its elbow."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.atlas.files import write_table
from timbrespace.factors.probing.clusters import N_CHANCE, N_STARTS, Clustering
from timbrespace.factors.probing.question import Candidate, Question
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result, write_results

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

#: More lines than this in one panel cannot be told apart.
MAX_LINES = 4
MEASURES = ("inertia", "homogeneity", "completeness", "ami")
COLUMNS = (*MEASURES, "ami_chance")


def results(
    question: Question, found: Sequence[Clustering], mel_id: str, command: str = ""
) -> list[Result]:
    """Each agreement with the label, beside that of log-mel and of permuted labels."""
    of_mel = {c.k: c for c in found if c.candidate == mel_id}
    made = []
    for c in found:
        where: dict[str, str | int | float] = {
            "label": question.label, "space": c.candidate, "k": c.k
        }  # fmt: skip
        for name in MEASURES:
            baselines = {"permuted labels": c.ami_chance} if name == "ami" else {}
            if c.candidate != mel_id and c.k in of_mel:
                baselines["log-mel"] = getattr(of_mel[c.k], name)
            made.append(
                Result(name, where, getattr(c, name), n_items=len(question.y),
                       n_groups=question.n_groups, better="" if name == "inertia" else "higher",
                       baselines=baselines, command=command)
            )  # fmt: skip
    return made


def table(found: Sequence[Clustering]) -> pd.DataFrame:
    """One row for each space and number of clusters."""
    import pandas as pd

    return pd.DataFrame(
        {"space": c.candidate, "k": c.k, **{name: getattr(c, name) for name in COLUMNS}}
        for c in found
    )


def terminal_table(
    question: Question, candidates: Sequence[Candidate], found: Sequence[Clustering]
) -> Table:
    """Each space at as many clusters as the label has values, or nearest to it."""
    from rich import box
    from rich.table import Table

    rows = at_classes(question, candidates, found)
    title = f"k-means near k = {len(question.classes)}, as many as '{question.label}' has values"
    made = Table(box=box.SIMPLE_HEAD, title=title, title_justify="left")
    for name in rows[0]:
        made.add_column(name, justify="left" if name == "space" else "right")
    for row in rows:
        made.add_row(*(f"{v:.3f}" if isinstance(v, float) else str(v) for v in row.values()))
    return made


def at_classes(
    question: Question, candidates: Sequence[Candidate], found: Sequence[Clustering]
) -> list[dict[str, object]]:
    """A row for each space, at the k nearest to the number of the label's values."""
    rows = []
    for candidate in candidates:
        own = [c for c in found if c.candidate == candidate.id]
        near = min(own, key=lambda c: abs(c.k - len(question.classes)))
        shown = {name.replace("_", " "): getattr(near, name) for name in COLUMNS}
        rows.append({"space": candidate.title, "k": near.k, **shown})
    return rows


def write(
    question: Question,
    candidates: Sequence[Candidate],
    found: Sequence[Clustering],
    folder: Path,
    *,
    seconds: float,
    command: str = "",
    title: str = "",
) -> Path:
    """Write report.html, results.json and clusters.parquet; returns the path of the page."""
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "clusters.parquet", table(found))
    mel = next(c for c in candidates if c.role == "baseline")
    write_results(
        folder / "results.json", results(question, found, mel.id, command),
        seconds=seconds, seed=question.seed,
    )  # fmt: skip
    made = report(question, candidates, found, seconds=seconds, command=command, title=title)
    return made.write(folder / "report.html")


def report(
    question: Question,
    candidates: Sequence[Candidate],
    found: Sequence[Clustering],
    *,
    seconds: float,
    command: str = "",
    title: str = "",
) -> Report:
    """The whole page."""
    from timbrespace.reports.figures import elbow

    made = Report(title or f"Clusters and '{question.label}'", "k-means, label unseen.")
    if command:
        made.command(command)
    made.text(
        f"{len(question.y)} items in {question.n_groups} groups, {len(question.classes)} values "
        f"of '{question.label}'. k-means (k-means++, the best of {N_STARTS} starts) on the "
        "leading principal components of the scaled dims. AMI is 0 for clusters that have "
        "nothing to do with the label if items were independent; takes of one group are not, so "
        f"the dotted line shows AMI with labels permuted by group ({N_CHANCE} times). "
        "Homogeneity and completeness both grow by chance alone, the first with more clusters, "
        "the second with fewer."
    )
    ks = sorted({c.k for c in found})
    shown = _shown(candidates)
    values = {(c.candidate, c.k): c for c in found}
    curves: dict[str, dict[str, list[float]]] = {name: {} for name in MEASURES}
    for candidate in shown:
        for name, lines in curves.items():
            own = [values[candidate.id, k] for k in ks]
            lines[candidate.title] = [getattr(c, name) for c in own]
            if name == "ami":
                lines[f"{candidate.title} chance"] = [c.ami_chance for c in own]
    named = {"ami": "AMI (dotted: chance)", "inertia": "inertia (elbow)"}
    made.figure(
        elbow(ks, {named.get(name, name): lines for name, lines in curves.items()}),
        "By number of clusters. Inertia: the share of variance left within clusters.",
    )
    made.table(at_classes(question, candidates, found),
               "At the number of clusters nearest to the number of values.")  # fmt: skip
    return made.made_with(question.seed, seconds)


def _shown(candidates: Sequence[Candidate]) -> list[Candidate]:
    """First, middle and last of the spaces, and log-mel."""
    learned = [c for c in candidates if c.role == "layer"] or [
        c for c in candidates if c.role != "baseline"
    ]
    picks = np.unique(np.linspace(0, len(learned) - 1, MAX_LINES - 1).round().astype(int))
    return [learned[i] for i in picks] + [c for c in candidates if c.role == "baseline"]
