from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import RATE_HZ, Dull, hiss
from timbrespace.jobs import Job
from timbrespace.matching.trials import Budget, Trials


def trials(effect=None):
    return Trials(effect or Dull(), hiss(0), RATE_HZ, np.array([0]), np.array([1.0, 0.5]))


def test_only_what_is_looked_for_changes():
    assert trials().whole(np.array([0.3])).tolist() == [0.3, 0.5]


def test_every_trial_is_kept_and_counted():
    here, job = trials(), Job("match")
    assert list(here.add(np.array([[0.2], [0.8]]), job)) == [0, 1]
    assert len(here) == len(here.views) == len(here.styles) == job.done == 2


def test_what_is_no_number_counts_as_silence():
    class Broken(Dull):
        def apply(self, x, theta, sample_rate):
            return np.full_like(x, np.nan)

    assert not trials(Broken()).heard(np.array([0.5])).any()


@pytest.mark.parametrize(("spent", "left"), [(0, 1.0), (5, 0.5), (10, 0.0), (15, 0.0)])
def test_a_budget_of_renderings_is_spent(spent, left):
    assert Budget(renders=10).left(spent) == pytest.approx(left)


def test_a_budget_of_seconds_runs_out():
    assert Budget(seconds=1e-9).left(0) == 0
    assert Budget(seconds=1e6).left(0) > 0.99
