"""What the study says in words: its method, and verdicts that follow from the records."""

from __future__ import annotations

from collections.abc import Sequence

from timbrespace.studies.latent_audio.parts import FACTORS, Part
from timbrespace.studies.records import Records, cell, few
from timbrespace.studies.verdicts import ALPHA, beats, difference, readable

METHOD = (
    "Every sound passes through YAMNet once. Each of its 14 layers is pooled over time and "
    "frequency to one vector for each sound, and probes (kNN with k = 10, logistic regression, a "
    "decision tree, a random forest) name material and action from it. Folds, bootstraps and "
    "permutations keep what was recorded together together. Beside each layer stand chance, the "
    "log-mel spectrum, and as many of its principal components.",
    "One layer, declared beforehand (9, as in the original, unless --layer says otherwise), is "
    "projected patch by patch through scaler, PCA and scaler to 64 dims, with a way back to all "
    "of them. An invertible flow is trained on pairs of sounds that share a factor and no "
    "recording (Esser, Rombach and Ommer 2020): its first dims stand for material, the next for "
    "action, the rest for all else. It is measured on recordings that it has not seen.",
    "An edit swaps the dims of one factor for a donor's, goes back through flow and projection, "
    "and lets the rest of YAMNet run on. It has to beat a vector between class means, the LDA "
    "direction, optimal transport and a random direction of the same length.",
    "A verdict is written by comparing numbers: 'above' and 'beats' mean that the whole 95 % "
    "interval lies on one side (and p < 0.05 where a test was made); otherwise two numbers are "
    "'not told apart', or a gain is 'not shown'.",
)
#: What layers have to beat, as it is and with as many dims as most of them show.
LOG_MEL = ("log-mel", "log-mel PCA-64")
#: Measures in which the flow is compared with other ways to edit.
MARGINS = {
    "both_logits": "in both claims together",
    "p_gain_logits": "in probability won by the donor's class",
    "p_kept_logits": "in probability left to the kept one",
    "nearer_donor": "in coming nearer to the donor's logits",
}
#: Not rivals of an edit: the ceiling of its first claim, and the flow itself.
NO_RIVALS = ("copy all dims", "flow, twice as far")


def in_short(records: Records, parts: Sequence[Part]) -> dict[str, list[str]]:
    """The verdicts by the title of each part."""
    return {part.title: _of_part(records.at(part=part.name), part) for part in parts}


def _of_part(records: Records, part: Part) -> list[str]:
    said = []
    for grouping in part.groupings:
        for label in FACTORS:
            of = records.at(label=label, group=grouping.column)
            said += probes(of, label, grouping.title)
    for factor in FACTORS:
        said += leaks(records, factor)
    for factor in FACTORS:
        said += edits(records.at(factor=factor), factor)
    return [line[0].upper() + line[1:] for line in said + heard(records)]


def probes(records: Records, label: str, held_out: str) -> list[str]:
    """Whether a label can be read, and whether a layer is needed for that."""
    best = records.one("balanced_accuracy", layer="best", probe="logistic")
    if best is None:
        return []
    layers = ", ".join(dict.fromkeys(str(best.where["chosen"]).split(", ")))
    said = (
        f"with each {held_out} held out, {label} is read from the layer that is best on inner "
        f"folds ({layers}) with balanced accuracy {readable(best)}"
    )
    for over in LOG_MEL:
        gain = records.one(
            "balanced_accuracy_difference", probe="logistic", contrast=f"best - {over}"
        )
        said += "" if gain is None else f"; it {beats(gain, over)}"
    for other in ("first", "last"):
        gain = records.one(
            "balanced_accuracy_difference", probe="logistic", contrast=f"best - {other}"
        )
        said += "" if gain is None else f"; it {beats(gain, f'the {other} layer')}"
    return [said + " (logistic regression)."]


def leaks(records: Records, factor: str) -> list[str]:
    """What of a factor is in its own dims of the flow, and what in the other's."""
    of = records.at(method="flow", target=factor)
    own = of.one("balanced_accuracy", source=factor)
    if own is None:
        return []
    rivals = {k: v for k, v in own.baselines.items() if not k.startswith("permuted")}
    best = max(rivals, key=rivals.__getitem__, default=None)
    low = own.value if own.low is None else own.low
    high = own.value if own.high is None else own.high
    said = f"{factor} is read from its own dims of the flow with {cell(own)}"
    said += f", chance {own.baselines['permuted']:.3f}"
    said += "" if own.p is not None and own.p < ALPHA else ", and so is not shown to be there"
    if best is not None:
        word = "more" if low > rivals[best] else "less" if high < rivals[best] else "no more"
        said += f"; {word} than from {best} of equal size ({rivals[best]:.3f})"
    for leak in of.at("leakage"):
        shared = leak.baselines.get("permuted within the source's classes")
        beyond = leak.p is not None and leak.p < ALPHA
        said += (
            f"; from the {leak.where['source']} dims {cell(leak)}, "
            f"{'more than' if beyond else 'no more than'} what the labels themselves share"
        )
        said += "" if shared is None else f" ({shared:.3f})"
    return [said + "."]


def edits(records: Records, factor: str) -> list[str]:
    """Whether the flow's edits do both that they claim, and better than what is simpler."""
    both = records.one("edit_both_logits", method="flow")
    if both is None:
        return []
    moved = records.one("edit_moved_logits", method="flow")
    kept = records.one("edit_kept_logits", method="flow")
    said = (
        f"{factor} edited by the flow: the donor's class is named in {cell(moved)} of edits, the "
        f"other factor kept in {cell(kept)}, both in {cell(both)}"
    )
    margins = records.at("edit_margin")
    return [said + "".join(_compared(margins, n, title) for n, title in MARGINS.items()) + "."]


def _compared(margins: Records, measure: str, title: str) -> str:
    """Which methods the flow is shown to be better or worse than in one measure."""
    rivals = [r for r in margins.at(measure=measure) if r.where["over"] not in NO_RIVALS]
    by_word: dict[str, list[str]] = {"above": [], "below": []}
    for margin in rivals:
        name = str(margin.where["over"])
        said = "doing nothing" if name == "nothing" else f"'{name}'"
        by_word.setdefault(difference(margin), []).append(said)
    words = {"above": "better than", "below": "worse than"}
    shown = [f"{words[k]} {', '.join(by_word[k])}" for k in words if by_word[k]]
    if not rivals:
        return ""
    return f"; {title}: {' and '.join(shown) or 'not shown to differ from any other way'}"


def heard(records: Records) -> list[str]:
    """How far the sounds made from edits go."""
    ours = records.one("heard_travelled", way="optimised")
    if ours is None:
        return []
    said = f"sounds optimised towards edits cover {cell(ours)} of the way once encoded again"
    if few(ours):
        return [f"{said} ({ours.n_items} edits from {ours.n_groups} groups, too few to compare)."]
    others = [r for r in records.at("heard_travelled") if r.where["way"] != "optimised"]
    best = max(others, key=lambda r: r.value, default=None)
    if best is not None and best.high is not None and ours.low is not None:
        word = "more than" if ours.low > best.high else "not shown to be more than"
        said += f", {word} {best.where['way']} ({cell(best)})"
    return [said + "."]
