import numpy as np
import pytest

from timbrespace.semantics.descriptors import describe
from timbrespace.semantics.peaks import Peaks
from timbrespace.semantics.roughness import roughness

RATE = 44_100


def of(hz, amplitude, **how):
    hz, amplitude = np.atleast_2d(hz).astype(float), np.atleast_2d(amplitude).astype(float)
    return roughness(Peaks(hz, amplitude, amplitude > 0), 1.0, **how)


def by_formula(f1, f2, a1, a2):
    """Vassilakis (2007), for two sines."""
    low, high = min(a1, a2), max(a1, a2)
    distance = 0.24 / (0.0207 * min(f1, f2) + 18.96) * abs(f2 - f1)
    beats = np.exp(-3.51 * distance) - np.exp(-5.75 * distance)
    return (a1 * a2) ** 0.1 * 0.5 * (2 * low / (low + high)) ** 3.11 * beats


@pytest.mark.parametrize("pair", [(440, 470, 0.5, 0.2), (1_000, 1_070, 1, 1), (100, 130, 0.1, 1)])
def test_two_sines_are_as_rough_as_the_formula_says(pair):
    assert of(pair[:2], pair[2:]) == pytest.approx([by_formula(*pair)], rel=1e-6)


def test_pairs_add_up_and_far_ones_do_not_matter():
    three = of([440, 470, 500], [1, 0.5, 0.7])
    pairs = by_formula(440, 470, 1, 0.5) + by_formula(470, 500, 0.5, 0.7)
    assert three == pytest.approx([pairs + by_formula(440, 500, 1, 0.7)], rel=1e-6)
    assert of([440, 470, 5_000], [1, 0.5, 1]) == pytest.approx(of([440, 470], [1, 0.5]))


def test_a_row_does_not_depend_on_its_neighbours():
    rng = np.random.default_rng(0)
    hz = np.sort(rng.uniform(50, 9_000, (700, 60)), axis=1)
    amplitude = rng.random((700, 60))
    amplitude[np.arange(60)[None] >= rng.integers(1, 60, (700, 1))] = 0
    every = of(hz, amplitude)
    for row in (0, 17, 699):
        held = amplitude[row] > 0
        assert every[row] == pytest.approx(of(hz[row, held], amplitude[row, held])[0])


def test_equal_partials_are_roughest_unless_the_louder_counts():
    assert of([440, 470], [1, 1]) > of([440, 470], [1, 0.3])
    equal, unequal = (of([440, 470], pair, loudest=True) for pair in ([0.5, 0.5], [1, 0.25]))
    assert unequal > equal


def test_a_tone_in_amplitude_modulation_has_the_roughness_of_its_three_partials():
    time_s = np.arange(2 * RATE) / RATE
    wave = 0.4 * (1 + np.cos(2 * np.pi * 70 * time_s)) * np.sin(2 * np.pi * 1_000 * time_s)
    found = describe(wave[None, None], RATE, ["roughness_vassilakis"])["roughness_vassilakis"][0]
    sides = by_formula(930, 1_000, 0.2, 0.4) + by_formula(1_000, 1_070, 0.4, 0.2)
    assert found == pytest.approx(sides + by_formula(930, 1_070, 0.2, 0.2), rel=0.1)


def test_roughness_peaks_where_beats_are_some_tens_of_hertz():
    time_s = np.arange(RATE) / RATE
    tones = np.stack([
        0.3 * (np.sin(2 * np.pi * 500 * time_s) + np.sin(2 * np.pi * (500 + d) * time_s))
        for d in (45, 110, 250)
    ])[:, None]  # fmt: skip
    found = describe(tones, RATE, ["roughness_vassilakis"])["roughness_vassilakis"]
    assert found[0] > found[1] > found[2]
