from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.matching.calibration import Calibration, Curve, fit_curve
from timbrespace.matching.choosing import Choice

GAINS = st.lists(st.floats(-1, 1), min_size=3, max_size=40)


@given(GAINS, st.integers(0, 1000))
def test_more_is_never_worth_less(promised, seed):
    dry, found = np.random.default_rng(seed).uniform(0.1, 2.0, size=(2, len(promised)))
    curve = fit_curve(np.array(promised), dry, found)
    values = [curve(at) for at in np.linspace(-1, 1, 41)]
    assert np.all(np.diff(values) >= -1e-12)


def test_promises_that_are_kept_are_believed_and_others_are_not():
    promised = np.linspace(0, 1, 400)
    kept = fit_curve(promised, np.ones(400), 1 - promised)
    assert kept(0.5) == pytest.approx(0.5, abs=0.1)
    broken = fit_curve(promised, np.ones(400), np.full(400, 1.2))
    assert broken(1.0) == pytest.approx(-0.2)


def test_a_gain_that_few_sounds_bear_witness_to_is_doubted():
    few = fit_curve(np.array([0.5]), np.ones(1), np.array([0.2]))
    assert 0 < few(0.5) < 0.4


def test_losses_on_distant_sounds_count_more():
    promised, dry = np.full(2, 0.5), np.array([2.0, 0.1])
    curve = fit_curve(promised, dry, np.array([2.6, 0.01]))
    assert curve(0.5) < 0


def test_a_choice_is_taken_for_what_it_is_worth():
    choice = Choice(np.array([0.5]), 0.5, 1.0, np.array([0.1]), 3)
    worth = Calibration(8.0, {"refined": Curve((0.0, 0.5), (-0.1, 0.1))})
    assert worth.taken(choice, "refined").gain == pytest.approx(0.1)
    assert worth.taken(choice, "at once") == choice
    small = Calibration(8.0, {"refined": Curve((0.5,), (0.01,))})
    assert not small.taken(choice, "refined").refused  # what is weighed need not be large
    assert not choice.refused
    assert Calibration(8.0, {"refined": Curve((0.5,), (0.0,))}).taken(choice, "refined").refused


def test_it_is_kept_as_plain_data():
    worth = Calibration(8.0, {"at once": Curve((0.0, 0.5), (-0.1, 0.1))})
    assert Calibration.of(worth.as_plain()) == worth
    with pytest.raises(ValueError, match="corners"):
        Calibration.of({"temper": 2.0, "curves": {"refined": {"expected": [], "true": []}}})
