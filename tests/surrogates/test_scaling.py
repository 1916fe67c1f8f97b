from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.scaling import Scaling

RNG = np.random.default_rng(0)
VALUES = np.c_[RNG.normal(-30, 8, 200), 2 ** RNG.normal(10, 1, 200), np.full(200, 3.0)]
LOG = np.array([False, True, False])


def test_standard_values_are_centred_and_one_wide_and_come_back():
    scaling = Scaling.of(VALUES, LOG)
    standard = scaling.standard(VALUES)
    np.testing.assert_allclose(standard.mean(axis=0), 0, atol=1e-9)
    np.testing.assert_allclose(standard.std(axis=0), [1, 1, 0], atol=1e-9)
    np.testing.assert_allclose(scaling.units(standard), VALUES)


def test_what_is_undefined_is_left_out_and_stays_undefined():
    holes = VALUES.copy()
    holes[::2, 0] = np.nan
    scaling = Scaling.of(holes, LOG)
    assert scaling.mean[0] == pytest.approx(holes[1::2, 0].mean())
    assert np.isnan(scaling.standard(holes)[0, 0])


def test_slope_is_the_derivative_of_units():
    scaling = Scaling.of(VALUES, LOG)
    at, step = np.array([0.3, -0.7, 0.2]), 1e-6
    rise = (scaling.units(at + step) - scaling.units(at - step)) / (2 * step)
    np.testing.assert_allclose(scaling.slope(at), rise, rtol=1e-6)


def test_far_outside_it_is_still_a_number():
    assert np.isfinite(Scaling.of(VALUES, LOG).units(np.full(3, 1e6))).all()


def test_comes_back_from_its_arrays():
    scaling = Scaling.of(VALUES, LOG)
    kept = {"word.mean": scaling.mean, "word.scale": scaling.scale, "word.log": LOG.astype("u1")}
    np.testing.assert_array_equal(
        Scaling.from_arrays(kept, "word").standard(VALUES), scaling.standard(VALUES)
    )
