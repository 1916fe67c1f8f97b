"""One match: a sound, a reference, an effect; from styles to a choice."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Literal

import numpy as np

from timbrespace.effects.base import Effect, defaults
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.matching import search
from timbrespace.matching.choosing import Choice
from timbrespace.matching.metric import StyleMetric, shipped_metric
from timbrespace.matching.nearness import view
from timbrespace.matching.network import Belief
from timbrespace.matching.slope import check_slope
from timbrespace.matching.sound import Columns, Floats, Mono, at_peak, loudest_stretch
from timbrespace.matching.storage import Matcher
from timbrespace.matching.style import style
from timbrespace.matching.trials import Budget, Trials

#: Seconds of the input that settings are tried on, and of each sound that styles are taken of.
TRIED_S, STYLED_S = 4.0, 12.0
#: What an effect that nobody learned is searched for, unless more is asked for.
LEAST_SEARCH_S = 5.0
#: A search that tries fewer finds little: docs/matching.md says what as many find.
FEW_RENDERS = 32

Way = Literal["at once", "refined", "search", "same performance"]


@dataclass(frozen=True)
class Found:
    """What came of a match.

    Args:
        theta: Settings of all parameters ``(P,)`` in [0, 1]; those that sound can't tell are
            the effect's own defaults.
        told: Columns that were looked for.
        choice: How sure it is, and how near it is expected to come.
        way: How it was found.
        predict_s: Processor time, in seconds, of the matcher's own answer, styles included, once
            all that it needs is loaded; None without one.
        hurried: Time was over when fewer than 32 settings had been tried.
    """

    theta: Floats
    told: Columns
    choice: Choice
    way: Way
    predict_s: float | None = None
    hurried: bool = False


def find_settings(
    dry: Mono,
    reference: Mono,
    sample_rate: int,
    effect: Effect,
    *,
    matcher: Matcher | None = None,
    metric: StyleMetric | None = None,
    budget: Budget | None = None,
    same: bool = False,
    refine: search.Refine = "search",
    seed: int = 0,
    job: Job | None = None,
) -> Found:
    """Settings of an effect that bring one sound nearer to the style of another.

    With a matcher and no budget they are predicted at once, and judged by a dozen renderings;
    with a budget they are refined. Without a matcher they are searched for.

    Args:
        dry: The input ``(T,)``.
        reference: Any sound in the wanted style ``(T',)``, at the same rate.
        sample_rate: In Hz.
        effect: Any.
        matcher: Of this effect, or None.
        metric: Of styles; default: the one that ships.
        budget: For a search.
        same: The reference is the input itself, treated: distances are then taken directly.
        refine: By search, or down the gradient through an effect that passes one.
        seed: Of all chance; with a budget of renderings, the same seed gives the same settings.
        job: Counts renderings; can be stopped.

    Raises:
        TimbrespaceError: Silence; an effect without settings that sound can tell, or without
            the gradient that was asked for.
        MissingExtra: The gradient needs PyTorch, and it is not installed.
        Cancelled: The job was asked to stop.
    """
    _check(dry, "The input")
    _check(reference, "The reference")
    job, rng = quiet_job(job, "match"), np.random.default_rng([seed, 3])
    told = np.flatnonzero([each.identifiable for each in effect.parameters])
    if matcher is not None and not same:
        # One may have been learned before it was known that a setting can't be told.
        told = np.intersect1d(told, matcher.columns)
    if not len(told):
        raise TimbrespaceError(
            f"{effect.title} has no setting that can be told from its sound.",
            "Choose another effect.",
        )
    if refine == "gradient":
        check_slope(effect)
    at_once = not (budget or same or matcher is None or refine == "gradient")
    budget = Budget() if at_once else budget or Budget(seconds=LEAST_SEARCH_S)
    n = _n(TRIED_S, sample_rate)
    stretch = _aligned(dry, reference, n) if same else loudest_stretch(dry, n)
    trials = Trials(
        effect, dry[stretch], sample_rate, told, defaults(effect), styled=not same, budget=budget
    )
    budget.begin(job)
    predict_s: float | None = None
    if same:
        way: Way = "same performance"
        target = view(at_peak(reference[stretch]))
        choice = search.to_target(trials, target, None, budget, rng, job, refine)
    else:
        looks = [
            each[loudest_stretch(each, _n(STYLED_S, sample_rate))] for each in (dry, reference)
        ]
        metric = metric or shipped_metric()
        if matcher is None:
            way = "search"
            of_reference = style(looks[1], sample_rate)
            choice = search.by_style(trials, metric, of_reference, budget, rng, job, refine)
        else:
            belief, of_reference, predict_s = _answer(matcher, looks, sample_rate, told)
            worth = matcher.calibration
            if worth is not None:
                metric = metric.tempered(worth.temper)
            way = "at once" if at_once else "refined"
            choice = (
                search.at_once(trials, belief, metric, of_reference, rng, job)
                if at_once
                else search.from_belief(
                    trials, belief, metric, of_reference, budget, rng, job, refine
                )
            )
            choice = choice if worth is None else worth.taken(choice, way)
    short = choice.n_renders < FEW_RENDERS and budget.left(choice.n_renders) <= 0
    hurried = short and budget.seconds is not None
    return Found(trials.whole(choice.settings), told, choice, way, predict_s, hurried)


def _answer(
    matcher: Matcher, looks: list[Mono], sample_rate: int, told: Columns
) -> tuple[Belief, Floats, float]:
    """What a matcher believes of two sounds, the style of the second, and what that took."""
    # Once for a tenth of a second: libraries are loaded on their first use.
    soon = style(looks[0][: _n(0.1, sample_rate)], sample_rate)
    matcher.believe(soon, soon, told)
    began_s = time.process_time()
    of_dry, of_reference = (style(each, sample_rate) for each in looks)
    belief = matcher.believe(of_dry, of_reference, told)
    return belief, of_reference, time.process_time() - began_s


def _n(seconds: float, sample_rate: int) -> int:
    return round(seconds * sample_rate)


def _aligned(dry: Mono, reference: Mono, n: int) -> slice:
    """The loudest ``n`` samples of both: where the performance is the same, so is the time.

    Raises:
        TimbrespaceError: Their lengths differ too much for that.
    """
    short, long = sorted((len(dry), len(reference)))
    if short < 0.5 * long:
        raise TimbrespaceError(
            "Input and reference are of quite different lengths, so not the same performance.",
            "Leave --same out.",
        )
    return loudest_stretch(dry[:short], n)


def _check(sound: Mono, what: str) -> None:
    if not len(sound) or float(np.abs(sound).max()) < 1e-4:
        raise TimbrespaceError(f"{what} is silent.", "Give a sound that can be heard.")
