"""What the study says in words: its method, and verdicts that follow from the records."""

from __future__ import annotations

from collections.abc import Sequence

from timbrespace.studies.parts import FACTORS, Part
from timbrespace.studies.records import Records
from timbrespace.studies.verdicts import beats, readable

METHOD = (
    "Every sound passes through YAMNet once. Each of its 14 layers is pooled over time and "
    "frequency to one vector for each sound, and probes (kNN with k = 10, logistic regression, a "
    "decision tree, a random forest) name material and action from it. Folds, bootstraps and "
    "permutations keep what was recorded together together. Beside each layer stand chance, the "
    "log-mel spectrum, and as many of its principal components.",
    "A verdict is written by comparing numbers: 'above' and 'beats' mean that the whole 95 % "
    "interval lies on one side (and p < 0.05 where a test was made); otherwise two numbers are "
    "'not told apart'.",
)


def in_short(records: Records, parts: Sequence[Part]) -> list[str]:
    """The verdicts, part by part."""
    return [line for part in parts for line in _of_part(records.at(part=part.name), part)]


def _of_part(records: Records, part: Part) -> list[str]:
    said = []
    for grouping in part.groupings:
        for label in FACTORS:
            said += _probes(records.at(label=label, group=grouping.column), part, label,
                            grouping.title)  # fmt: skip
    return said


def _probes(records: Records, part: Part, label: str, held_out: str) -> list[str]:
    best = records.one("balanced_accuracy", layer="best", probe="logistic")
    if best is None:
        return []
    layers = ", ".join(dict.fromkeys(str(best.where["chosen"]).split(", ")))
    said = (
        f"{part.title}, each {held_out} held out: {label} is read from the layer that is best on "
        f"inner folds ({layers}) with balanced accuracy {readable(best)}"
    )
    margin = next(iter(records.at("balanced_accuracy_margin", probe="logistic")), None)
    margins = list(records.at("balanced_accuracy_margin", probe="logistic"))
    if margin is not None:
        over = "; it ".join(beats(m, str(m.where["over"])) for m in margins)
        said += f"; layer {margin.where['layer']} {over}"
    return [said + "."]
