"""How good a surrogate is, both ways: everything that its report shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from timbrespace.jobs import Job, quiet_job
from timbrespace.spaces.base import Dim, Latents
from timbrespace.surrogates.base import Floats, Points
from timbrespace.surrogates.closed_loop import Loop, Reach, run_loops, run_reach
from timbrespace.surrogates.domain import Domain, domain_of
from timbrespace.surrogates.fitting import fit_surrogate, judge, with_reach, with_words
from timbrespace.surrogates.inverses import METHODS
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.nearness import learn_reach
from timbrespace.surrogates.rows import ROWS, foretell
from timbrespace.surrogates.runtime import LearnedSurrogate
from timbrespace.surrogates.scoring import LEVELS, coverage, r2, r2_interval
from timbrespace.surrogates.splits import Split, random_split, region_split
from timbrespace.surrogates.sweeps import Drag, Sweep, run_drags, run_sweeps

#: A word whose slider does not bring it about gets none.
LEAST_SPEARMAN = 0.5


@dataclass(frozen=True)
class Foretold:
    """The forward direction judged on points that nobody learned from.

    Args:
        split: Which points.
        r2: ``(K,)`` of the ensemble; of Hz-like words on their logarithms.
        low: Lower ends ``(K,)`` of its 95 % interval.
        high: Upper ends.
        rows: The same measure for simpler methods ``(K,)``, by name.
        coverage: Shares ``(K,)`` of truths within the interval of each level.
    """

    split: Split
    r2: Floats
    low: Floats
    high: Floats
    rows: Mapping[str, Floats]
    coverage: Mapping[float, Floats]


@dataclass(frozen=True)
class Effort:
    """How much is decoded to judge a surrogate.

    Args:
        n_requests: For each word, by each method.
        n_reach: Within and beyond the range, for each word.
        n_starts: Starting points of the sweeps.
        n_drags: Starting points of the drags, each of which takes 67 decodes.
        n_around: Points that are gone around to learn how far what is measured says something.
    """

    n_requests: int = 80
    n_reach: int = 30
    n_starts: int = 6
    n_drags: int = 2
    n_around: int = 100


@dataclass(frozen=True)
class Evaluation:
    """All of it.

    Args:
        surrogate: Its words know now how well they close the loop.
        points: That it was learned from and judged by.
        domain: Where descriptors are defined.
        foretold: The forward direction, on each split.
        loops: Requests, by word and method.
        reaches: Requests within and beyond the range, by word.
        sweeps: By slider.
        drags: By slider, a hundredth at a time.
    """

    surrogate: LearnedSurrogate
    points: Points
    domain: Domain
    foretold: Sequence[Foretold]
    loops: Sequence[Loop]
    reaches: Sequence[Reach]
    sweeps: Sequence[Sweep]
    drags: Sequence[Drag] = ()

    def loop(self, word: str, method: str = "gradient", together: bool = False) -> Loop:
        """What came of the requests for a word."""
        return next(
            loop for loop in self.loops
            if (loop.word, loop.method, loop.together) == (word, method, together)
        )  # fmt: skip


def learn_and_judge(
    points: Points,
    dims: Sequence[Dim],
    usual: Latents,
    meter: Meter,
    *,
    effort: Effort | None = None,
    seed: int = 0,
    n_steps: int | None = None,
    job: Job | None = None,
) -> Evaluation:
    """Learn a surrogate from nine tenths of the points, and judge it by the last.

    A second one is learned without a whole region, only to be judged there.

    Args:
        points: Measured ones.
        dims: Of the voice.
        usual: Frames ``(M, D)`` where the voice is known to be at home.
        meter: That measured the points; it measures answers too.
        effort: How much is decoded for that.
        seed: Of everything.
        n_steps: Of the learning; default: what is usual.
        job: Counts steps and decodes; can be stopped, and then nothing of this is kept.
    """
    job, plan = quiet_job(job, "surrogate"), effort or Effort()
    split = random_split(len(points.latents), seed)
    frame_hz = meter.voice.sample_rate / meter.voice.hop
    surrogate = fit_surrogate(
        points, dims, usual, train=split.train, test=split.test, seed=seed, n_steps=n_steps,
        frame_hz=frame_hz, job=job,
    )  # fmt: skip
    reach = learn_reach(surrogate, meter, plan.n_around, seed, job)
    surrogate = judge(with_reach(surrogate, reach), points, split.test, frame_hz)
    foretold = [judge_forward(surrogate, points, split, seed, job)]
    region = region_split(surrogate.latent_scaling.standard(points.latents.astype(np.float64)))
    apart = fit_surrogate(
        points, dims, usual, train=region.train, test=region.test, seed=seed, n_steps=n_steps,
        inverse=False, frame_hz=frame_hz, job=job,
    )  # fmt: skip
    # What is learned of both is the same voice: points of it reach as far.
    apart = with_reach(apart, reach)
    foretold.append(judge_forward(apart, points, region, seed, job))
    return judge_back(surrogate, points, foretold, meter, effort=plan, seed=seed, job=job)


def judge_back(
    surrogate: LearnedSurrogate,
    points: Points,
    foretold: Sequence[Foretold],
    meter: Meter,
    *,
    effort: Effort,
    methods: Sequence[str] = METHODS,
    seed: int = 0,
    job: Job | None = None,
) -> Evaluation:
    """Judge what comes when words are asked for, of a surrogate that was learned.

    Args:
        surrogate: That was learned from all but the split's test rows.
        points: Measured ones.
        foretold: How well the forward direction does.
        meter: That measured the points; it measures answers too.
        effort: How much is decoded.
        methods: Ways back that are tried.
        seed: Of everything.
        job: Counts decodes; can be stopped.
    """
    split = random_split(len(points.latents), seed)
    loops = run_loops(
        surrogate, meter, points, split.train, split.test, n_requests=effort.n_requests,
        methods=methods, seed=seed, job=job,
    )  # fmt: skip
    surrogate = _knowing(surrogate, loops)
    about = surrogate, meter, points, split.test
    reaches = run_reach(*about, n_requests=effort.n_reach, seed=seed, job=job)
    sweeps = run_sweeps(*about, n_starts=effort.n_starts, seed=seed, job=job)
    drags = run_drags(*about, n_starts=effort.n_drags, seed=seed, job=job)
    return Evaluation(
        surrogate, points, domain_of(points), foretold, loops, reaches, sweeps, drags
    )


def judge_forward(
    surrogate: LearnedSurrogate, points: Points, split: Split, seed: int, job: Job
) -> Foretold:
    """R2 and coverage on a split, beside simpler methods that learned from the same points."""
    x = surrogate.latent_scaling.standard(points.latents.astype(np.float64))
    y = surrogate.word_scaling.standard(points.values)
    mean, variance = surrogate.foretold(x[split.test])
    truth = y[split.test]
    rows: dict[str, Floats] = {}
    job.begin(len(ROWS), f"beside simpler methods, {split.name}", unit="methods")
    for row in ROWS:
        job.check()
        rows[row] = r2(truth, foretell(row, x[split.train], y[split.train], x[split.test], seed))
        job.advance()
    return Foretold(
        split,
        r2(truth, mean),
        *r2_interval(truth, mean, seed=seed),
        rows,
        {level: coverage(truth, mean, np.sqrt(variance), w) for level, w in LEVELS.items()},
    )


def _knowing(surrogate: LearnedSurrogate, loops: Sequence[Loop]) -> LearnedSurrogate:
    """The same surrogate; its words know what came of asking for them."""
    closed = {
        loop.word: loop.spearman
        for loop in loops
        if loop.method == "gradient" and not loop.together
    }
    words = []
    for word in surrogate.words:
        spearman = closed.get(word.name)
        if spearman is not None:
            word = replace(word, closed_loop=spearman if spearman == spearman else None)
            if not spearman >= LEAST_SPEARMAN:
                said = f"Asked for, it does not come: wanted and measured agree by {spearman:.2f}."
                word = replace(word, problem=said)
        words.append(word)
    return with_words(surrogate, words)
