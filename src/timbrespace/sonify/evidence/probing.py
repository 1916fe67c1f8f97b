"""The blind probe: does a linear classifier that only hears name the label, and how often?

It stands in for a listener who was taught with some of the sounds and is asked about others. What
it reads from the sounds is weighed against what the same classifier reads from the data's own
latents, on the same folds.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.probing.baselines import majority
from timbrespace.factors.probing.permutation import p_value, permuted_labels
from timbrespace.factors.probing.probes import Answer, answer
from timbrespace.factors.probing.question import Candidate, Question, ask
from timbrespace.factors.probing.scores import Interval, Tally, interval
from timbrespace.factors.splits import bootstrap_weights, codes_of
from timbrespace.jobs import Job

PROBE = "logistic"
#: Leading components of what is heard that the classifier sees; fixed beforehand. As many as the
#: latents of most data spaces have dims, so that sounds get no more room than the data.
N_COMPONENTS = 32
N_PERMUTATIONS, N_BOOTSTRAPS = 200, 2000
#: The data's own latents, which all that is heard is weighed against.
DATA = "data"
#: Fewer items than this are not scored apart.
FEWEST = 10

Vectors = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True)
class Told:
    """How well a label is told from one set of features, on one part of the items.

    Args:
        features: Whose.
        part: ``"all"``, or ``"held-out"``: items that neither the data's space nor the coupling
            has learned from.
        accuracy: Share of items named rightly.
        balanced: Mean over classes of that share.
        p: Of the balanced accuracy, by permutation of labels by group; None where not tested.
        under_chance: Mean balanced accuracy of the permutations; None where not tested.
        ratio: Accuracy over that of the data's latents; None for the latents themselves.
        n_items: How many were asked about.
        n_groups: How many groups they belong to.
    """

    features: str
    part: str
    accuracy: Interval
    balanced: Interval
    p: float | None
    under_chance: float | None
    ratio: Interval | None
    n_items: int
    n_groups: int


@dataclass(frozen=True)
class Blind:
    """All answers to one question.

    Args:
        question: Label, groups, folds, and what was left out.
        told: By features and part.
        uniform: Accuracy of a fair die.
        majority: Accuracy of always the most frequent class, by part.
        predicted: What was said of each of the question's items ``(N,)``, by features.
        parts: Which of them belong to a part, ``(N,)``, by part.
    """

    question: Question
    told: tuple[Told, ...]
    uniform: float
    majority: Mapping[str, float]
    predicted: Mapping[str, NDArray[np.int64]]
    parts: Mapping[str, Mask]

    def of(self, features: str, part: str = "all") -> Told | None:
        """The answer from some features, or None."""
        mine = (t for t in self.told if (t.features, t.part) == (features, part))
        return next(mine, None)

    def margin(self, one: str, other: str, part: str = "all") -> Interval:
        """By how much one set of features is told from better than another, in the same draws."""
        asked = self.parts[part]
        y, groups = self.question.y[asked], codes_of(self.question.groups[asked])[1]
        weights = bootstrap_weights(groups, N_BOOTSTRAPS, self.question.seed)
        tallies = [Tally(y, self.predicted[name][asked], groups) for name in (one, other)]
        values, drawn = zip(
            *((tally.accuracy(), tally.accuracies(weights)) for tally in tallies), strict=True
        )
        return interval(values[0] - values[1], drawn[0] - drawn[1])

    def by_class(self, features: str, part: str = "all") -> dict[str, tuple[int, int]]:
        """How many items of each class were named rightly, and how many there are."""
        asked = self.parts[part]
        y, right = self.question.y[asked], (self.predicted[features] == self.question.y)[asked]
        return {
            name: (int(right[y == k].sum()), int((y == k).sum()))
            for k, name in enumerate(self.question.classes)
        }


def ask_blind(
    labels: Sequence[object],
    groups: Sequence[object],
    data: Vectors,
    heard: Mapping[str, Vectors],
    *,
    label: str = "label",
    held_out: Mask | None = None,
    n_folds: int = 5,
    n_permutations: int = N_PERMUTATIONS,
    seed: int = 0,
    job: Job | None = None,
) -> Blind:
    """Ask what is heard, and the data's own latents, for the label; whole groups held out.

    Args:
        labels: Of each item; items without one are left out.
        groups: What belongs together and never straddles a fold.
        data: Latents ``(N, D)`` that became sounds; trajectories as their means.
        heard: Features ``(N, D')`` of the sounds, by name; at most :data:`N_COMPONENTS` leading
            components are seen, fitted on the training part of each fold.
        label: Its name.
        held_out: Items ``(N,)`` that nothing was learned from, which are scored apart too.
        n_folds: Of the cross-validation.
        n_permutations: For p; 0: no test.
        seed: Of folds, permutations, bootstraps.
        job: Progress; can be stopped.

    Raises:
        TimbrespaceError: Fewer than two labels are in enough groups.

    Example:
        >>> rng, y = np.random.default_rng(0), np.arange(60) % 2
        >>> data = (rng.normal(size=(60, 4)) + 3 * y[:, None]).astype(np.float32)
        >>> noise = rng.normal(size=(60, 4)).astype(np.float32)
        >>> blind = ask_blind(y, range(60), data, {"noise": noise}, n_permutations=20)
        >>> blind.of("data").accuracy.value > 0.9, blind.of("noise").accuracy.value < 0.7
        (True, True)
    """
    question = ask(labels, groups, label=label, group="group", n_folds=n_folds, seed=seed)
    rows = question.rows
    candidates = [Candidate(DATA, "data", data[rows], None)]
    candidates += [Candidate(name, name, of[rows], N_COMPONENTS) for name, of in heard.items()]
    permuted = permuted_labels(question, n_permutations)
    answers = answer(question, candidates, probes=(PROBE,), permutations=permuted, job=job)
    parts = {"all": np.ones(len(rows), bool)}
    if held_out is not None and held_out[rows].sum() >= FEWEST:
        parts["held-out"] = held_out[rows]
    told = [
        each for part, asked in parts.items() for each in _part(question, part, asked, answers,
                                                                permuted)
    ]  # fmt: skip
    frequent = _majorities(question, parts)
    predicted = {each.candidate: each.predicted for each in answers}
    uniform = 1 / len(question.classes)
    return Blind(question, tuple(told), uniform, frequent, predicted, parts)


def _part(
    question: Question,
    part: str,
    asked: Mask,
    answers: Sequence[Answer],
    permuted: NDArray[np.int64],
) -> list[Told]:
    """Every answer on some of the items; the data's own comes first and is the measure."""
    y, groups = question.y[asked], codes_of(question.groups[asked])[1]
    weights = bootstrap_weights(groups, N_BOOTSTRAPS, question.seed)
    found: list[Told] = []
    measure: tuple[float, NDArray[np.float64]] | None = None
    for each in answers:
        tally = Tally(y, each.predicted[asked], groups)
        drawn = tally.accuracies(weights)
        under = _under_chance(each, asked, permuted, groups)
        balanced = interval(tally.balanced(), tally.balanceds(weights))
        ratio = None if measure is None else _ratio((tally.accuracy(), drawn), measure)
        measure = measure or (tally.accuracy(), drawn)
        found.append(
            Told(
                each.candidate, part, interval(tally.accuracy(), drawn), balanced,
                p_value(balanced.value, under), float(under.mean()) if len(under) else None,
                ratio, int(asked.sum()), len(np.unique(groups)),
            )
        )  # fmt: skip
    return found


def _ratio(
    own: tuple[float, NDArray[np.float64]], measure: tuple[float, NDArray[np.float64]]
) -> Interval:
    """One accuracy over another, in the same draws of groups."""
    whole = max(measure[0], 1e-12)
    return interval(own[0] / whole, own[1] / np.maximum(measure[1], 1e-12))


def _under_chance(
    given: Answer, asked: Mask, permuted: NDArray[np.int64], groups: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Balanced accuracy under each permutation, on some of the items."""
    if given.permuted is None:
        return np.zeros(0)
    pairs = zip(permuted[:, asked], given.permuted[:, asked].astype(np.int64), strict=True)
    return np.array([Tally(y, predicted, groups).balanced() for y, predicted in pairs])


def _majorities(question: Question, parts: Mapping[str, Mask]) -> dict[str, float]:
    right = majority(question) == question.y
    return {part: float(right[asked].mean()) for part, asked in parts.items()}
