"""The generator: crossed factors, a nonlinear mix that keeps all, and a ceiling that holds."""

from __future__ import annotations

import numpy as np

from timbrespace.factors.flow.synthetic import two_factors


def test_factors_are_independent_and_groups_have_one_class():
    data = two_factors(n_groups=2000, takes=2)
    a, b = data.values["material"], data.values["action"]
    assert abs(np.corrcoef(a, b)[0, 1]) < 0.05
    for codes in data.labels.values():
        assert all(len(np.unique(codes[data.groups == g])) == 1 for g in range(50))


def test_no_bend_is_a_rotation_and_the_ceiling_is_reached():
    """With a linear mix, regression finds what the label noise leaves, and no more."""
    data = two_factors(n_groups=2000, takes=2, bend=0.0, label_noise=0.2)
    for value in data.values.values():
        z = np.column_stack([data.z, np.ones(len(value))])
        rest = value - z @ np.linalg.lstsq(z, value, rcond=None)[0]
        r2 = 1 - rest.var() / value.var()
        assert abs(r2 - data.ceiling(0.975)) < 0.02
    assert data.ceiling(0.5) == 0.5 and data.ceiling(0.975) == 0.8


def test_takes_of_a_recording_share_its_microphone():
    data = two_factors(n_groups=300, takes=4)
    by_take = data.z.reshape(300, 4, -1)
    assert by_take.var(axis=1).mean() < 0.7 * data.z.var()


def test_same_seed_same_latents():
    one, two, other = (two_factors(n_groups=5, seed=s) for s in (0, 0, 1))
    assert np.array_equal(one.z, two.z) and not np.array_equal(one.z, other.z)
