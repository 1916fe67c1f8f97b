"""By how much a layer beats what it has to beat, on the same items: paired, over groups."""

from __future__ import annotations

from timbrespace.factors.probes import QUICK
from timbrespace.factors.probes_run import Probed
from timbrespace.factors.probes_scores import Tally, interval, two_sided_p
from timbrespace.factors.splits import bootstrap_weights
from timbrespace.reports.results import Result


def margins(probed: Probed, layer: str, command: str) -> list[Result]:
    """Balanced accuracy of a layer minus that of each baseline beside it.

    Args:
        probed: The probing.
        layer: Title of the layer, declared beforehand (``"9"``).
        command: What makes the numbers again.

    Returns:
        One record for each quick probe and baseline; p is two-sided, by bootstrap of whole
        groups, the fitted probes held fixed, and not corrected.
    """
    question = probed.question
    candidate = next(each for each in probed.learned if each.title == layer)
    weights = bootstrap_weights(question.groups, probed.n_bootstraps, question.seed)
    found = []
    for probe in QUICK:
        for baseline in probed.beside(candidate):
            tallies = [
                Tally(question.y, probed.answers[each.id, probe].predicted, question.groups)
                for each in (candidate, baseline)
            ]
            ours, theirs = (tally.balanceds(weights) for tally in tallies)
            difference = tallies[0].balanced() - tallies[1].balanced()
            found.append(
                Result(
                    "balanced_accuracy_margin",
                    {
                        "label": question.label,
                        "group": question.group,
                        "layer": layer,
                        "probe": probe,
                        "over": baseline.title,
                    },
                    *interval(difference, ours - theirs),
                    n_items=len(question.y),
                    n_groups=question.n_groups,
                    baselines={"no difference": 0.0},
                    p=two_sided_p(ours - theirs),
                    command=command,
                )
            )
    return found
