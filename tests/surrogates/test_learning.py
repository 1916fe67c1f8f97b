from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import Cancelled
from timbrespace.jobs import Job
from timbrespace.surrogates.forward import Ensemble
from timbrespace.surrogates.scoring import coverage, r2

pytest.importorskip("torch")

from timbrespace.surrogates.learning import Schedule, learn_forward

QUICK = Schedule(n_members=3, hidden=(32, 32), n_steps=700, check_every=50)
RNG = np.random.default_rng(0)
X = RNG.uniform(-2, 2, (1500, 2))
NOISE = 0.05 + 0.35 * (X[:, 0] > 0)
Y = np.c_[np.sin(2 * X[:, 0]) + NOISE * RNG.standard_normal(1500), X[:, 0] * X[:, 1]]


@pytest.fixture(scope="module")
def learned():
    holes = Y[:1200].copy()
    holes[::4, 1] = np.nan
    found = learn_forward(X[:1200], holes, schedule=QUICK)
    return Ensemble(found.arrays, found.temper)


def test_foretells_what_was_not_learned_also_where_words_have_holes(learned):
    mean, _ = learned.predict(X[1200:])
    scores = r2(Y[1200:], mean)
    assert scores[1] > 0.98
    # What is noise cannot be foretold; the rest can.
    assert r2(np.sin(2 * X[1200:, :1]), mean[:, :1])[0] > 0.97


def test_knows_where_it_is_unsure(learned):
    mean, variance = learned.predict(X[1200:])
    spread = np.sqrt(variance[:, 0])
    unsure = X[1200:, 0] > 0.2
    assert np.median(spread[unsure]) > 3 * np.median(spread[X[1200:, 0] < -0.2])
    covered = coverage(Y[1200:], mean, np.sqrt(variance), 1.96)
    assert 0.88 < covered[0] <= 1.0


def test_the_same_seed_learns_the_same():
    short = Schedule(n_members=2, hidden=(8,), n_steps=30, check_every=10)
    first, again, other = (
        learn_forward(X[:200], Y[:200], schedule=short, seed=s).arrays for s in (0, 0, 1)
    )
    for name, array in first.items():
        np.testing.assert_array_equal(array, again[name])
    assert not np.array_equal(first["forward.0.weight"], other["forward.0.weight"])


def test_stops_when_asked():
    job = Job("learn")
    job.cancel()
    with pytest.raises(Cancelled):
        learn_forward(X[:200], Y[:200], schedule=QUICK, job=job)
