"""First, best, last: the three comparisons of layers that are declared beforehand.

The best layer is compared with each baseline, too: a layer may be better than another, and no
better than the log-mel spectrum it was made from.

The best layer is chosen on folds inside each training part, so that its score is not the
largest of many lucky ones. Differences are bootstrapped over groups, paired. A signed-rank
test over five folds cannot go under p = 0.06, and folds that share their training items are
not independent, as a t-test would have them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.factors.probing.features import features
from timbrespace.factors.probing.probes import QUICK, Answer, predict
from timbrespace.factors.probing.question import Candidate, Question
from timbrespace.factors.probing.scores import Interval, Tally, interval, two_sided_p
from timbrespace.factors.probing.work import spread
from timbrespace.factors.splits import Indices, bootstrap_weights, group_folds
from timbrespace.jobs import Job

N_INNER = 3
#: What is compared with what. Every p is multiplied by the number of comparisons (Bonferroni).
LAYERS = (("best", "first"), ("best", "last"), ("last", "first"))


@dataclass(frozen=True)
class Contrast:
    """One comparison of two layers.

    Args:
        name: ``"best - first"``, for instance.
        probe: The probe that read them.
        difference: Of balanced accuracy, the first named minus the other.
        p: Two-sided, bootstrapped over groups, times the number of comparisons of its kind.
    """

    name: str
    probe: str
    difference: Interval
    p: float


@dataclass(frozen=True)
class Best:
    """The best layer of each fold, and what it scored on items that had no say in the choice.

    Args:
        probe: The probe that chose and read.
        chosen: Title of the layer chosen for each fold.
        balanced: Balanced accuracy of the choices, out of fold.
    """

    probe: str
    chosen: tuple[str, ...]
    balanced: Interval


def choose(
    question: Question,
    layers: Sequence[Candidate],
    *,
    n_inner: int = N_INNER,
    job: Job | None = None,
    workers: int | None = None,
) -> dict[str, list[int]]:
    """Which layer is best on folds inside each training part, by probe.

    Returns:
        For each of :data:`~timbrespace.factors.probing.probes.QUICK` the layer's position for
        every outer fold; the earliest of those that tie.
    """
    units = [(f, i) for f in range(len(question.folds)) for i in range(len(layers))]

    def score(unit: tuple[int, int]) -> list[float]:
        return _inner_scores(question, question.folds[unit[0]][0], layers[unit[1]], n_inner)

    found = spread(score, units, job=job, workers=workers, message="Choosing layers")
    table = np.array(found).reshape(len(question.folds), len(layers), len(QUICK))
    return {probe: table[:, :, i].argmax(axis=1).tolist() for i, probe in enumerate(QUICK)}


def compare(
    question: Question,
    layers: Sequence[Candidate],
    answers: Mapping[tuple[str, str], Answer],
    chosen: Mapping[str, Sequence[int]],
    baselines: Sequence[Candidate] = (),
    *,
    n_bootstraps: int = 2000,
) -> tuple[list[Best], list[Contrast]]:
    """The best layer's honest score, and its contrasts, for each quick probe.

    Args:
        question: Label, groups and folds.
        layers: In order; at least two.
        answers: By space id and probe.
        chosen: What :func:`choose` said.
        baselines: What the best layer is compared with, beside other layers.
        n_bootstraps: Draws of groups.
    """
    weights = bootstrap_weights(question.groups, n_bootstraps, question.seed)
    bests, contrasts = [], []
    for probe, picks in chosen.items():
        by_layer = [answers[layer.id, probe].predicted for layer in layers]
        of_best = np.zeros(len(question.y), np.int64)
        for (_, test), pick in zip(question.folds, picks, strict=True):
            of_best[test] = by_layer[pick][test]
        parts = {"first": by_layer[0], "best": of_best, "last": by_layer[-1]}
        parts |= {each.title: answers[each.id, probe].predicted for each in baselines}
        tallies = {k: Tally(question.y, v, question.groups) for k, v in parts.items()}
        drawn = {k: tally.balanceds(weights) for k, tally in tallies.items()}
        titles = tuple(layers[pick].title for pick in picks)
        bests.append(Best(probe, titles, interval(tallies["best"].balanced(), drawn["best"])))
        over = tuple(("best", each.title) for each in baselines)
        for kind in (LAYERS, over):
            for one, other in kind:
                difference = tallies[one].balanced() - tallies[other].balanced()
                bootstrapped = drawn[one] - drawn[other]
                p = min(1.0, len(kind) * two_sided_p(bootstrapped))
                found = interval(difference, bootstrapped)
                contrasts.append(Contrast(f"{one} - {other}", probe, found, p))
    return bests, contrasts


def _inner_scores(
    question: Question, train: Indices, layer: Candidate, n_inner: int
) -> list[float]:
    """Balanced accuracy of each quick probe, on folds within one training part."""
    y, groups, vectors = question.y[train], question.groups[train], layer.vectors[train]
    predicted = {probe: np.zeros(len(y), np.int64) for probe in QUICK}
    for fit, held in group_folds(y, groups, n_inner, question.seed):
        seen = features(vectors[fit], vectors[held], layer.n_dims, seed=question.seed)
        for probe, into in predicted.items():
            into[held] = predict(probe, seen, y[fit], question.seed, len(question.classes))
    return [Tally(y, predicted[probe], groups).balanced() for probe in QUICK]
