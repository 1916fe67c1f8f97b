"""Which effect was it: classifiers of latents, on sounds of groups that they never heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from timbrespace.factors.probing.scores import Tally, interval, two_sided_p
from timbrespace.factors.splits import bootstrap_weights, codes_of, group_folds
from timbrespace.jobs import Job, quiet_job
from timbrespace.reports.results import Result
from timbrespace.studies.effects.space_features import Candidate, pca_name
from timbrespace.studies.effects.space_items import Items
from timbrespace.studies.effects.space_probes import PROBES, Codes, Probe, classify, seen

N_FOLDS, N_BOOTSTRAPS = 5, 2000


@dataclass(frozen=True)
class Named:
    """What one probe made of one candidate's features.

    Args:
        candidate: Whose.
        probe: Which.
        predicted: The effect of every item, said by the fold that did not learn from it.
    """

    candidate: Candidate
    probe: Probe
    predicted: Codes


def name_effects(
    items: Items, candidates: Sequence[Candidate], seed: int = 0, job: Job | None = None
) -> list[Named]:
    """Classify the effect of every item, whole groups held out.

    Args:
        items: From :func:`space_items.probed`.
        candidates: Features of them.
        seed: Of folds and forests.
        job: Counts folds; can be stopped.
    """
    job, y = quiet_job(job, "classify"), items.y
    folds = group_folds(y, items.groups, N_FOLDS, seed)
    job.begin(len(candidates) * len(folds), "Telling effects", unit="folds")
    found = []
    for candidate in candidates:
        predicted = {probe: np.zeros(len(y), np.int64) for probe in PROBES}
        for train, test in folds:
            job.check()
            here, held = seen(candidate, train, test, seed)
            for probe in PROBES:
                predicted[probe][test] = classify(probe, here, y[train], held, seed)
            job.advance()
        found += [Named(candidate, probe, predicted[probe]) for probe in PROBES]
    return found


def naming_results(items: Items, named: Sequence[Named], command: str = "") -> Iterator[Result]:
    """``effect_accuracy`` of each, and by how much learned spaces beat each baseline."""
    y, (names, groups) = items.y, codes_of(items.groups)
    weights = bootstrap_weights(groups, N_BOOTSTRAPS)
    tallies = {
        (each.candidate.name, each.probe): Tally(y, each.predicted, groups) for each in named
    }
    chance = float(np.bincount(y).max() / len(y))
    facts: dict[str, Any] = {"n_items": len(y), "n_groups": len(names), "command": command}
    for each in named:
        tally = tallies[each.candidate.name, each.probe]
        where = {"features": each.candidate.name, "probe": each.probe}
        others = _baselines(each, named, lambda n: tallies[n.candidate.name, n.probe].accuracy())
        value = interval(tally.accuracy(), tally.accuracies(weights))
        yield Result("effect_accuracy", where, *value, baselines={"chance": chance, **others},
                     **facts)  # fmt: skip
        for name in others:
            drawn = tally.accuracies(weights) - tallies[name, each.probe].accuracies(weights)
            margin = interval(tally.accuracy() - others[name], drawn)
            yield Result("effect_accuracy_margin", {**where, "against": name}, *margin,
                         p=two_sided_p(drawn), **facts)  # fmt: skip


def confusions(items: Items, named: Iterable[Named], name: str, probe: Probe) -> Codes:
    """Counts ``(effects, effects)`` of true effects by predicted ones, for a figure."""
    (found,) = (n for n in named if (n.candidate.name, n.probe) == (name, probe))
    n_names = len(items.names)
    cells = np.bincount(items.y * n_names + found.predicted, minlength=n_names**2)
    return cells.reshape(n_names, n_names)


def _baselines(
    each: Named, named: Sequence[Named], score: Callable[[Named], float]
) -> dict[str, float]:
    """What stands beside a learned space: PCA of its size, and all that has no size."""
    if not each.candidate.learned:
        return {}
    size = pca_name(each.candidate.vectors.shape[1])
    return {
        other.candidate.name: score(other)
        for other in named
        if other.probe == each.probe
        and not other.candidate.learned
        and (other.candidate.n_components is None or other.candidate.name == size)
    }
