"""What a disentangling leaves on disk and in the terminal: every number beside its controls."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.factors.flow.study import Judged
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result, write_results

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.table import Table

TITLES = {"flow": "flow", "pca": "PCA", "lda": "LDA", "ica": "ICA"}
SCORES = {
    "mig": "MIG",
    "sap": "SAP",
    "disentanglement": "DCI D",
    "completeness": "DCI C",
    "informativeness": "DCI I",
    "mig_parts": "MIG, parts",
    "disentanglement_parts": "DCI D, parts",
    "completeness_parts": "DCI C, parts",
}
Where = dict[str, str | int | float]
#: Readings whose p is below this are called beyond a control.
ALPHA = 0.05


def results(judged: Sequence[Judged], space: str, command: str = "") -> list[Result]:
    """Every number of a disentangling as a record."""
    found: list[Result] = []
    for one in judged:
        for (source, target), reading in one.readings.items():
            others = {
                TITLES[o.method]: o.readings[source, target].score.value
                for o in judged if o.method != one.method
            }  # fmt: skip
            controls = {"permuted": reading.chance}
            if reading.shared is not None:
                controls["permuted within the source's classes"] = reading.shared
            leak = target != source and source not in ("residual", "all")
            found.append(
                Result(
                    "leakage" if leak else "balanced_accuracy",
                    {"space": space, "method": one.method, "source": source, "target": target},
                    *reading.score,
                    n_items=reading.n_items, n_groups=reading.n_groups,
                    better="lower" if leak or source == "residual" else "higher",
                    baselines={**controls, **others},
                    p=reading.p_shared if reading.p_shared is not None else reading.p,
                    command=command,
                )
            )  # fmt: skip
        for name in SCORES:
            beside = {TITLES[o.method]: o.mean_score(name) for o in judged if o is not one}
            where: Where = {"space": space, "method": one.method, "folds": len(one.scores)}
            found.append(
                Result(name, where, one.mean_score(name), baselines=beside, command=command)
            )
    return found


def reading_rows(judged: Sequence[Judged]) -> list[dict[str, object]]:
    """What is read from where: one row for each source and target, a column a method."""
    rows: list[dict[str, object]] = []
    for source, target in judged[0].readings if judged else ():
        row: dict[str, object] = {"from": source, "read": target}
        for one in judged:
            reading = one.readings[source, target]
            score = reading.score
            row[TITLES[one.method]] = f"{score.value:.3f} [{score.low:.3f}, {score.high:.3f}]"
        first = judged[0].readings[source, target]
        row["chance"] = f"{first.chance:.3f}"
        row["labels alone"] = "" if first.shared is None else f"{first.shared:.3f}"
        p = first.p if first.p_shared is None else first.p_shared
        row[f"p ({TITLES[judged[0].method]})"] = "" if p is None else f"{p:.3f}"
        rows.append(row)
    return rows


def score_rows(judged: Sequence[Judged]) -> list[dict[str, object]]:
    """MIG, DCI and SAP: one row for each, a column a method."""
    return [
        {"score": title, **{TITLES[o.method]: f"{o.mean_score(name):.3f}" for o in judged}}
        for name, title in SCORES.items()
    ]


def sentences(judged: Sequence[Judged]) -> list[str]:
    """What the flow's numbers say, in words, whichever way they fall."""
    said = []
    for one in judged[:1]:
        factors = [t for s, t in one.readings if s == "all"]
        for factor in factors:
            own = one.readings[factor, factor]
            beyond = own.p is not None and own.p < ALPHA
            best = max(judged[1:], key=lambda o: o.readings[factor, factor].score.value,
                       default=None)  # fmt: skip
            line = (
                f"{factor} is read from its own dims with balanced accuracy "
                f"{own.score.value:.3f} (chance {own.chance:.3f}"
                f"{'' if beyond else '; no more than chance'})"
            )
            if best is not None:
                other = best.readings[factor, factor].score.value
                word = "more than" if own.score.value > other else "not more than"
                line += f", {word} from {TITLES[best.method]} of equal size ({other:.3f})"
            said.append(line + ".")
        for (source, target), reading in one.readings.items():
            if source == target or reading.shared is None:
                continue
            leaks = reading.p_shared is not None and reading.p_shared < ALPHA
            said.append(
                f"{target} is read from the {source} dims with {reading.score.value:.3f}: "
                f"{'more than' if leaks else 'no more than is explained by'} what the labels "
                f"share ({reading.shared:.3f}; chance {reading.chance:.3f})."
            )
    return said


def tables(judged: Sequence[Judged]) -> list[Table]:
    """The same for the terminal."""
    from rich.table import Table

    made = []
    captions = (
        "Balanced accuracy of kNN on held-out recordings",
        "Scores (0 to 1, higher better)",
    )
    for title, rows in zip(captions, (reading_rows(judged), score_rows(judged)), strict=True):
        table = Table(title=title, title_justify="left")
        for name in rows[0] if rows else ():
            table.add_column(name)
        for row in rows:
            table.add_row(*map(str, row.values()))
        made.append(table)
    return made


def write(
    judged: Sequence[Judged],
    folder: Path,
    *,
    space: str,
    title: str,
    notes: Sequence[str] = (),
    seconds: float,
    seed: int = 0,
    command: str = "",
) -> Path:
    """Write report.html and results.json into ``folder``; returns the page."""
    said = sentences(judged)
    write_results(
        folder / "results.json", results(judged, space, command),
        seconds=seconds, seed=seed, notes=[*notes, *said],
    )  # fmt: skip
    report = Report(title, f"{space}; all figures from recordings that no code was fitted on")
    report.bullets([*said, *notes])
    report.heading("What can be read from where").table(reading_rows(judged))
    report.text(
        "'chance' permutes labels over all groups; 'labels alone' permutes them among groups "
        "of one source class, and so keeps what the labels themselves share: a leak is what "
        "goes beyond it. Intervals are 95 % group bootstraps."
    )
    report.heading("Published scores").table(score_rows(judged))
    report.text(
        "MIG and SAP were made for one dim a factor, and call a factor of several dims "
        "entangled; 'parts' are the same over the code's parts."
    )
    report.heading("To make it again").command(command)
    return report.write(folder / "report.html")
