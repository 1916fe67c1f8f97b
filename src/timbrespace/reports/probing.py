"""What a probing leaves on disk: records, tables and the page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.atlas.files import write_table
from timbrespace.factors.probing import combinations
from timbrespace.factors.probing.run import Probed
from timbrespace.jobs import Job
from timbrespace.reports.probing_page import report, score_rows, sentences, short, signed
from timbrespace.reports.results import Result, write_results

if TYPE_CHECKING:
    import pandas as pd
    from rich.table import Table

Where = dict[str, str | int | float]


def results(probed: Probed, command: str = "") -> list[Result]:
    """Every number of a probing, with its baselines beside it."""
    q = probed.question
    asked: Where = {"label": q.label, "group": q.group}
    size: Any = {"n_items": len(q.y), "n_groups": q.n_groups, "command": command}
    found = []
    for scored in probed.scored:
        c, probe = scored.candidate, scored.probe
        where: Where = {
            **asked,
            "space": c.id,
            "layer": c.title,
            "probe": probe,
            "dims": c.dims_seen,
        }
        beside = [probed.of(other, probe) for other in probed.beside(c)]
        chances = probed.chance.items()
        for name, value in (("accuracy", scored.accuracy), ("balanced", scored.balanced)):
            rest = {b.candidate.title: getattr(b, name).value for b in beside}
            baselines = {**{k: v[name] for k, v in chances}, **rest}
            p = scored.p if name == "balanced" else None
            full = "balanced_accuracy" if name == "balanced" else name
            found.append(Result(full, where, *value, baselines=baselines, p=p, **size))
    chance = {name: scores["balanced"] for name, scores in probed.chance.items()}
    for best in probed.bests:
        where = {**asked, "layer": "best", "probe": best.probe, "chosen": ", ".join(best.chosen)}
        found.append(Result("balanced_accuracy", where, *best.balanced, baselines=chance, **size))
    for each in probed.contrasts:
        where = {**asked, "contrast": each.name, "probe": each.probe}
        found.append(
            Result("balanced_accuracy_difference", where, *each.difference, better="",
                   baselines={"no difference": 0.0}, p=each.p, **size)
        )  # fmt: skip
    return found + _unseen_results(probed, asked, command)


def table(probed: Probed) -> pd.DataFrame:
    """One row for each space and probe: scores, intervals, p, dims, role."""
    import pandas as pd

    return pd.DataFrame(
        {
            "label": probed.question.label,
            "group": probed.question.group,
            "space": s.candidate.id,
            "title": s.candidate.title,
            "role": s.candidate.role,
            "dims": s.candidate.dims_seen,
            "probe": s.probe,
            "accuracy": s.accuracy.value,
            "accuracy_low": s.accuracy.low,
            "accuracy_high": s.accuracy.high,
            "balanced": s.balanced.value,
            "balanced_low": s.balanced.low,
            "balanced_high": s.balanced.high,
            "p": s.p,
            "chance_balanced": probed.chance["uniform"]["balanced"],
            "majority_accuracy": probed.chance["majority"]["accuracy"],
        }
        for s in probed.scored
    )


def predictions(probed: Probed, ids: Sequence[str]) -> pd.DataFrame:
    """What every probe said of every item: id, group, fold, truth, and a column for each.

    Args:
        probed: The probing.
        ids: Item ids of the whole table that the question came from.
    """
    import pandas as pd

    q = probed.question
    names = np.array(q.classes)
    fold = np.zeros(len(q.y), np.int64)
    for number, (_, test) in enumerate(q.folds):
        fold[test] = number
    columns = {
        f"{space}|{probe}": names[answer.predicted]
        for (space, probe), answer in probed.answers.items()
    }
    truth = {"id": np.asarray(ids)[q.rows], "group": q.groups, "fold": fold, q.label: names[q.y]}
    return pd.DataFrame({**truth, **columns})


def write(
    probed: Probed,
    folder: Path,
    *,
    ids: Sequence[str],
    seconds: float,
    command: str = "",
    title: str = "",
    job: Job | None = None,
) -> Path:
    """Write report.html, results.json, probes.parquet and predictions.parquet.

    Args:
        probed: The probing.
        folder: Where; made where missing.
        ids: Item ids of the whole table that the question came from.
        seconds: What the probing took.
        command: What makes it again.
        title: What was probed; default: the label.
        job: Progress of the figures; can be stopped.

    Returns:
        The path of report.html.
    """
    folder.mkdir(parents=True, exist_ok=True)
    write_table(folder / "probes.parquet", table(probed))
    write_table(folder / "predictions.parquet", predictions(probed, ids))
    write_results(
        folder / "results.json", results(probed, command),
        seconds=seconds, seed=probed.question.seed, notes=sentences(probed),
    )  # fmt: skip
    return report(probed, seconds=seconds, command=command, title=title, job=job).write(
        folder / "report.html"
    )


def terminal_table(probed: Probed) -> Table:
    """The scores as a terminal shows them."""
    from rich import box
    from rich.table import Table

    rows = score_rows(probed)
    made = Table(
        box=box.SIMPLE_HEAD, title_justify="left", padding=(0, 1),
        title="Balanced accuracy [95 % over groups]; p by permutation of labels by group",
    )  # fmt: skip
    for name in rows[0]:
        made.add_column(name, no_wrap=True, justify="left" if name == "space" else "right")
    for i, row in enumerate(rows):
        # Brackets would be read as markup.
        cells = [str(value).replace("[", r"\[") for value in row.values()]
        made.add_row(*cells, end_section=i == len(probed.learned) - 1)
    return made


def contrast_lines(probed: Probed) -> list[str]:
    """First, best and last in a line each."""
    lines = [
        f"{b.probe}: best layers {', '.join(b.chosen)}, chosen inside each training part: "
        f"{short(b.balanced)}"
        for b in probed.bests
    ]
    return lines + [
        f"{c.probe}: {c.name} {signed(c.difference)}, p = {c.p:.3f}" for c in probed.contrasts
    ]


def _unseen_results(probed: Probed, asked: Where, command: str) -> list[Result]:
    n_items = sum(len(cell.test) for cell in probed.cells)
    groups = [np.unique(probed.question.groups[cell.test]) for cell in probed.cells]
    n_groups = len(np.unique(np.concatenate(groups))) if groups else 0
    chance = combinations.chance(probed.question, probed.cells) if probed.cells else {}
    return [
        Result(
            "balanced_accuracy_unseen_combination",
            {**asked, "space": u.candidate, "probe": u.probe},
            *u.unseen,
            n_items=n_items,
            n_groups=n_groups,
            baselines={**chance, "seen combination": u.seen.value},
            command=command,
        )
        for u in probed.unseen
    ]
