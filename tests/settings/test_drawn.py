"""Settings are strewn evenly, and only where they can be heard."""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Parameter
from timbrespace.effects.opening import open_effect
from timbrespace.settings.drawn import drawn, free


def test_more_settings_begin_with_the_fewer():
    effect = open_effect("overdrive")
    np.testing.assert_array_equal(drawn(effect, 1_000, 3)[:100], drawn(effect, 100, 3))
    assert not np.array_equal(drawn(effect, 100, 3), drawn(effect, 100, 4))


def test_every_part_of_every_setting_is_tried():
    theta = drawn(open_effect("overdrive"), 256, 0)[:, :2]
    for column in theta.T:
        assert (np.histogram(column, 8, (0, 1))[0] > 20).all()


def test_what_cannot_be_told_rests_unless_nothing_can():
    told = Parameter("a", "A"), Parameter("b", "B", identifiable=False)
    assert free(told).tolist() == [True, False]
    assert free(told[1:]).tolist() == [True]
