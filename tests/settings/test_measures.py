"""What is measured does not depend on level, but for the loudness."""

from __future__ import annotations

import numpy as np

from tests.settings.world import sound
from timbrespace.settings.measures import MEASURED_HZ, NAMES, at_one_level, descriptors, measured


def test_a_gain_changes_the_loudness_and_nothing_else():
    both = np.concatenate([sound(), 0.25 * sound()])
    levelled, raised_db = at_one_level(both)
    values = measured(levelled, raised_db)
    np.testing.assert_allclose(values[0, 1:], values[1, 1:], rtol=1e-3)
    np.testing.assert_allclose(values[0, 0] - values[1, 0], 12.04, atol=0.05)


def test_silence_stays_silent():
    levelled, raised_db = at_one_level(np.zeros((1, 48_000), np.float32))
    assert levelled.shape == (1, MEASURED_HZ) and not levelled.any() and raised_db[0] == 0


def test_columns_are_named():
    assert [each.name for each in descriptors()] == list(NAMES)
    assert {"brightness", "depth", "roughness"} <= set(NAMES)
