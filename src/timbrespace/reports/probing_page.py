"""The page of a probing: method, tables, figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.factors.probing import combinations
from timbrespace.factors.probing.probes import N_TREES, PROBES, QUICK, TITLES
from timbrespace.factors.probing.question import Candidate
from timbrespace.factors.probing.run import Probed
from timbrespace.factors.probing.scores import Interval
from timbrespace.jobs import Job, quiet_job
from timbrespace.reports.html import Report

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def sentences(probed: Probed) -> list[str]:
    """What a reader must know before the numbers."""
    q = probed.question
    said = [
        f"{len(q.y)} items in {q.n_groups} groups ('{q.group}'), {len(q.classes)} values of "
        f"'{q.label}', {len(q.folds)} folds; no group straddles a fold.",
        f"Chance, balanced: {probed.chance['uniform']['balanced']:.3f}. Always the most frequent "
        f"value: accuracy {probed.chance['majority']['accuracy']:.3f}.",
    ]
    if q.left_out:
        listed = ", ".join(f"{why}: {n}" for why, n in q.left_out.items())
        said.append(f"Left out, items: {listed}.")
    return said


def report(
    probed: Probed,
    *,
    seconds: float,
    command: str = "",
    title: str = "",
    job: Job | None = None,
) -> Report:
    """The whole report, figures and all."""
    q = probed.question
    made = Report(
        title or f"Can '{q.label}' be read?",
        f"Probes of '{q.label}', groups of '{q.group}' kept together.",
    )
    if command:
        made.command(command)
    made.bullets(sentences(probed))
    made.text(*_method(probed))
    made.heading("By layer" if probed.layers else "By space")
    from timbrespace.reports.layers import by_layer

    made.figure(
        by_layer(probed),
        "Balanced accuracy out of fold, with 95 % intervals bootstrapped over groups. Bands: "
        "intervals of the baselines.",
    )
    made.table(score_rows(probed), "Balanced accuracy [95 % interval], p by permutation.")
    _add_contrasts(made, probed)
    _add_unseen(made, probed)
    _add_pictures(made, probed, quiet_job(job, "report"))
    return made.made_with(q.seed, seconds)


def score_rows(probed: Probed) -> list[dict[str, object]]:
    """A row for each space: each probe's balanced accuracy with interval, and p where tested."""
    rows = []
    for c in [*probed.learned, *probed.baselines]:
        row: dict[str, object] = {"space": c.title, "dims": c.dims_seen}
        for probe in PROBES:
            scored = probed.of(c, probe)
            row[probe] = short(scored.balanced)
            if scored.p is not None:
                row[f"p {probe}"] = f"{scored.p:.3f}"
        rows.append(row)
    return rows


def short(value: Interval) -> str:
    """A share with its interval in few letters.

    Example:
        >>> short(Interval(0.5, 0.25, 0.75))
        '.500 [.250 .750]'
    """
    return "{} [{} {}]".format(*(f"{v:.3f}".replace("0.", ".", 1) for v in value))


def _method(probed: Probed) -> list[str]:
    q = probed.question
    return [
        "Each space is pooled to one vector for each item, scaled, turned to its leading "
        "principal components and scaled again, all learnt from the training part of each fold; "
        "the row 'log-mel' is scaled only. "
        f"kNN with k = 10; logistic regression with a ridge penalty (C = 0.1); a decision tree; "
        f"a random forest of {N_TREES} trees. No setting was tuned on these data.",
        "Accuracy and balanced accuracy (the mean over values of the share named rightly) are of "
        f"out-of-fold predictions. Intervals: 95 %, {probed.n_bootstraps} bootstraps of whole "
        "groups, the fitted probes held fixed, so they hold the chance of which groups were "
        "recorded, not that of training. "
        f"p: {probed.n_permutations} permutations of labels by group, kNN and logistic "
        f"regression only, not corrected for the number of rows; seed {q.seed}.",
    ]


def _add_contrasts(made: Report, probed: Probed) -> None:
    if not probed.contrasts:
        return
    made.heading("First, best, last")
    made.text(
        "Three comparisons, declared beforehand. 'Best' is chosen for each fold by folds inside "
        "its training part. Differences of balanced accuracy are bootstrapped over groups, "
        "paired; p is two-sided and times the three comparisons (Bonferroni). Below them, the "
        "best layer against each baseline, with p times the number of those."
    )
    made.table(
        [
            {"probe": b.probe, "chosen in each fold": ", ".join(b.chosen),
             "balanced accuracy of the choice": short(b.balanced)}
            for b in probed.bests
        ]
    )  # fmt: skip
    made.table(
        [
            {"probe": c.probe, "contrast": c.name, "difference": signed(c.difference),
             "p": f"{c.p:.3f}", "verdict": _verdict(c.difference, c.p)}
            for c in probed.contrasts
        ]
    )  # fmt: skip


def signed(value: Interval) -> str:
    """A difference with its interval."""
    return "{:+.3f} [{:+.3f} {:+.3f}]".format(*value)


def named(candidate: Candidate) -> str:
    """A space in a sentence: ``"layer 8"``, ``"log-mel"``."""
    return f"layer {candidate.title}" if candidate.role == "layer" else candidate.title


def _verdict(difference: Interval, p: float) -> str:
    if p >= 0.05:
        return "no difference shown"
    return "higher" if difference.value > 0 else "lower"


def _add_unseen(made: Report, probed: Probed) -> None:
    if not probed.unseen:
        return
    by_id = {c.id: c for c in [*probed.learned, *probed.baselines]}
    chance = combinations.chance(probed.question, probed.cells)
    made.heading("Combinations that were never trained on")
    made.text(
        f"Each of {len(probed.cells)} combinations is held out in turn, with every group that "
        f"has items in it, and its '{probed.question.label}' is named. 'seen': the same items in "
        "the ordinary folds, where other groups of the combination were trained on. Chance: "
        + ", ".join(f"{name} {value:.3f}" for name, value in chance.items())
        + " (balanced)."
    )
    made.table(
        [
            {"space": by_id[u.candidate].title, "probe": u.probe, "unseen": short(u.unseen),
             "seen": short(u.seen), "drop": signed(u.drop)}
            for u in probed.unseen
        ],
        "Balanced accuracy [95 % interval] on items of the held-out combinations.",
    )  # fmt: skip
    shown = max((u for u in probed.unseen if by_id[u.candidate].role != "baseline"),
                key=lambda u: u.unseen.value)  # fmt: skip
    made.table(
        [
            {probed.question.label: cell.value, "with": cell.other, "items": len(cell.test),
             "unseen": unseen, "seen": seen}
            for cell, (unseen, seen) in zip(probed.cells, shown.by_cell, strict=True)
        ],
        f"Accuracy in each combination: {named(by_id[shown.candidate])}, {TITLES[shown.probe]} "
        "(the highest of the table above, so read it as a picture, not as a test).",
    )  # fmt: skip


def _add_pictures(made: Report, probed: Probed, job: Job) -> None:
    from timbrespace.factors.probing.features import components
    from timbrespace.reports import figures

    q = probed.question
    shown = _first_best_last(probed)
    best = list(shown.values())[min(1, len(shown) - 1)]
    made.heading("What is taken for what")
    predicted = probed.answers[best.id, "logistic"].predicted
    caption = f"Logistic regression on {named(best)}, out of fold: rows sum to 1."
    made.figure(figures.confusion(q.y, predicted, q.classes, named(best)), caption)
    made.heading("The spaces themselves")
    made.figure(_tsne(shown, probed, job), "t-SNE; the most frequent values in colour. A picture "
                "of neighbourhoods: sizes and distances of clumps say nothing.")  # fmt: skip
    parts = {t: components(c.vectors, c.n_dims, seed=q.seed) for t, c in shown.items()}
    explained = {title: shares for title, (_, shares) in parts.items()}
    made.figure(
        figures.scree(explained), "Share of variance of the scaled dims in leading components."
    )
    first = list(parts.values())[min(1, len(parts) - 1)][0]
    made.figure(figures.pairs(first, q.y, q.classes),
                f"The first components of {named(best)}, pair by pair.")  # fmt: skip


def _first_best_last(probed: Probed) -> dict[str, Candidate]:
    """Three layers to draw; where there are no layers, up to three spaces."""
    layers = probed.layers
    if len(layers) < 2:
        return {named(c): c for c in probed.learned[:3]}
    chosen = next((b.chosen for b in probed.bests if b.probe == QUICK[0]), ())
    favourite = max(sorted(set(chosen)), key=list(chosen).count, default=layers[0].title)
    best = next(c for c in layers if c.title == favourite)
    return {
        f"first: {named(layers[0])}": layers[0],
        f"best: {named(best)}": best,
        f"last: {named(layers[-1])}": layers[-1],
    }


def _tsne(shown: dict[str, Candidate], probed: Probed, job: Job) -> Figure:
    from timbrespace.explore.layout import compute
    from timbrespace.reports.figures import points

    q = probed.question
    layouts = {
        title: compute(c.vectors, "tsne", seed=q.seed, job=job).points
        for title, c in shown.items()
    }
    return points(layouts, q.y, q.classes)
