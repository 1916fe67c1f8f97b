"""What the study says in sentences; every verdict follows from records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from timbrespace.reports.results import Result
from timbrespace.studies.records import Records, cell
from timbrespace.studies.sonify.sizes import BASELINE, MAIN, TITLES
from timbrespace.studies.verdicts import ALPHA, beats, listed, stands

METHOD = (
    "A space of each kind of data is trained, or opened; its label is never shown to it. Its "
    "latents are reduced to a voice's dims and carried to where real sounds lie in that voice "
    "(the coupling, learned on the space's training items without labels). A row of a table is "
    "held as one tone; a clip of motion moves the voice as it moves itself. All sounds are "
    "brought to one loudness.",
    "Blind probe: a linear classifier hears each sound through an ear (YAMNet's embedding where "
    "its weights are at hand, log-mel statistics, named descriptors; at most 32 components), "
    "learns labels on four fifths of the groups and is asked about the rest. The same classifier "
    "gets the data's own latents (of what moves, mean and deviation over time) on the same folds. "
    "Beside it: a fair die, always the most frequent label, labels permuted by group, and a "
    "random projection in place of the coupling.",
    "Distances: rank correlation between pairwise distances of the data and of their sounds, "
    "with Mantel's test. Re-encoding: the voice's own encoder hears the sound; how much of the "
    "latent that was sent comes back, how often it lies nearest to its own item's, and, of what "
    "moves, whether it moves alike.",
    "Held-out items are those that the data's space was never trained on and that the coupling "
    "has not seen. Intervals are over groups (a patient's sample, a clip).",
)


def in_short(
    records: Records, data: Mapping[str, str], voices: Mapping[str, str], ear: str
) -> list[str]:
    """The verdicts: of each data and voice what can be heard, what can't, and by how much.

    Args:
        records: Of all.
        data: Titles of the data, by name.
        voices: Titles of the voices, by name.
        ear: That verdicts go by.
    """
    said = []
    for name, title in data.items():
        for voice, singer in voices.items():
            of = records.at(data=name, voice=voice)
            about = f"{title[:1].upper()}{title[1:]} by {singer}"
            said += [f"{about}: {each}" for each in _verdicts(of, ear)]
    return said


def part_of(records: Records) -> str:
    """The part that verdicts are about: held-out items, where enough of them were heard."""
    return "held-out" if records.one("label_accuracy", part="held-out") else "all"


def _verdicts(of: Records, ear: str) -> Iterator[str]:
    part = part_of(of)
    accuracy = of.one("label_accuracy", how=MAIN, ear=ear, part=part)
    balanced = of.one("label_balanced", how=MAIN, ear=ear, part=part)
    own = of.one("label_accuracy", part=part, **{"from": "data"})
    ratio = of.one("accuracy_ratio", how=MAIN, ear=ear, part=part)
    if accuracy and balanced and own and ratio:
        which = "held-out items" if part == "held-out" else "all items"
        yield (
            f"the label is {_heard(balanced)} ({ear}, {which}): {cell(accuracy)} named rightly, "
            f"{cell(own)} from the data itself, which is {cell(ratio)} of it; most frequent "
            f"label {accuracy.baselines['majority']:.3f}."
        )
    margin = of.one("accuracy_margin", how=MAIN, ear=ear, part=part)
    if margin:
        yield (f"the coupling '{TITLES[MAIN]}' {beats(margin, 'a ' + TITLES[BASELINE])} in that.")
    yield from _classes(of)
    yield from _far(of)
    yield from _back(of)


def _heard(balanced: Result) -> str:
    """Interval and permutation must agree, as everywhere."""
    stand = stands(balanced, balanced.baselines["uniform"])
    sure = stand == "above" and (balanced.p is None or balanced.p < ALPHA)
    return "heard" if sure else "not shown to be heard"


def _classes(of: Records) -> Iterator[str]:
    """Which labels are named more often than a die would, and which are not shown to be."""
    recalls = list(of.at("label_recall"))
    heard = [r for r in recalls if stands(r, r.baselines["uniform"]) == "above"]
    missed = [r for r in recalls if r not in heard]
    if recalls:
        parts = [
            f"heard: {listed([_named(r) for r in heard])}" * bool(heard),
            f"not shown to be heard: {listed([_named(r) for r in missed])}" * bool(missed),
        ]
        yield (
            f"{'; '.join(filter(None, parts))} (each of {len(recalls)} labels at 95 % on its own, "
            "not corrected for their number)."
        )


def _named(recall: Result) -> str:
    return f"{recall.where['label']} ({recall.value:.2f} of {recall.n_items})"


def _far(of: Records) -> Iterator[str]:
    found = of.one("distance_spearman", how=MAIN, ear="descriptors")
    if found:
        sure = found.value > 0 and found.p is not None and found.p < ALPHA
        verdict = "sound further apart" if sure else "are not shown to sound further apart"
        base = found.baselines.get("random projection")
        beside = f"; {TITLES[BASELINE]} {base:.3f}" if base is not None else ""
        yield (
            f"items that are further apart {verdict} (Spearman {cell(found)} in descriptors, "
            f"Mantel p = {found.p:.3f}{beside})."
        )


def _back(of: Records) -> Iterator[str]:
    r2, found = of.one("returned_r2", how=MAIN), of.one("returned_found", how=MAIN)
    if r2 and found:
        sure = found.p is not None and found.p < ALPHA
        verdict = "finds" if sure else "is not shown to find"
        yield (
            f"re-encoding {verdict} an item among all: {cell(found)} of them (chance "
            f"{found.baselines['chance']:.3f}); R2 of what comes back {cell(r2)}."
        )
    moved = of.one("returned_movement", how=MAIN)
    if moved:
        other = moved.baselines["another item"]
        verdict = "moves" if stands(moved, other) == "above" else "is not shown to move"
        yield (
            f"the sound {verdict} as its own item does (correlation over time {cell(moved)}; with "
            f"another item's movement {other:.3f})."
        )
