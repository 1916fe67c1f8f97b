import numpy as np
import pytest

from timbrespace.semantics.audiocommons.stretches import (
    Stretches,
    cut,
    from_onset_to_onset,
    levels,
    mean_of,
)
from timbrespace.semantics.sound import Sound


@pytest.fixture
def two():
    """Two ramps and where three stretches of them lie."""
    sound = Sound(np.stack([np.arange(100.0), -np.arange(100.0)])[:, None], 44_100)
    return sound, Stretches(*(np.array(v) for v in ([0, 0, 1], [0, 90, 10], [5, 10, 3])))


def test_samples_are_cut_from_their_owners_with_nothing_behind(two):
    samples, inside = cut(*two, 8)
    assert samples[0].tolist() == [
        [0, 1, 2, 3, 4, 0, 0, 0], [*range(90, 98)], [-10, -11, -12, 0, 0, 0, 0, 0],
    ]  # fmt: skip
    assert inside.sum(axis=1).tolist() == [5, 8, 3]


def test_means_are_over_the_stretches_of_each_sound(two):
    found = mean_of(np.array([1.0, 4.0, 7.0]), two[1].owners, np.array([1.0, 2.0, 5.0]))
    assert found.tolist() == [3, 7]


def test_levels_are_those_of_the_samples(two):
    sound, stretches = two
    found = levels(np.asarray(sound.magnitude), stretches)
    expected = [np.sqrt(np.mean(np.arange(a, b) ** 2)) for a, b in ((0, 5), (90, 100), (10, 13))]
    assert found == pytest.approx(expected)


def test_stretches_cover_a_sound_from_its_first_onset_on():
    sound = Sound(np.zeros((2, 1, 1_000)), 44_100)
    sound.__dict__["onsets"] = [[100, 400], [300]]
    led = from_onset_to_onset(sound, leading=True)
    assert [v.tolist() for v in led] == [[0, 0, 1], [100, 400, 300], [300, 600, 700]]
    whole = from_onset_to_onset(sound, leading=False)
    assert whole.starts.tolist() == [100, 400, 0]
