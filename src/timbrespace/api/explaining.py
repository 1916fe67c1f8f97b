"""Explain a voice: which dims its words hang on, everywhere and where one stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.base import Points, Surrogate
from timbrespace.surrogates.explain.explained import Explained
from timbrespace.surrogates.explain.heat import over_dims
from timbrespace.surrogates.explain.importance import (
    Fit,
    Importance,
    Predict,
    noise_floor,
    permutation_importance,
)
from timbrespace.surrogates.explain.local import Local, Measure, around
from timbrespace.surrogates.explain.naming import DimName, name_dims, rising

if TYPE_CHECKING:
    from timbrespace.spaces.voice import Voice

Floats = NDArray[np.float64]

#: Held-out points that importance is measured on, and those that a new model learns from.
MOST_TESTED, MOST_LEARNED = 1000, 4000
#: Points at which it is looked whether words rise with a dim.
MOST_ASKED = 300
#: Steps of the small ensembles whose dims of noise give the floor.
FLOOR_STEPS = 1200


def explain(
    surrogate: Surrogate,
    points: Points,
    *,
    learned: bool = True,
    voice: Voice | None = None,
    places: Floats | None = None,
    floor: bool = True,
    seed: int = 0,
    job: Job | None = None,
) -> Explained:
    """Say which dims each word hangs on, and name the dims.

    Args:
        surrogate: Of the voice.
        points: Of the voice.
        learned: Whether the surrogate has learned from these points; then only those that it was
            judged by are permuted.
        voice: Decodes neighbours of the places; without, only the surrogate is asked there.
        places: Latents ``(P, D)`` at which to look closely; default: none.
        floor: Whether to learn anew with dims of noise; takes some ten seconds.
        seed: Of permutations and neighbours.
        job: Shows progress, can cancel.

    Raises:
        TimbrespaceError: The points are another voice's, or no word has a slider.
    """
    job = quiet_job(job, "explain")
    names = _askable(surrogate, points)
    if points.voice_hash != surrogate.voice_hash or not names:
        raise TimbrespaceError(
            f"The points of '{points.voice}' say nothing of this surrogate's words.",
            f"Measure and learn anew: timbrespace surrogate {surrogate.voice}",
        )
    steps = FLOOR_STEPS if floor else 0
    found, called = _named(surrogate, points, names, learned, steps, seed, job)
    heats = [over_dims(surrogate, [name], _leading(found, k))[0] for k, name in enumerate(names)]
    local = tuple(
        look_around(surrogate, place, voice, seed=seed)
        for place in (
            np.zeros((0, len(surrogate.dims))) if places is None else np.atleast_2d(places)
        )
    )
    notes = [
        "Frequencies are compared in octaves. Permuting one dim alone makes latents that may "
        "never occur where dims hang together: it says what the surrogate leans on."
    ]
    if floor and not _can_learn():
        notes.append("The floor of noise was not measured: it needs the extra 'models'.")
    return Explained(surrogate.voice, found, called, tuple(heats), local, notes)


def dim_names(
    surrogate: Surrogate,
    points: Points,
    *,
    learned: bool = True,
    floor_steps: int = FLOOR_STEPS,
    seed: int = 0,
    job: Job | None = None,
) -> tuple[DimName, ...]:
    """What each dim is called after, to be kept with a surrogate; none where no word has a slider.

    Args:
        surrogate: Of the voice.
        points: Of the voice.
        learned: Whether the surrogate has learned from these points.
        floor_steps: Of the ensembles whose dims of noise give the floor; 0 for none.
        seed: Of permutations and noise.
        job: Shows progress, can cancel.
    """
    names = _askable(surrogate, points)
    if not names:
        return ()
    job = quiet_job(job, "names")
    return _named(surrogate, points, names, learned, floor_steps, seed, job)[1]


def _askable(surrogate: Surrogate, points: Points) -> list[str]:
    """The words that have a slider and were measured."""
    return [w.name for w in surrogate.words if not w.problem and w.name in points.names]


def _named(
    surrogate: Surrogate,
    points: Points,
    names: Sequence[str],
    learned: bool,
    floor_steps: int,
    seed: int,
    job: Job,
) -> tuple[Importance, tuple[DimName, ...]]:
    """Importance of the dims for words, and what the dims are called after."""
    train, test = _split(points, learned)
    bent = _Bent(surrogate, names)
    latents, truth = points.latents.astype(np.float64), bent.measured(points)
    floor = None
    if floor_steps and _can_learn():
        job.begin(message="the floor of noise")
        rows = train[:MOST_LEARNED]
        floor = noise_floor(
            _learner(floor_steps, seed, job), (latents[rows], truth[rows]),
            (latents[test], truth[test]), seed=seed,
        )  # fmt: skip
    found = permutation_importance(
        bent.predict, latents[test], truth[test], names, [dim.name for dim in surrogate.dims],
        floor=floor, seed=seed, job=job,
    )  # fmt: skip
    titles = {word.name: word.title for word in surrogate.words}
    rises = rising(bent.predict, latents[test[:MOST_ASKED]])
    return found, name_dims(found, rises, titles)


def look_around(
    surrogate: Surrogate,
    latent: Sequence[float] | Floats,
    voice: Voice | None = None,
    *,
    n: int | None = None,
    seed: int = 0,
) -> Local:
    """What dims do where the player stands.

    Args:
        surrogate: Of the voice.
        latent: Where the player stands ``(D,)``.
        voice: Decodes neighbours, which takes some seconds; default: only the surrogate is asked.
        n: Neighbours; default: eight for each dim, 64 to 200.
        seed: Of the neighbours.
    """
    measure = None if voice is None else _measure_of(voice, surrogate)
    return around(surrogate, np.asarray(latent, np.float64), measure, n=n, seed=seed)


def _measure_of(voice: Voice, surrogate: Surrogate) -> Measure:
    """Decodes latents and measures all words of a surrogate, the user's own ones, too."""
    from timbrespace.surrogates.holding import hold_for
    from timbrespace.surrogates.meter import Meter
    from timbrespace.surrogates.words.surrogate import WithOwnWords

    base = surrogate.base if isinstance(surrogate, WithOwnWords) else surrogate
    meter = Meter(voice, base.names, hold_for(voice))

    def measure(latents: Floats) -> Floats:
        values = meter.read_all(latents.astype(np.float32)).values
        if not isinstance(surrogate, WithOwnWords):
            return values
        return np.column_stack([values, *(slider.heard(values) for slider in surrogate.sliders)])

    return measure


class _Bent:
    """Words as they are compared: frequencies in octaves, the rest as it is."""

    def __init__(self, surrogate: Surrogate, names: Sequence[str]) -> None:
        self._surrogate, self._names = surrogate, names
        self._columns = [surrogate.names.index(name) for name in names]
        self._in_octaves = np.array([surrogate.words[k].unit == "Hz" for k in self._columns])

    def predict(self, latents: Floats) -> Floats:
        return self._apply(self._surrogate.predict(latents)[0][:, self._columns])

    def measured(self, points: Points) -> Floats:
        return self._apply(points.values[:, [points.names.index(name) for name in self._names]])

    def _apply(self, values: Floats) -> Floats:
        return np.where(self._in_octaves, np.log2(np.maximum(values, 1.0)), values)


def _split(points: Points, learned: bool) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Rows to learn the floor from, and rows that the surrogate did not learn from."""
    from timbrespace.surrogates.splits import random_split

    n = len(points.latents)
    if learned:
        split = random_split(n, int(points.facts.get("seed", 0)))
        return split.train, split.test[:MOST_TESTED]
    n_tested = min(MOST_TESTED, n // 3)
    return np.arange(n_tested, n), np.arange(n_tested)


def _leading(found: Importance, k: int) -> tuple[int, int]:
    """The two dims that a word hangs on most."""
    first, second = np.argsort(-found.drop[k], kind="stable")[:2]
    return int(first), int(second)


def _can_learn() -> bool:
    from importlib.util import find_spec

    return find_spec("torch") is not None


def _learner(n_steps: int, seed: int, job: Job) -> Fit:
    """Learns a small ensemble, as surrogates do; with PyTorch."""
    from timbrespace.surrogates.forward import Ensemble
    from timbrespace.surrogates.learning import Schedule, learn_forward
    from timbrespace.surrogates.scaling import Scaling

    def fit(latents: Floats, values: Floats) -> Predict:
        plain: Any = np.zeros(latents.shape[1], np.bool_), np.zeros(values.shape[1], np.bool_)
        x, y = Scaling.of(latents, plain[0]), Scaling.of(values, plain[1])
        schedule = Schedule(n_members=2, n_steps=n_steps)
        learned = learn_forward(
            x.standard(latents), y.standard(values), schedule=schedule, seed=seed, job=job
        )
        ensemble = Ensemble(learned.arrays, learned.temper)
        return lambda asked: y.units(ensemble.predict(x.standard(asked))[0])

    return fit
