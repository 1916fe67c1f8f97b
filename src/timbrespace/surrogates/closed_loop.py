"""The figure that counts: ask for words, invert, decode, and measure what comes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.base import Floats, Points
from timbrespace.surrogates.inverses import METHODS, Asked, Inverses
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.reaching import NEAR_ENOUGH
from timbrespace.surrogates.runtime import LearnedSurrogate

#: Asked for together in one request, as far as they have sliders.
TOGETHER = ("loudness_lufs", "brightness", "depth", "roughness")
#: Requests that test ``reached`` go so many ranges beyond either end.
BEYOND = 0.5


@dataclass(frozen=True)
class Loop:
    """Requests for one word, and what came of them.

    Args:
        word: Its name.
        together: Whether it was one of several in each request.
        method: By which the latents were found.
        wanted: ``(R,)`` in its unit.
        measured: ``(R,)``, likewise; NaN where undefined.
        moved: ``(R,)``; how far each answer lies from the player, in standard deviations of the
            latents.
    """

    word: str
    together: bool
    method: str
    wanted: Floats
    measured: Floats
    moved: Floats

    @property
    def spearman(self) -> float:
        """Rank correlation of wanted and measured; NaN where nothing varies."""
        return rank_correlation(self.wanted, self.measured)

    @property
    def median_error(self) -> float:
        """Median distance of what came from what was wanted, in the word's unit."""
        known = np.isfinite(self.measured)
        missed = np.abs(self.wanted - self.measured)[known]
        return float(np.median(missed)) if len(missed) else float("nan")

    def interval(self, n: int = 500, seed: int = 0) -> tuple[float, float]:
        """95 % interval of the rank correlation, by bootstraps of requests (Efron 1979)."""
        rng = np.random.default_rng([seed, 61])
        rows = rng.integers(len(self.wanted), size=(n, len(self.wanted)))
        drawn = np.array([rank_correlation(self.wanted[r], self.measured[r]) for r in rows])
        if not np.isfinite(drawn).any():
            return float("nan"), float("nan")
        low, high = np.nanpercentile(drawn, [2.5, 97.5])
        return float(low), float(high)


@dataclass(frozen=True)
class Reach:
    """Requests within and beyond what a voice reaches, and whether the surrogate knew.

    Args:
        word: Its name.
        said: ``(R,)``; whether the surrogate said that it was reached.
        met: ``(R,)``; whether what was measured came within a tenth of the range,
            which is counted in octaves where the word is in Hz.
    """

    word: str
    said: NDArray[np.bool_]
    met: NDArray[np.bool_]

    @property
    def precision(self) -> float:
        """Of the requests said to be reached, the share that was met."""
        return float(self.met[self.said].mean()) if self.said.any() else float("nan")

    @property
    def recall(self) -> float:
        """Of the requests that were met, the share said to be reached."""
        return float(self.said[self.met].mean()) if self.met.any() else float("nan")


def run_loops(
    surrogate: LearnedSurrogate,
    meter: Meter,
    points: Points,
    train: NDArray[np.intp],
    test: NDArray[np.intp],
    *,
    n_requests: int = 100,
    methods: Sequence[str] = METHODS,
    words: Sequence[str] | None = None,
    seed: int = 0,
    job: Job | None = None,
) -> list[Loop]:
    """Ask for each word alone, then for several together; all methods get the same requests.

    What is wanted was measured on points that nobody learned from, so each request can be met
    somewhere; the player stands at another such point.

    Args:
        surrogate: That is measured.
        meter: Decodes and describes, with the surrogate's words as names.
        points: Measured ones.
        train: Rows that the surrogate learned from; simpler ways learn from these too.
        test: Rows that requests come from.
        n_requests: For each word, and together.
        methods: Some of :data:`timbrespace.surrogates.inverses.METHODS`.
        words: Only these, each alone; default: all that have sliders, alone and together.
        seed: Of the requests.
        job: Counts decodes; can be stopped.
    """
    job = quiet_job(job, "loop")
    inverses = Inverses(surrogate, points, train, seed)
    requests = _requests(surrogate, points, test, n_requests, seed)
    if words is not None:
        requests = [each for each in requests if _alone(surrogate, each) in words]
    job.begin(sum(len(r.near) for r in requests) * len(methods), "closed loop", unit="decodes")
    loops: list[Loop] = []
    for asked in requests:
        for method in methods:
            answers = inverses.answer(method, asked)
            if answers.rows is not None and meter.voice.repeats:
                # What was decoded once would give the same again.
                measured = points.values[answers.rows]
                job.advance(len(measured))
            else:
                measured = meter.read_all(answers.latents.astype(np.float32), job).values
            loops += _loops(surrogate, asked, method, answers.latents, measured)
    return loops


def run_reach(
    surrogate: LearnedSurrogate,
    meter: Meter,
    points: Points,
    test: NDArray[np.intp],
    *,
    n_requests: int = 60,
    seed: int = 0,
    job: Job | None = None,
) -> list[Reach]:
    """Ask for each word evenly from half a range below what is reached to half a range above."""
    job = quiet_job(job, "loop")
    rng = np.random.default_rng([seed, 63])
    usable = usable_words(surrogate)
    job.begin(len(usable) * n_requests, "requests out of reach", unit="decodes")
    found = []
    for k in usable:
        word = surrogate.words[k]
        wanted = word.at(-BEYOND + (1 + 2 * BEYOND) * rng.random(n_requests))
        near = points.latents[rng.choice(test, n_requests)].astype(np.float64)
        answers = [surrogate.invert({word.name: w}, z) for w, z in zip(wanted, near, strict=True)]
        latents = np.stack([answer.latent for answer in answers]).astype(np.float32)
        measured = meter.read_all(latents, job).values[:, k]
        said = np.array([answer.reached[word.name] for answer in answers], np.bool_)
        missed = np.abs(word.share(measured) - word.share(wanted))
        met = np.nan_to_num(missed, nan=np.inf) <= NEAR_ENOUGH
        found.append(Reach(word.name, said, met))
    return found


def usable_words(surrogate: LearnedSurrogate) -> list[int]:
    """Indices of the words that get a slider."""
    return [k for k, word in enumerate(surrogate.words) if not word.problem]


def rank_correlation(a: Floats, b: Floats) -> float:
    """Spearman's, of what is known of both; NaN where one of them never changes.

    Example:
        >>> rank_correlation(np.array([1.0, 2.0, 3.0]), np.array([1.0, 4.0, 9.0]))
        1.0
    """
    from scipy.stats import rankdata

    known = np.isfinite(a) & np.isfinite(b)
    if known.sum() < 3:
        return float("nan")
    ranks = np.stack([rankdata(a[known]), rankdata(b[known])])
    centred = ranks - ranks.mean(axis=1, keepdims=True)
    size = float(np.sqrt((centred**2).sum(axis=1).prod()))
    return float(round(float(centred[0] @ centred[1]) / size, 12)) if size > 0 else float("nan")


def _loops(
    surrogate: LearnedSurrogate, asked: Asked, method: str, latents: Floats, measured: Floats
) -> list[Loop]:
    steps = (latents - asked.near) / surrogate.latent_scaling.scale
    moved = np.linalg.norm(steps, axis=1)
    together = len(asked.words) > 1
    return [
        Loop(surrogate.names[k], together, method, asked.wanted[:, i], measured[:, k], moved)
        for i, k in enumerate(asked.words)
    ]


def _requests(
    surrogate: LearnedSurrogate,
    points: Points,
    test: NDArray[np.intp],
    n_requests: int,
    seed: int,
) -> list[Asked]:
    rng = np.random.default_rng([seed, 62])
    usable = usable_words(surrogate)
    several = [k for k in usable if surrogate.names[k] in TOGETHER]
    groups = [[k] for k in usable] + ([several] if len(several) > 1 else [])
    made = []
    for group in groups:
        words = np.array(group, np.intp)
        targets = points.values[np.ix_(test, words)]
        inside = _inside(surrogate, words, targets)
        wanted = targets[rng.choice(np.flatnonzero(inside), n_requests)]
        near = points.latents[rng.choice(test, n_requests)].astype(np.float64)
        made.append(Asked(words, wanted, near))
    return made


def _alone(surrogate: LearnedSurrogate, asked: Asked) -> str:
    """The one word that is asked for; nothing where there are several."""
    return surrogate.names[asked.words[0]] if len(asked.words) == 1 else ""


def _inside(
    surrogate: LearnedSurrogate, words: NDArray[np.intp], targets: Floats
) -> NDArray[np.bool_]:
    """Targets ``(N, W)`` that are known and within the words' stated ranges."""
    low = np.array([surrogate.words[k].low for k in words])
    high = np.array([surrogate.words[k].high for k in words])
    known = np.isfinite(targets).all(axis=1)
    filled = np.nan_to_num(targets)
    inside = known & np.asarray(((filled >= low) & (filled <= high)).all(axis=1))
    return np.asarray(inside if inside.any() else known, np.bool_)
