"""How far what was measured at a point says something of what lies around: learned by decoding.

Some points are decoded again a little aside, at several distances. How alike the networks' errors
there are to those at the points, beside how wide the networks expect errors to be, gives for each
word a length and a power of their correlation, those under which what was heard is likeliest.
"""

from __future__ import annotations

import numpy as np

from timbrespace.jobs import Job, quiet_job
from timbrespace.surrogates.anchors import Anchors
from timbrespace.surrogates.base import Floats
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.nearby import USUAL_REACH
from timbrespace.surrogates.runtime import LearnedSurrogate

#: How far aside, in deviations.
ASIDE = (0.125, 0.25, 0.5, 1.0, 2.0)
#: Lengths and powers among which the likeliest are looked for.
_LENGTHS = np.geomspace(0.05, 4.0, 36)
_POWERS = (0.3, 0.5, 0.7, 1.0, 1.4, 2.0)
#: Errors of more expected deviations than this are counted as so many.
_WILD = 5.0
#: Fewer pairs than this teach nothing, and what is usual is taken.
_LEAST_PAIRS = 30


def learn_reach(
    surrogate: LearnedSurrogate,
    meter: Meter,
    n_points: int = 100,
    seed: int = 0,
    job: Job | None = None,
) -> Floats:
    """Lengths and powers ``(2, K)``, as :class:`.nearby.Nearby` takes them.

    Args:
        surrogate: Its points are gone around.
        meter: That measured them.
        n_points: How many of them, each at all of :data:`ASIDE`.
        seed: Of the points and directions.
        job: Counts decodes; can be stopped.
    """
    job = quiet_job(job, "reach")
    anchors = Anchors.of(surrogate.arrays)
    if anchors is None:
        return np.tile(np.array(USUAL_REACH)[:, None], len(surrogate.words))
    rng = np.random.default_rng([seed, 81])
    rows = rng.choice(len(anchors.latents), min(n_points, len(anchors.latents)), False)
    # Aside as usual frames differ: along dims that never move, nothing is to be learned.
    ways: Floats = rng.standard_normal((len(rows), anchors.latents.shape[1]))
    ways = np.asarray(np.linalg.solve(surrogate.region.whiten, ways.T).T, np.float64)
    ways /= np.linalg.norm(ways, axis=1, keepdims=True)
    places = np.concatenate([anchors.latents[rows] + far * ways for far in ASIDE])
    job.begin(len(places), "around measured points", unit="decodes")
    decoded = surrogate.latent_scaling.units(places).astype(np.float32)
    heard = surrogate.word_scaling.standard(meter.read_all(decoded, job).values)
    at = _errors(surrogate, anchors.latents[rows], anchors.words[rows])
    aside = _errors(surrogate, places, heard).reshape(len(ASIDE), len(rows), -1)
    return np.array([likeliest(at[:, k], aside[..., k]) for k in range(at.shape[1])]).T


def likeliest(at: Floats, aside: Floats) -> tuple[float, float]:
    """Length and power under which errors aside ``(len(ASIDE), N)`` go best with those ``(N,)``.

    Both are in deviations that the networks expect; NaN is left out.

    Example:
        >>> rng = np.random.default_rng(0)
        >>> at = rng.standard_normal(400)
        >>> alike = np.exp(-np.array(ASIDE)[:, None])
        >>> aside = alike * at + np.sqrt(1 - alike**2) * rng.standard_normal((5, 400))
        >>> length, power = likeliest(at, aside)
        >>> bool(0.7 < length < 1.4), power in (0.7, 1.0, 1.4)
        (True, True)
    """
    known = np.isfinite(at) & np.isfinite(aside)
    if known.sum() < _LEAST_PAIRS:
        return USUAL_REACH
    far = np.broadcast_to(np.array(ASIDE)[:, None], aside.shape)[known]
    first = np.clip(np.broadcast_to(at, aside.shape)[known], -_WILD, _WILD)
    second = np.clip(aside[known], -_WILD, _WILD)
    found = []
    for length in _LENGTHS:
        for power in _POWERS:
            alike = np.exp(-((far / length) ** power))
            left = np.maximum(1.0 - alike**2, 1e-4)
            cost = float(np.mean((second - alike * first) ** 2 / left + np.log(left)))
            found.append((cost, float(length), float(power)))
    return min(found)[1:]


def _errors(surrogate: LearnedSurrogate, x: Floats, words: Floats) -> Floats:
    mean, variance = surrogate.ensemble.predict(x)
    errors: Floats = (words - mean) / np.sqrt(variance)
    return errors
