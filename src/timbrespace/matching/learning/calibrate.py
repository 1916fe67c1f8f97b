"""What a matcher's promises are worth, found on the sources that it was not learned from."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from timbrespace.effects.base import Effect, defaults
from timbrespace.jobs import Job, quiet_job
from timbrespace.matching.calibration import Calibration, fit_curve
from timbrespace.matching.choosing import LEAST_GAIN, NO_EFFECT, Choice
from timbrespace.matching.learning.pool import Wet, render
from timbrespace.matching.learning.scenes import Scenes
from timbrespace.matching.match import find_settings
from timbrespace.matching.metric import shipped_metric
from timbrespace.matching.nearness import distance, view
from timbrespace.matching.search import LEAST_DRAWS, settled
from timbrespace.matching.sound import Mono, at_peak
from timbrespace.matching.storage import Matcher
from timbrespace.matching.style import style
from timbrespace.matching.trials import Budget, Trials

#: Tempers that are tried; the last is as good as never to ask what styles say.
TEMPERS = (2.0, 8.0, 1e4)
#: Settings that a refinement may try while it is learned what it is worth.
N_RENDERS = 32
#: The gain that was promised, the true distance of doing nothing, and of what was chosen.
_Promise = tuple[float, float, float]


@dataclass(frozen=True)
class _Case:
    """An input, a reference of the same source, and the target that nobody is told."""

    dry: Mono
    reference: Mono
    target: Mono


def calibrate(
    matcher: Matcher, effect: Effect, scenes: Scenes, wet: Wet, n: int, seed: int,
    job: Job | None = None,
) -> Calibration:  # fmt: skip
    """The temper that comes nearest, and curves of what is promised to what comes.

    Args:
        matcher: Learned, without a calibration.
        effect: Its effect.
        scenes: Of sources that it was not learned from; ``wet`` was made of them.
        wet: Of their settings.
        n: How many inputs, a fifth of them with untreated references.
        seed: Of the pool that ``wet`` is.
        job: Counts inputs; can be stopped.

    Raises:
        Cancelled: The job was asked to stop.
    """
    job = quiet_job(job, "learn")
    cases = [_case(effect, scenes, wet, i, seed) for i in np.flatnonzero(wet.usable)[:n]]
    # Of a target that is silent nothing can be near or far.
    cases = [case for case in cases if case.target.any() and case.reference.any()]
    rate = scenes.sample_rate
    job.begin(2 * len(cases), "Weighing promises", unit="inputs")
    at_once = _at_once(matcher, effect, rate, cases, job)
    temper = min(TEMPERS, key=lambda t: _delivered(at_once[t]))
    asked = replace(matcher, calibration=Calibration(temper, {}))
    kept = {"at once": at_once[temper], "refined": _refined(asked, effect, rate, cases, job)}
    return Calibration(temper, {way: fit_curve(*np.array(p).T) for way, p in kept.items()})


def _case(effect: Effect, scenes: Scenes, wet: Wet, i: int, seed: int) -> _Case:
    one, other = (at_peak(each) for each in scenes.pair((seed, int(i))))
    if i % round(1 / NO_EFFECT) == 1:
        return _Case(other, one, other)
    theta, rate = wet.theta[i], scenes.sample_rate
    return _Case(other, render(effect, one, theta, rate), render(effect, other, theta, rate))


def _at_once(
    matcher: Matcher, effect: Effect, rate: int, cases: list[_Case], job: Job
) -> dict[float, list[_Promise]]:
    """What the matcher's answer at once promises and keeps under each temper, case by case."""
    metric, quiet = shipped_metric(), Job("try")
    found: dict[float, list[_Promise]] = {temper: [] for temper in TEMPERS}
    for seed, case in enumerate(cases):
        job.check()
        of_reference = style(case.reference, rate)
        belief = matcher.believe(style(case.dry, rate), of_reference)
        trials = Trials(effect, case.dry, rate, matcher.columns, defaults(effect))
        trials.add(belief.point[None], quiet)
        drawn = trials.add(belief.draw(LEAST_DRAWS, np.random.default_rng([seed, 3])), quiet)
        for temper in TEMPERS:
            choice = settled(trials, drawn, metric.tempered(temper), of_reference, quiet)
            heard = trials.heard(choice.settings)
            found[temper].append(_promise(choice, case, heard))
        job.advance()
    return found


def _refined(
    matcher: Matcher, effect: Effect, rate: int, cases: list[_Case], job: Job
) -> list[_Promise]:
    found = []
    for seed, case in enumerate(cases):
        job.check()
        made = find_settings(
            case.dry, case.reference, rate, effect, matcher=matcher,
            budget=Budget(renders=N_RENDERS), seed=seed,
        )  # fmt: skip
        heard = at_peak(np.nan_to_num(render(effect, case.dry, made.theta, rate)))
        found.append(_promise(made.choice, case, heard))
        job.advance()
    return found


def _promise(choice: Choice, case: _Case, heard: Mono) -> _Promise:
    target = view(case.target)
    return choice.gain, distance(target, view(case.dry)), distance(target, view(heard))


def _delivered(promises: list[_Promise]) -> float:
    """Mean distance where it is acted wherever that is promised to be worth it."""
    return float(np.mean([found if gain >= LEAST_GAIN else dry for gain, dry, found in promises]))
