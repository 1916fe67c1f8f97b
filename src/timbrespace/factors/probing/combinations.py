"""Held-out combinations: train without (wood, hit), then name the wood in it.

A probe that has learnt *wood* and not *these wooden hits* still knows it. Beside its score
stands that of ordinary folds on the same items, where other groups of the combination were
trained on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.factors.probing.features import features
from timbrespace.factors.probing.probes import QUICK, Answer, predict
from timbrespace.factors.probing.question import Candidate, Question
from timbrespace.factors.probing.scores import Interval, Tally, interval
from timbrespace.factors.probing.work import spread
from timbrespace.factors.splits import Indices, bootstrap_weights, codes_of
from timbrespace.jobs import Job

MIN_GROUPS = 3


@dataclass(frozen=True)
class Cell:
    """One combination that is held out.

    Args:
        value: Of the label that is asked for.
        other: Of the label that it is crossed with.
        test: Its items, within the question's N.
        train: All items of groups that have none in it.
    """

    value: str
    other: str
    test: Indices
    train: Indices


def chance(question: Question, held: Sequence[Cell]) -> dict[str, float]:
    """Balanced accuracy, on all held-out combinations, of saying what is most frequent in each
    training part, and of a fair die."""
    items = np.concatenate([cell.test for cell in held])
    frequent = [np.bincount(question.y[cell.train]).argmax() for cell in held]
    said = np.repeat(frequent, [len(cell.test) for cell in held])
    majority = Tally(question.y[items], said, question.groups[items]).balanced()
    return {"majority": majority, "uniform": 1 / len(question.classes)}


@dataclass(frozen=True)
class Unseen:
    """How well one probe names the label in combinations that it never saw.

    Args:
        candidate: The space's id.
        probe: The probe.
        unseen: Balanced accuracy on all held-out combinations together.
        seen: The same items in ordinary folds by group.
        drop: Unseen minus seen, bootstrapped over groups, paired.
        by_cell: Accuracy unseen and seen of every cell, in the order of the cells.
    """

    candidate: str
    probe: str
    unseen: Interval
    seen: Interval
    drop: Interval
    by_cell: tuple[tuple[float, float], ...]


def cells(
    question: Question, others: Sequence[object], min_groups: int = MIN_GROUPS
) -> list[Cell]:
    """The combinations that can be held out: both of their values also occur elsewhere.

    Args:
        question: About the label that is asked for.
        others: The other label of each of the question's items ``(N,)``.
        min_groups: Groups that a combination must have, and its value outside it, too.

    Raises:
        TimbrespaceError: There is no such combination.
    """
    names, other = codes_of(np.array([str(value) for value in others]))
    found = []
    for a, b in sorted(set(zip(question.y.tolist(), other.tolist(), strict=True))):
        inside = (question.y == a) & (other == b)
        held = np.unique(question.groups[inside])
        train = ~np.isin(question.groups, held)
        has_value = len(np.unique(question.groups[train & (question.y == a)])) >= min_groups
        if len(held) >= min_groups and has_value and (train & (other == b)).any():
            test, fit = np.flatnonzero(inside), np.flatnonzero(train & ~inside)
            found.append(Cell(question.classes[a], str(names[b]), test, fit))
    if not found:
        raise TimbrespaceError(
            f"No combination with '{question.label}' can be held out: each needs {min_groups} "
            "groups of its own, and both its values must occur elsewhere.",
            "Name another label to combine with, or leave combinations out.",
        )
    return found


def hold_out(
    question: Question,
    held: Sequence[Cell],
    candidates: Sequence[Candidate],
    answers: Mapping[tuple[str, str], Answer],
    *,
    n_bootstraps: int = 2000,
    job: Job | None = None,
    workers: int | None = None,
) -> list[Unseen]:
    """Name the label in every held-out combination, with every space and each quick probe.

    Args:
        question: Label and groups.
        held: What :func:`cells` found.
        candidates: The spaces and their baselines.
        answers: Of ordinary folds, by space id and probe, to compare with.
        n_bootstraps: Draws of groups.
        job: Counts combinations of spaces.
        workers: Threads; default one per core.
    """
    units = [(candidate, cell) for candidate in candidates for cell in held]

    def one(unit: tuple[Candidate, Cell]) -> list[Indices]:
        candidate, cell = unit
        vectors, y = candidate.vectors, question.y[cell.train]
        seen = features(
            vectors[cell.train], vectors[cell.test], candidate.n_dims, seed=question.seed
        )
        return [predict(p, seen, y, question.seed, len(question.classes)) for p in QUICK]

    done = spread(one, units, job=job, workers=workers, message="Holding out combinations")
    items = np.concatenate([cell.test for cell in held])
    found = []
    for c, candidate in enumerate(candidates):
        of_cells = done[c * len(held) : (c + 1) * len(held)]
        for i, probe in enumerate(QUICK):
            unseen = np.concatenate([predictions[i] for predictions in of_cells])
            seen = answers[candidate.id, probe].predicted[items]
            found.append(_compare(question, held, candidate.id, probe, unseen, seen, n_bootstraps))
    return found


def _compare(
    question: Question,
    held: Sequence[Cell],
    candidate: str,
    probe: str,
    unseen: Indices,
    seen: Indices,
    n_bootstraps: int,
) -> Unseen:
    items = np.concatenate([cell.test for cell in held])
    y, groups = question.y[items], codes_of(question.groups[items])[1]
    weights = bootstrap_weights(groups, n_bootstraps, question.seed)
    new, known = Tally(y, unseen, groups), Tally(y, seen, groups)
    drawn_new, drawn_known = new.balanceds(weights), known.balanceds(weights)
    ends = np.cumsum([len(cell.test) for cell in held])[:-1]
    right = zip(np.split(unseen == y, ends), np.split(seen == y, ends), strict=True)
    return Unseen(
        candidate,
        probe,
        interval(new.balanced(), drawn_new),
        interval(known.balanced(), drawn_known),
        interval(new.balanced() - known.balanced(), drawn_new - drawn_known),
        tuple((float(a.mean()), float(b.mean())) for a, b in right),
    )
