"""From points to a surrogate: both directions learned, words named. Needs the extra ``models``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.semantics.descriptors import DESCRIPTORS
from timbrespace.spaces.base import Dim, Latents
from timbrespace.surrogates import domain as domains
from timbrespace.surrogates.base import Points, Word
from timbrespace.surrogates.known import Region
from timbrespace.surrogates.runtime import LearnedSurrogate
from timbrespace.surrogates.scaling import Scaling
from timbrespace.surrogates.scoring import r2

#: Fewer points than this teach nothing that could be judged.
LEAST_POINTS = 50
#: A word that is foretold worse than this gets no slider.
LEAST_R2 = 0.3


def fit_surrogate(
    points: Points,
    dims: Sequence[Dim],
    usual: Latents,
    *,
    train: NDArray[np.intp] | None = None,
    test: NDArray[np.intp] | None = None,
    seed: int = 0,
    n_steps: int | None = None,
    job: Job | None = None,
) -> LearnedSurrogate:
    """Learn a surrogate.

    Args:
        points: To learn from.
        dims: Of the voice.
        usual: Frames ``(M, D)`` where the voice is known to be at home.
        train: Rows to learn from; default: all but ``test``.
        test: Rows to judge by; default: all (and then the judgement is no judgement).
        seed: The same seed gives the same surrogate on one machine.
        n_steps: Of the learning; default: what is usual.
        job: Counts steps; can be stopped, and then nothing is kept.

    Raises:
        TimbrespaceError: There are too few points, or no descriptor can be used.
        MissingExtra: PyTorch is not installed.
    """
    try:
        from timbrespace.surrogates.learning import Schedule, learn_forward
        from timbrespace.surrogates.learning_guess import GuessSchedule, learn_guess
    except ModuleNotFoundError as error:
        if error.name == "torch":
            raise MissingExtra("learning a surrogate", "models") from None
        raise
    job = quiet_job(job, "surrogate")
    rows = np.arange(len(points.latents))
    judged = rows if test is None else test
    learned = np.setdiff1d(rows, judged) if train is None and test is not None else train
    learned = rows if learned is None else learned
    if len(learned) < LEAST_POINTS:
        raise TimbrespaceError(
            f"{len(learned)} points are too few to learn from.",
            f"Measure at least {LEAST_POINTS}; some thousands are usual.",
        )
    units = {known.name: known.unit for known in DESCRIPTORS}
    log = np.array([units.get(name, "") == "Hz" for name in points.names])
    latents = Scaling.of(points.latents[learned].astype(np.float64), np.zeros(len(dims), np.bool_))
    words = Scaling.of(points.values[learned], log)
    x, y = latents.standard(points.latents.astype(np.float64)), words.standard(points.values)
    region = Region.of(latents.standard(usual.astype(np.float64)))
    low, high = domains.ranges(points.values)
    schedule, guesses = Schedule(), GuessSchedule()
    if n_steps is not None:
        schedule = replace(schedule, n_steps=n_steps)
        guesses = replace(guesses, n_steps=n_steps)
    forward = learn_forward(x[learned], y[learned], schedule=schedule, seed=seed, job=job)
    guess = learn_guess(
        forward.arrays, x[learned], region, words.standard(low), words.standard(high),
        schedule=guesses, seed=seed, job=job,
    )  # fmt: skip
    arrays = {
        **forward.arrays,
        **guess,
        "latent.mean": latents.mean,
        "latent.scale": latents.scale,
        "word.mean": words.mean,
        "word.scale": words.scale,
        "word.log": log.astype(np.uint8),
        "word.temper": forward.temper,
        "region.mean": region.mean,
        "region.whiten": region.whiten,
        "region.radius": np.array(region.radius),
        "usual": usual,
    }
    arrays = {
        name: a if a.dtype == np.uint8 else np.asarray(a, np.float32) for name, a in arrays.items()
    }
    blank = tuple(Word(name, "", "", 0.0, 1.0, 0.0) for name in points.names)
    made = LearnedSurrogate(points.voice, points.voice_hash, tuple(dims), blank, arrays)
    return judge(made, points, judged)


def judge(surrogate: LearnedSurrogate, points: Points, rows: NDArray[np.intp]) -> LearnedSurrogate:
    """The same surrogate, its words with names, ranges, R2 on some rows, and problems."""
    said = surrogate.predict(points.latents[rows].astype(np.float64))[0]
    bent = surrogate.word_scaling.standard
    scores = r2(bent(points.values[rows]), bent(said))
    why = domains.problems(points, domains.domain_of(points))
    low, high = domains.ranges(points.values)
    titles = {known.name: (known.title, known.unit) for known in DESCRIPTORS}
    words = []
    for k, name in enumerate(points.names):
        problem = why.get(name, "")
        if not problem and not scores[k] >= LEAST_R2:
            problem = f"The surrogate cannot foretell it (R2 {scores[k]:.2f})."
        title, unit = titles.get(name, (name, ""))
        r = float(scores[k])
        words.append(Word(name, title, unit, float(low[k]), float(high[k]), r, None, problem))
    return with_words(surrogate, words)


def with_words(surrogate: LearnedSurrogate, words: Sequence[Word]) -> LearnedSurrogate:
    """The same surrogate with other words, in the same order."""
    return LearnedSurrogate(
        surrogate.voice, surrogate.voice_hash, surrogate.dims, tuple(words), surrogate.arrays
    )
