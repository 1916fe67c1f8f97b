from __future__ import annotations

import numpy as np
import pytest

from timbrespace.matching.sound import at_peak, at_rate, loudest_stretch, mono


def test_a_peak_is_reached_and_silence_stays_silent():
    sound = np.array([[0.01, -0.3], [0.2, 0.1]], np.float32)
    assert np.abs(at_peak(sound, -6.0)).max() == pytest.approx(10 ** (-0.3), rel=1e-5)
    assert not at_peak(np.zeros(8, np.float32)).any()


def test_one_channel_is_the_mean_of_all():
    assert mono(np.array([[1.0, 0.0], [0.0, 1.0]], np.float32)).tolist() == [0.5, 0.5]
    assert mono(np.ones(3, np.float32)).shape == (3,)


def test_another_rate_keeps_the_duration():
    assert len(at_rate(np.zeros(48_000, np.float32), 48_000)) == 22_050


@pytest.mark.parametrize("at", [0, 3_000, 9_000])
def test_the_loudest_stretch_holds_what_is_loud(at):
    sound = np.full(10_000, 1e-3, np.float32)
    sound[at : at + 500] = 1.0
    stretch = loudest_stretch(sound, 1_000)
    assert stretch.stop - stretch.start == 1_000
    assert sound[stretch].sum() > 400
