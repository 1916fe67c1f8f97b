import numpy as np
import pytest

from timbrespace.semantics.onsets import attack, envelope, mel_bands, strengths
from timbrespace.semantics.sound import Sound

RATE = 44_100


@pytest.mark.parametrize("rise_s", [0.01, 0.1, 0.4])
def test_a_linear_ramp_takes_eight_tenths_of_itself(rise_s):
    time_s = np.arange(RATE) / RATE
    found = attack(np.clip((time_s - 0.2) / rise_s, 0, 1), RATE)
    assert found.seconds == pytest.approx(0.8 * rise_s, rel=0.02)
    assert found.start / RATE == pytest.approx(0.2 + 0.1 * rise_s, abs=0.002)


def test_a_slow_beginning_before_a_sudden_rise_is_no_part_of_the_attack():
    creep, jump = np.linspace(0, 0.15, RATE // 2), np.linspace(0.15, 1, 441)
    found = attack(np.concatenate([creep, jump, np.ones(1_000)]), RATE)
    assert found.seconds < 0.011


def test_a_step_and_a_fall_have_the_shortest_attack():
    assert attack(np.r_[0.0, np.ones(100)], RATE).seconds == pytest.approx(1 / RATE)
    assert attack(np.linspace(1, 0, 100), RATE).seconds == pytest.approx(1 / RATE)


def test_an_attack_is_cut_where_it_lasts_too_long():
    assert attack(np.linspace(0, 1, RATE), RATE, longest_s=0.1).seconds == 0.1


def test_an_envelope_holds_and_then_falls_within_a_tenth_of_a_second():
    pulse = np.zeros(RATE // 2)
    pulse[1_000] = 1
    found = envelope(pulse[None], RATE)[0]
    assert (found[:1_000] == 0).all() and (found[1_000:1_440] == pytest.approx(1))
    assert found[1_000 + 441 + 2_205] == pytest.approx(0.5, abs=0.01)
    assert found[1_000 + 441 + 4_420 :] == pytest.approx(0, abs=1e-9)


def test_an_envelope_lies_over_what_it_envelops(noise):
    magnitude = np.abs(noise()[0])
    assert (envelope(magnitude, RATE) >= magnitude - 1e-12).all()


def test_onsets_are_found_where_hits_begin(noise):
    x = np.zeros((1, 1, 2 * RATE))
    for i, at in enumerate((0.25, 0.8, 1.4)):
        hit = noise(0.4, seed=i)[0, 0] * np.exp(-15 * np.arange(round(0.4 * RATE)) / RATE)
        x[0, 0, round(at * RATE) : round(at * RATE) + len(hit)] += hit
    [found] = Sound(x, RATE).onsets
    assert np.array(found) / RATE == pytest.approx([0.25, 0.8, 1.4], abs=0.02)


def test_a_steady_tone_and_silence_begin_with_their_first_sample(sine):
    assert Sound(np.concatenate([sine(440), 0 * sine(440)]), RATE).onsets == [[0], [0]]


def test_strength_is_the_rise_of_all_bands_in_decibels():
    power = np.ones((4, 128))
    power[2:] = 10.0
    assert strengths(power).tolist() == pytest.approx([0, 0, 10, 0])


def test_mel_bands_have_equal_areas_and_cover_the_spectrum():
    bands = mel_bands(4_096, RATE)
    assert bands.shape == (2_049, 128)
    assert (bands[20:2_000].sum(axis=1) > 0).all()
    areas = bands.sum(axis=0)[20:]
    assert areas == pytest.approx(np.full(108, areas.mean()), rel=0.2)
