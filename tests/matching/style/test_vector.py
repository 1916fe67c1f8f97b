from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import RATE_HZ, hiss
from timbrespace.matching.style import GROUPS, N_FIGURES, style, styles


def test_the_level_has_no_part_in_it():
    sound = hiss(0)
    assert style(0.01 * sound, RATE_HZ) == pytest.approx(style(sound, RATE_HZ), abs=0.02)


def test_figures_are_as_many_as_the_groups_say():
    assert style(hiss(1), RATE_HZ).shape == (N_FIGURES,) == (sum(GROUPS.values()),)
    assert styles([hiss(1), hiss(2)], RATE_HZ).shape == (2, N_FIGURES)


@pytest.mark.parametrize("n", [1, 100, 9_000])
def test_short_and_silent_sounds_have_finite_figures(n):
    assert np.isfinite(style(np.zeros(n, np.float32), RATE_HZ)).all()
    assert np.isfinite(style(hiss(0)[:n], RATE_HZ)).all()


def test_when_something_sounds_matters_little():
    sound = hiss(3, 2.0)
    apart = np.abs(style(np.roll(sound, 20_000), RATE_HZ) - style(sound, RATE_HZ)).mean()
    other = np.abs(style(sound**3, RATE_HZ) - style(sound, RATE_HZ)).mean()
    assert apart < 0.5 * other


def test_two_channels_count_as_their_mean():
    sound = hiss(4)
    assert style(np.stack([sound, sound]), RATE_HZ) == pytest.approx(style(sound, RATE_HZ))
