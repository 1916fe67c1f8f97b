import numpy as np
import pytest
import torch

from timbrespace.semantics import spectral
from timbrespace.semantics.framing import weighted_mean


def measured(x, sample_rate):
    """Centroid in Hz and flatness in dB of whole sounds."""
    energy, centroid, flatness = spectral.analysis(sample_rate).whole(x)
    return weighted_mean(centroid, energy), weighted_mean(flatness, energy)


@pytest.mark.parametrize("sample_rate", [16_000, 44_100, 96_000])
@pytest.mark.parametrize("hz", [250.0, 1_000.0, 5_000.0])
def test_the_centroid_of_a_tone_is_its_frequency(hz, sample_rate, sine):
    assert measured(sine(hz, sample_rate), sample_rate)[0][0] == pytest.approx(hz, rel=0.02)


def test_the_centroid_of_two_tones_lies_between_by_amplitude(sine):
    x = 3 * sine(1_000) + sine(5_000)
    assert measured(x, 44_100)[0][0] == pytest.approx(2_000, rel=0.02)


def test_the_centroid_of_white_noise_is_the_middle_of_the_band(noise):
    assert measured(noise(), 44_100)[0][0] == pytest.approx(8_010, rel=0.02)


def test_the_flatness_of_white_noise_is_known_and_a_tone_is_far_from_flat(noise, sine):
    # The mean of ln of an exponential variate is minus Euler's constant.
    expected_db = -10 * np.euler_gamma / np.log(10)
    assert measured(noise(), 44_100)[1][0] == pytest.approx(expected_db, abs=0.1)
    assert measured(sine(1_000), 44_100)[1][0] < -40


def test_flatness_rises_as_noise_drowns_a_tone(noise, sine):
    levels = [measured(sine(700) + gain * noise(), 44_100)[1][0] for gain in (0, 0.01, 0.1, 1, 10)]
    assert levels == sorted(levels)


@pytest.mark.parametrize("gain", [1e-4, 30.0])
def test_neither_depends_on_the_gain(gain, noise, harmonic):
    x = noise() * 0.1 + harmonic(300)
    for plain, louder in zip(measured(x, 44_100), measured(gain * x, 44_100), strict=True):
        assert louder == pytest.approx(plain, rel=1e-6)


def test_a_tail_of_silence_does_not_count(noise):
    x = noise(0.5)
    tail = np.concatenate([x, np.zeros((1, 1, 44_100 * 3))], axis=-1)
    for plain, longer in zip(measured(x, 44_100), measured(tail, 44_100), strict=True):
        assert longer == pytest.approx(plain, rel=1e-9)


def test_an_attack_on_the_first_sample_counts():
    click = np.zeros((1, 1, 20_000))
    click[..., 0] = 1
    centroid, flatness = measured(click, 44_100)
    assert centroid[0] == pytest.approx(8_010, rel=0.02)
    assert flatness[0] == pytest.approx(0, abs=0.01)


def test_channels_do_not_cancel(sine):
    x = sine(1_000)
    opposed = np.concatenate([x, -x], axis=1)
    assert measured(opposed, 44_100)[0] == pytest.approx(measured(x, 44_100)[0], rel=1e-9)


def test_silence_has_neither():
    centroid, flatness = measured(np.zeros((1, 1, 5_000)), 44_100)
    assert np.isnan(centroid[0]) and np.isnan(flatness[0])


@pytest.mark.parametrize("output", [0, 1])
def test_gradients_pass(output, noise):
    x = torch.tensor(noise(0.15, sample_rate=2_000, batch=2), requires_grad=True)
    assert torch.autograd.gradcheck(lambda y: measured(y, 2_000)[output], x, fast_mode=True)


def test_gradients_of_digital_silence_within_a_sound_are_finite(noise):
    x = torch.tensor(np.concatenate([noise(0.2), np.zeros((1, 1, 9_000))], axis=-1))
    x = x.to(torch.float32).requires_grad_()
    centroid, flatness = measured(x, 44_100)
    (centroid + flatness).sum().backward()
    assert torch.isfinite(x.grad).all()


def spectra_of(x, sample_rate=44_100):
    return spectral.power(spectral.analysis(sample_rate).stretched(x), sample_rate)


def test_two_equal_tones_spread_by_half_their_distance(sine):
    x = sine(1_000) + sine(3_000)
    assert spectral.spread(spectra_of(x), 44_100)[0, 20] == pytest.approx(1_000, rel=0.05)


def test_white_noise_spreads_as_a_flat_spectrum_does(noise):
    found = spectral.spread(spectra_of(noise()), 44_100)[0, 2:-2].mean()
    assert found == pytest.approx((16_000 - 20) / np.sqrt(12), rel=0.03)


def test_85_percent_of_flat_energy_lies_below_85_percent_of_the_band(noise):
    found = spectral.rolloff(spectra_of(noise()), 44_100)[0, 2:-2].mean()
    assert found == pytest.approx(0.85 * 16_000, rel=0.02)


@pytest.mark.parametrize("share", [0.8, 0.9])
def test_a_weak_high_tone_moves_the_roll_off_only_past_15_percent(share, sine):
    x = np.sqrt(share) * sine(500) + np.sqrt(1 - share) * sine(5_000)
    expected = 500 if share > 0.85 else 5_000
    assert spectral.rolloff(spectra_of(x), 44_100)[0, 20] == pytest.approx(expected, abs=30)


def test_flux_sees_changes_of_spectrum_and_not_of_level(sine, noise):
    steady = sine(1_000)
    fading = steady * np.linspace(1, 0.1, steady.shape[-1])
    jumping = np.concatenate([sine(1_000, seconds=0.5), sine(4_000, seconds=0.5)], axis=-1)
    for x in (steady, fading):
        assert spectral.flux(spectra_of(x))[0, 3:-3].max() < 0.01
    assert spectral.flux(spectra_of(jumping))[0].max() > 0.5
    # Amplitudes of independent noise have a cosine of pi / 4.
    assert spectral.flux(spectra_of(noise()))[0, 3:-3].mean() == pytest.approx(0.215, abs=0.15)
