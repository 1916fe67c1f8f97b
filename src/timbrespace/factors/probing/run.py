"""The whole of a probing: answers, scores, chance, contrasts and held-out combinations."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.probing import baselines, combinations, contrasts
from timbrespace.factors.probing.permutation import (
    PERMUTATIONS,
    p_value,
    permuted_labels,
    permuted_scores,
)
from timbrespace.factors.probing.probes import PROBES, Answer, answer
from timbrespace.factors.probing.question import Candidate, Question
from timbrespace.factors.probing.scores import Interval, Tally, Weights, interval
from timbrespace.factors.splits import bootstrap_weights
from timbrespace.jobs import Job

N_BOOTSTRAPS = 2000


@dataclass(frozen=True)
class Scored:
    """How well one probe read the label from one space.

    Args:
        candidate: The space.
        probe: The probe.
        accuracy: Share of items named rightly.
        balanced: Mean over classes of that share.
        p: By permutation of labels by group, of the balanced accuracy; None where not tested.
    """

    candidate: Candidate
    probe: str
    accuracy: Interval
    balanced: Interval
    p: float | None


@dataclass(frozen=True)
class Probed:
    """All that came of one question.

    Args:
        question: Label, groups, folds.
        learned: The spaces asked.
        baselines: What they have to beat.
        answers: By space id and probe.
        scored: One for each answer.
        chance: Accuracy and balanced accuracy of the most frequent class and of a fair die.
        bests: The best layer, chosen inside, by probe; empty where there are no layers.
        contrasts: First, best, last.
        cells: Combinations held out.
        unseen: What probes made of them.
        n_permutations: How many permutations each p comes from.
        n_bootstraps: How many draws of groups each interval comes from.
    """

    question: Question
    learned: tuple[Candidate, ...]
    baselines: tuple[Candidate, ...]
    answers: dict[tuple[str, str], Answer]
    scored: tuple[Scored, ...]
    chance: dict[str, dict[str, float]]
    bests: tuple[contrasts.Best, ...] = ()
    contrasts: tuple[contrasts.Contrast, ...] = ()
    cells: tuple[combinations.Cell, ...] = ()
    unseen: tuple[combinations.Unseen, ...] = ()
    n_permutations: int = PERMUTATIONS
    n_bootstraps: int = N_BOOTSTRAPS

    @property
    def layers(self) -> list[Candidate]:
        """The ordered series among the spaces asked."""
        return [each for each in self.learned if each.role == "layer"]

    def of(self, candidate: Candidate, probe: str) -> Scored:
        """The score of one space with one probe."""
        found = (s for s in self.scored if (s.candidate.id, s.probe) == (candidate.id, probe))
        return next(found)

    def beside(self, candidate: Candidate) -> list[Candidate]:
        """The baselines that a space is compared with; none for a baseline itself."""
        if candidate.role == "baseline":
            return []
        return baselines.beside(candidate, self.baselines)


def run(
    question: Question,
    learned: Sequence[Candidate],
    beside: Sequence[Candidate],
    *,
    others: Sequence[object] | None = None,
    n_permutations: int = PERMUTATIONS,
    n_bootstraps: int = N_BOOTSTRAPS,
    job: Job | None = None,
    workers: int | None = None,
) -> Probed:
    """Put a question to spaces and to their baselines, and weigh the answers.

    Args:
        question: Label, groups, folds.
        learned: The spaces.
        beside: Their baselines.
        others: Another label of the question's items ``(N,)``, whose combinations with the
            one asked for are held out; None: none are.
        n_permutations: For p; 0: no test.
        n_bootstraps: For intervals.
        job: Progress; can be stopped.
        workers: Threads; default one per core.

    Raises:
        Cancelled: The job was cancelled.
        TimbrespaceError: No combination can be held out.
    """
    held = [] if others is None else combinations.cells(question, others)
    everyone = [*learned, *beside]
    layers = [candidate for candidate in learned if candidate.role == "layer"]
    labels = permuted_labels(question, n_permutations)
    answers = {
        (a.candidate, a.probe): a
        for a in answer(question, everyone, permutations=labels, job=job, workers=workers)
    }
    bests: list[contrasts.Best] = []
    compared: list[contrasts.Contrast] = []
    if len(layers) > 1:
        chosen = contrasts.choose(question, layers, job=job, workers=workers)
        bests, compared = contrasts.compare(
            question, layers, answers, chosen, beside, n_bootstraps=n_bootstraps
        )
    unseen = (
        combinations.hold_out(
            question, held, everyone, answers,
            n_bootstraps=n_bootstraps, job=job, workers=workers,
        )
        if held
        else []
    )  # fmt: skip
    weights = bootstrap_weights(question.groups, n_bootstraps, question.seed)
    return Probed(
        question=question,
        learned=tuple(learned),
        baselines=tuple(beside),
        answers=answers,
        scored=tuple(
            _scored(question, candidate, answers[candidate.id, probe], labels, weights)
            for candidate in everyone
            for probe in PROBES
        ),
        chance=baselines.chance(question),
        bests=tuple(bests),
        contrasts=tuple(compared),
        cells=tuple(held),
        unseen=tuple(unseen),
        n_permutations=n_permutations,
        n_bootstraps=n_bootstraps,
    )


def _scored(
    question: Question,
    candidate: Candidate,
    given: Answer,
    labels: NDArray[np.int64],
    weights: Weights,
) -> Scored:
    tally = Tally(question.y, given.predicted, question.groups)
    balanced = interval(tally.balanced(), tally.balanceds(weights))
    return Scored(
        candidate,
        given.probe,
        interval(tally.accuracy(), tally.accuracies(weights)),
        balanced,
        p_value(balanced.value, permuted_scores(question, given, labels)),
    )
