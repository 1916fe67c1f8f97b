"""What can be read from which layer: the part of the study's page about probes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import timbrespace
from timbrespace.reports.figures import points
from timbrespace.reports.html import Report
from timbrespace.studies.latent_audio import figures
from timbrespace.studies.latent_audio.parts import FACTORS, Part
from timbrespace.studies.records import Records, cell, p_cell
from timbrespace.studies.verdicts import ALPHA

if TYPE_CHECKING:
    from timbrespace.studies.notebook import Notebook

Row = dict[str, object]


def add(made: Report, notebook: Notebook, part: Part, records: Records) -> None:
    """By layer: a figure, tables, contrasts, held-out combinations."""
    made.heading(f"{part.title.capitalize()}: what can be read from which layer")
    for name, page in notebook.pages.items():
        if name.startswith(f"{part.name}-probe-") and page.notes:
            made.bullets([f"{name.removeprefix(part.name + '-probe-')}: {' '.join(page.notes)}"])
    groupings = {grouping.column: grouping.title for grouping in part.groupings}
    made.figure(
        figures.by_layer(records, groupings, FACTORS),
        "Balanced accuracy out of fold by layer, with 95 % intervals bootstrapped over groups. "
        f"Straight lines: baselines with each {part.groupings[0].title} held out.",
    )
    for label in FACTORS:
        made.table(
            _layer_rows(records, label, groupings),
            f"{label}: balanced accuracy [95 % interval]. {_about_p(records, label)}",
        )
    for label in FACTORS:
        for column, title in groupings.items():
            _add_contrasts(made, records.at(label=label, group=column), f"{label}, {title}")
    for label in FACTORS:
        _add_unseen(made, records.at("balanced_accuracy_unseen_combination", label=label), label)
    for command in dict.fromkeys(r.command for r in records if "probe" in r.command):
        made.command(command)


def _layer_rows(records: Records, label: str, groupings: dict[str, str]) -> list[Row]:
    of = records.at("balanced_accuracy", label=label)
    rows = []
    for layer in [t for t in of.values("layer") if t != "best"]:
        row: Row = {"layer": layer}
        for column, title in groupings.items():
            for probe, short in figures.DRAWN.items():
                found = of.one(group=column, layer=layer, probe=probe)
                unsure = found is not None and found.p is not None and found.p >= ALPHA
                said = f", p {p_cell(found)}" if unsure else ""
                row[f"{short}, {title} held out"] = cell(found) + said
        rows.append(row)
    return rows


def _about_p(records: Records, label: str) -> str:
    """What p is, once for a table in which nearly all are as small as they can be."""
    known = [r.p for r in records.at("balanced_accuracy", label=label) if r.p is not None]
    if not known:
        return ""
    return (
        f"By permutation of labels by group p is under {ALPHA:g} (the smallest here "
        f"{min(known):.3f}) wherever nothing else is said."
    )


def _add_contrasts(made: Report, records: Records, title: str) -> None:
    found = records.at("balanced_accuracy_difference")
    rows: list[Row] = []
    for contrast in found.values("contrast"):
        row: Row = {"contrast": contrast}
        for probe, short in figures.DRAWN.items():
            of = found.one(contrast=contrast, probe=probe)
            row |= {f"{short}, difference": cell(of), f"p, {short}": p_cell(of)}
        rows.append(row)
    if rows:
        made.table(
            rows,
            f"{title} held out: the first layer, the last, the best (chosen for each fold on "
            "folds inside its training part) and log-mel. Paired differences on the same items; "
            "p two-sided, times the number of comparisons of its kind (Bonferroni).",
        )


def _add_unseen(made: Report, records: Records, label: str) -> None:
    rows: list[Row] = []
    for space in records.values("space"):
        row: Row = {"layer": _title(space)}
        for probe, short in figures.DRAWN.items():
            of = records.one(space=space, probe=probe)
            seen = "" if of is None else f"{of.baselines['seen combination']:.3f}"
            row |= {f"{short}, combination unseen": cell(of), f"{short}, seen": seen}
        rows.append(row)
    if rows:
        chance = next(iter(records)).baselines["uniform"]
        made.table(
            rows,
            f"{label} in combinations of material and action that were held out whole: balanced "
            "accuracy on them, and on the same items in ordinary folds, where other groups of the "
            f"combination were trained on; chance {chance:.3f}.",
        )


def _title(space: str) -> str:
    """A space as the other tables call it.

    Example:
        >>> _title("yamnet-h5:logmel+pca64"), _title("yamnet-h5:8")
        ('log-mel PCA-64', '8')
    """
    return space.partition(":")[2].replace("+pca", " PCA-").replace("logmel", "log-mel")


def add_pictures(made: Report, notebook: Notebook, part: Part, records: Records) -> None:
    """t-SNE of the first, the edited and the last layer, coloured by either factor."""
    layers = notebook.kept(f"{part.name}-probe-tsne").get("layers", [])
    if not layers:
        return
    from timbrespace.api.probing import question_of

    atlas = timbrespace.open(part.atlas, sounds=part.sounds)
    maps = {m.name: m for m in atlas.maps()}
    found = [records.one("trustworthiness", layer=layer) for layer in layers]
    shown = {
        f"layer {layer}": atlas.map(maps[str(r.where["map"])].name)[["x", "y"]].to_numpy()
        for layer, r in zip(layers, found, strict=True)
        if r is not None
    }
    made.heading(f"{part.title.capitalize()}: the layers themselves")
    for label in FACTORS:
        q = question_of(atlas, label, n_folds=part.groupings[0].n_folds)
        known = {title: at[q.rows] for title, at in shown.items()}
        made.figure(
            points(known, q.y, q.classes),
            f"t-SNE, coloured by {label}. A picture of neighbourhoods: sizes and distances of "
            "clumps say nothing.",
        )
    made.table(
        [
            {"layer": layer, **{name.replace("_", " "): cell(records.one(name, layer=layer))
                                for name in ("trustworthiness", "continuity", "recall_at_10")}}
            for layer in layers
        ],
        "How far these pictures can be trusted, 0 to 1.",
    )  # fmt: skip
