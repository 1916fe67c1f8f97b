"""Searches for settings: from a belief, from nothing but styles, or for a target that is known.

Once it is known what the target may be, the least risk is looked for by CMA-ES, or down the
slope of the risk through an effect that passes gradients (``refine="gradient"``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from timbrespace.errors import MissingExtra
from timbrespace.jobs import Job
from timbrespace.matching.choosing import Anchors, Choice, softened
from timbrespace.matching.metric import StyleMetric
from timbrespace.matching.nearness import View, distance
from timbrespace.matching.network import MARGIN, Belief
from timbrespace.matching.sound import Floats
from timbrespace.matching.trials import Budget, Trials

#: Shares of a budget: for what is drawn from a belief, and for what is spread evenly; then for
#: the search by style. The rest goes to the search for the least risk.
BELIEVED, SPREAD, BY_STYLE = 0.6, 0.4, 0.35
#: However short the time, so many draws are tried.
LEAST_DRAWS = 12
MOST_DRAWS = 96
#: First step of CMA-ES in settings: from a guess, and from the best of many.
_STEP = 0.15

Refine = Literal["search", "gradient"]


def at_once(
    trials: Trials, belief: Belief, metric: StyleMetric | None, reference: Floats,
    rng: np.random.Generator, job: Job,
) -> Choice:  # fmt: skip
    """The settings that the matcher names, or whichever of a few draws has the least risk."""
    trials.add(belief.point[None], job)
    drawn = trials.add(belief.draw(LEAST_DRAWS, rng), job)
    return settled(trials, drawn, metric, reference, job)


def settled(
    trials: Trials, drawn: range, metric: StyleMetric | None, reference: Floats, job: Job
) -> Choice:
    """The least risk of what was tried, and of a little less of the best of it.

    Args:
        trials: All that was tried.
        drawn: Which of them are draws from a belief.
        metric: Weighs these; None: they weigh the same.
        reference: A style ``(D,)``.
        job: Counts renderings.
    """
    anchors = Anchors.of(trials, drawn, metric, reference)
    risks = anchors.risks(trials)
    for row in trials.add(softened(trials, risks), job, styled=False):
        risks.append(anchors.risk(trials.views[row]))
    return _chosen(trials, anchors, risks)


def from_belief(
    trials: Trials,
    belief: Belief,
    metric: StyleMetric | None,
    reference: Floats,
    budget: Budget,
    rng: np.random.Generator,
    job: Job,
    refine: Refine = "search",
) -> Choice:
    """Draw from a belief, weigh draws by style, then look for the least risk.

    Args:
        trials: Empty; of the input.
        belief: What a matcher holds of the settings.
        metric: Weighs draws by how they explain the reference; None: they weigh the same.
        reference: Its style ``(D,)``.
        budget: Spent to the end.
        rng: All chance.
        job: Counts renderings.
        refine: How the least risk is looked for.
    """
    trials.add(belief.point[None], job)
    while len(trials) < MOST_DRAWS and (
        len(trials) <= LEAST_DRAWS or budget.left(len(trials)) > 1 - BELIEVED
    ):
        trials.add(belief.draw(4, rng), job)
    drawn = range(1, len(trials))
    anchors = Anchors.of(trials, drawn, metric, reference)
    return _least_risk(trials, anchors, budget, rng, job, refine)


def by_style(
    trials: Trials, metric: StyleMetric, reference: Floats, budget: Budget,
    rng: np.random.Generator, job: Job, refine: Refine = "search",
) -> Choice:  # fmt: skip
    """For an effect that nobody learned: spread out, descend by style, then the least risk."""
    n_settings = len(trials.told)
    spread = _spread(n_settings, 512, rng)
    at = 0
    while at < len(spread) and (at < LEAST_DRAWS or budget.left(len(trials)) > 1 - SPREAD):
        trials.add(spread[at : at + 4], job)
        at += 4

    def cost(settings: Floats) -> float:
        (row,) = trials.add(settings[None], job)
        return float(metric.unlikeness(trials.styles[row], reference))

    known = metric.unlikeness(np.stack(trials.styles), reference)
    until = 1 - SPREAD - BY_STYLE
    _descend(
        cost, trials.theta[int(known.argmin())], lambda: budget.left(len(trials)) <= until, rng
    )
    anchors = Anchors.of(trials, range(len(trials)), metric, reference)
    return _least_risk(trials, anchors, budget, rng, job, refine)


def to_target(
    trials: Trials, target: View, start: Floats | None, budget: Budget,
    rng: np.random.Generator, job: Job, refine: Refine = "search",
) -> Choice:  # fmt: skip
    """Where input and reference are the same performance: the least distance itself."""
    first = _spread(len(trials.told), 32, rng)
    if start is not None:
        trials.add(start[None], job)
    for at in range(0, len(first), 4):
        if len(trials) >= LEAST_DRAWS and budget.left(len(trials)) <= 1 - SPREAD:
            break
        trials.add(first[at : at + 4], job)

    def cost(settings: Floats) -> float:
        (row,) = trials.add(settings[None], job)
        return distance(target, trials.views[row])

    anchors = Anchors([target], np.ones(1), np.empty((0, len(trials.told))), ())
    found = anchors.risks(trials)
    _down(trials, anchors, cost, trials.theta[int(np.argmin(found))], budget, rng, refine)
    found = [distance(target, each) for each in trials.views]
    best = int(np.argmin(found))
    near = np.array(found) <= 1.05 * found[best] + 1e-9
    return Choice(
        trials.theta[best], found[best], distance(target, trials.dry),
        np.stack(trials.theta)[near].std(axis=0), len(trials), known=True,
    )  # fmt: skip


def _least_risk(
    trials: Trials, anchors: Anchors, budget: Budget, rng: np.random.Generator, job: Job,
    refine: Refine,
) -> Choice:  # fmt: skip
    risks = anchors.risks(trials)
    for each in softened(trials, risks):
        if budget.left(len(trials)) <= 0:
            break
        (row,) = trials.add(each[None], job, styled=False)
        risks.append(anchors.risk(trials.views[row]))

    def cost(settings: Floats) -> float:
        (row,) = trials.add(settings[None], job, styled=False)
        risks.append(anchors.risk(trials.views[row]))
        return risks[-1]

    _down(trials, anchors, cost, trials.theta[int(np.argmin(risks))], budget, rng, refine)
    return _chosen(trials, anchors, risks)


def _down(
    trials: Trials, anchors: Anchors, cost: Callable[[Floats], float], start: Floats,
    budget: Budget, rng: np.random.Generator, refine: Refine,
) -> None:  # fmt: skip
    """Look for less risk from a start on, until the budget is spent."""

    def over() -> bool:
        return budget.left(len(trials)) <= 0

    if refine == "gradient":
        from timbrespace.matching.slope import descend

        descend(trials, anchors, cost, start, over)
    else:
        _descend(cost, start, over, rng)


def _chosen(trials: Trials, anchors: Anchors, risks: list[float]) -> Choice:
    best = int(np.argmin(risks))
    return Choice(
        trials.theta[best], risks[best], anchors.risk(trials.dry), anchors.spread(), len(trials)
    )


def _spread(n_settings: int, n: int, rng: np.random.Generator) -> Floats:
    """Settings ``(n, P')``, spread evenly; ``n`` is a power of 2."""
    from scipy.stats import qmc

    points = qmc.Sobol(n_settings, rng=rng).random(n)
    return np.asarray(MARGIN + (1 - 2 * MARGIN) * points)


def _descend(
    cost: Callable[[Floats], float], start: Floats, over: Callable[[], bool],
    rng: np.random.Generator,
) -> None:  # fmt: skip
    """CMA-ES (Hansen and Ostermeier 2001) in settings until it is over, or stands still."""
    if over():
        return
    if len(start) == 1:
        _descend_alone(cost, float(start[0]), over)
        return
    cma = _cma()
    options = {
        "bounds": [MARGIN, 1 - MARGIN], "seed": int(rng.integers(1, 2**31)), "verbose": -9,
        "tolfun": 1e-4, "tolx": 1e-3, "popsize": 6 + int(2 * np.log(len(start))),
    }  # fmt: skip
    strategy = cma.CMAEvolutionStrategy(start, _STEP, options)
    while not over() and not strategy.stop():
        asked = strategy.ask()
        told = []
        for each in asked:
            if over():
                return
            told.append(cost(np.asarray(each, np.float64)))
        strategy.tell(asked, told)


def _descend_alone(cost: Callable[[Floats], float], at: float, over: Callable[[], bool]) -> None:
    """A single setting: steps to both sides, halved where neither is better."""
    best, step = cost(np.array([at])), _STEP
    while not over() and step > 1e-3:
        tried = [min(max(at + s, MARGIN), 1 - MARGIN) for s in (-step, step)]
        found = [cost(np.array([each])) for each in tried]
        if min(found) < best:
            best, at = min(found), tried[int(np.argmin(found))]
        else:
            step /= 2


def _cma() -> Any:
    try:
        import cma
    except ModuleNotFoundError as error:
        raise MissingExtra("search by CMA-ES", "models") from error
    return cma
