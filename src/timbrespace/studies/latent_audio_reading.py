"""What can be read from which layer: the part of the study's page about probes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import timbrespace
from timbrespace.reports.figures import points
from timbrespace.reports.html import Report
from timbrespace.studies import latent_audio_figures as figures
from timbrespace.studies.parts import FACTORS, Part
from timbrespace.studies.records import Records, cell, p_cell

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
            f"{label}: balanced accuracy [95 % interval], p by permutation of labels by group.",
        )
    made.table(
        _contrast_rows(records),
        "The first layer, the last, the best (chosen for each fold on folds inside its training "
        "part), and log-mel: paired differences on the same items; p two-sided, times the number "
        "of comparisons of its kind (Bonferroni).",
    )
    unseen = _unseen_rows(records)
    if unseen:
        made.table(
            unseen,
            "Combinations of material and action that were held out whole: balanced accuracy on "
            "them, and on the same items in ordinary folds.",
        )
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
                row[f"{short}, {title} held out"] = cell(found)
                if column == next(iter(groupings)):
                    row[f"p {short}"] = p_cell(found)
        rows.append(row)
    return rows


def _contrast_rows(records: Records) -> list[Row]:
    return [
        {"label": r.where["label"], "held out": r.where["group"], "probe": r.where["probe"],
         "contrast": r.where["contrast"], "difference": cell(r), "p": p_cell(r)}
        for r in records.at("balanced_accuracy_difference")
    ]  # fmt: skip


def _unseen_rows(records: Records) -> list[Row]:
    return [
        {"label": r.where["label"], "space": r.where["space"], "probe": r.where["probe"],
         "unseen": cell(r), "seen": f"{r.baselines['seen combination']:.3f}",
         "chance": f"{r.baselines['uniform']:.3f}"}
        for r in records.at("balanced_accuracy_unseen_combination")
    ]  # fmt: skip


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
