"""From points to a surrogate: both directions learned, words named. Needs the extra ``models``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.factors.one_core import one_core
from timbrespace.jobs import Job, quiet_job
from timbrespace.semantics.naming import descriptor
from timbrespace.semantics.table import Descriptor
from timbrespace.spaces.base import Dim, Latents
from timbrespace.surrogates import domain as domains
from timbrespace.surrogates.anchors import REACH, Anchors
from timbrespace.surrogates.base import Floats, Points, Word
from timbrespace.surrogates.known import Region
from timbrespace.surrogates.runtime import LearnedSurrogate
from timbrespace.surrogates.scaling import Scaling
from timbrespace.surrogates.scoring import r2

#: Fewer points than this teach nothing that could be judged.
LEAST_POINTS = 50
#: So many have to be measured, then, where a tenth is held out.
LEAST_MEASURED = 60
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
    inverse: bool = True,
    frame_hz: float | None = None,
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
        inverse: Whether the feed-forward inverse is learned too; else its guess is to stay.
        frame_hz: Frames a second that the voice takes, so that none is taken for a pitch.
        job: Counts steps; can be stopped, and then nothing is kept.

    Raises:
        TimbrespaceError: There are too few points, or no descriptor can be used.
        MissingExtra: PyTorch is not installed.
    """
    learned, judged = _rows(len(points.latents), train, test)
    log = np.array([_about(name).unit == "Hz" for name in points.names])
    flat = np.zeros(len(dims), np.bool_)
    latents = Scaling.of(points.latents[learned].astype(np.float64), flat)
    words = Scaling.of(points.values[learned], log)
    made = _learned(
        latents.standard(points.latents[learned].astype(np.float64)),
        words.standard(points.values[learned]),
        Region.of(
            latents.standard(usual.astype(np.float64)),
            latents.standard(points.latents.astype(np.float64)),
        ),
        [words.standard(end) for end in domains.ranges(points.values)],
        seed, n_steps, inverse, quiet_job(job, "surrogate"),
    )  # fmt: skip
    arrays = {
        **made,
        "latent.mean": latents.mean,
        "latent.scale": latents.scale,
        "word.mean": words.mean,
        "word.scale": words.scale,
        "usual": usual,
        **Anchors.arrays(points, learned, latents, words),
    }
    kept = {name: np.asarray(array, np.float32) for name, array in arrays.items()}
    blank = tuple(Word(name, "", "", 0.0, 1.0, 0.0) for name in points.names)
    surrogate = LearnedSurrogate(
        points.voice, points.voice_hash, tuple(dims), blank,
        {**kept, "word.log": log.astype(np.uint8)},
    )  # fmt: skip
    return judge(surrogate, points, judged, frame_hz)


def judge(
    surrogate: LearnedSurrogate,
    points: Points,
    rows: NDArray[np.intp],
    frame_hz: float | None = None,
) -> LearnedSurrogate:
    """The same surrogate, its words with names, ranges, R2 on some rows, and problems."""
    said = surrogate.predict(points.latents[rows].astype(np.float64))[0]
    bent = surrogate.word_scaling.standard
    scores = r2(bent(points.values[rows]), bent(said))
    why = domains.problems(points, domains.domain_of(points), frame_hz)
    low, high = domains.ranges(points.values)
    words = []
    for k, name in enumerate(points.names):
        problem = why.get(name, "")
        if not problem and not scores[k] >= LEAST_R2:
            problem = f"The surrogate cannot foretell it (R2 {scores[k]:.2f})."
        about = _about(name)
        ends = float(low[k]), float(high[k])
        words.append(Word(name, about.title, about.unit, *ends, float(scores[k]), None, problem))
    return with_words(surrogate, words)


def with_words(surrogate: LearnedSurrogate, words: Sequence[Word]) -> LearnedSurrogate:
    """The same surrogate with other words, in the same order."""
    return LearnedSurrogate(
        surrogate.voice, surrogate.voice_hash, surrogate.dims, tuple(words), surrogate.arrays,
        surrogate.called,
    )  # fmt: skip


def with_reach(surrogate: LearnedSurrogate, reach: Floats) -> LearnedSurrogate:
    """The same surrogate that knows how far its points say something ``(2, K)``."""
    arrays = {**surrogate.arrays, REACH: reach.astype(np.float32)}
    return LearnedSurrogate(
        surrogate.voice, surrogate.voice_hash, surrogate.dims, surrogate.words, arrays,
        surrogate.called,
    )  # fmt: skip


def _learned(
    x: Floats,
    y: Floats,
    region: Region,
    ends: Sequence[Floats],
    seed: int,
    n_steps: int | None,
    inverse: bool,
    job: Job,
) -> dict[str, NDArray[Any]]:
    """What networks learn of latents and words, in standard units, by the layout."""
    try:
        from timbrespace.surrogates.learning import Schedule, learn_forward
        from timbrespace.surrogates.learning_guess import GuessSchedule, learn_guess
    except ModuleNotFoundError as error:
        if error.name == "torch":
            raise MissingExtra("learning a surrogate", "models") from None
        raise
    plan, guesses = Schedule(), GuessSchedule()
    if n_steps is not None:
        plan, guesses = replace(plan, n_steps=n_steps), replace(guesses, n_steps=n_steps)
    with one_core():
        forward = learn_forward(x, y, schedule=plan, seed=seed, job=job)
        low, high = ends
        guess = (
            learn_guess(forward.arrays, x, region, low, high, schedule=guesses, seed=seed, job=job)
            if inverse
            else {
                "guess.0.weight": np.zeros((x.shape[1], 2 * y.shape[1] + x.shape[1])),
                "guess.0.bias": np.zeros(x.shape[1]),
            }
        )
    return {
        **forward.arrays,
        **guess,
        "word.temper": forward.temper,
        "region.whiten": region.whiten,
        "region.radius": np.array(region.radius),
    }


def _rows(
    n: int, train: NDArray[np.intp] | None, test: NDArray[np.intp] | None
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows to learn from and to judge by."""
    everything = np.arange(n)
    judged = everything if test is None else test
    rest = everything if test is None else np.setdiff1d(everything, test)
    learned = rest if train is None else train
    if len(learned) < LEAST_POINTS:
        raise TimbrespaceError(
            f"{len(learned)} points are too few to learn from.",
            f"Measure at least {LEAST_MEASURED}, for some are held out; some thousands are usual.",
        )
    return learned, judged


def _about(name: str) -> Descriptor:
    """What is known of a descriptor; where what it comes from is not at hand, its name."""
    try:
        return descriptor(name)
    except TimbrespaceError:
        return Descriptor(name, name, "", 0.0, 1.0, "", "")
