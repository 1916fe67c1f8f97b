import numpy as np
import pytest

from timbrespace.semantics import pitch


def measured(x, sample_rate=44_100):
    """Pitch in Hz and confidence of whole sounds."""
    return pitch.summary(*pitch.analysis(sample_rate).whole(x))


@pytest.mark.parametrize("sample_rate", [16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("hz", np.geomspace(60, 2_000, 12).round(1))
def test_harmonic_tones_within_1_percent(hz, sample_rate, harmonic):
    found, confidence = measured(harmonic(hz, sample_rate, seconds=0.5), sample_rate)
    assert found[0] == pytest.approx(hz, rel=0.01)
    assert confidence[0] > 0.85


@pytest.mark.parametrize("hz", [60, 440, 2_000])
def test_pure_tones_within_1_percent(hz, sine):
    assert measured(sine(hz))[0][0] == pytest.approx(hz, rel=0.01)


@pytest.mark.parametrize(("sample_rate", "hz"), [(8_000, 1_000), (11_025, 1_300)])
def test_low_rates_reach_an_eighth_of_the_rate(sample_rate, hz, harmonic):
    assert measured(harmonic(hz, sample_rate), sample_rate)[0][0] == pytest.approx(hz, rel=0.01)


def test_a_missing_fundamental_is_still_heard(harmonic, sine):
    x = harmonic(220) - 0.2 * np.sin(2 * np.pi * 220 * np.arange(44_100) / 44_100 + 2.4)
    assert measured(x)[0][0] == pytest.approx(220, rel=0.01)


def test_noise_has_no_pitch_and_little_confidence(noise):
    found, confidence = measured(noise(batch=3))
    assert np.isnan(found).all()
    assert confidence.max() < 0.3


def test_silence_has_neither():
    found, confidence = measured(np.zeros((1, 1, 9_000)))
    assert np.isnan(found[0]) and np.isnan(confidence[0])


def test_neither_gain_nor_offset_nor_opposed_channels_matter(harmonic):
    x = harmonic(330)
    plain = measured(x)[0][0]
    for changed in (1e-3 * x, x + 0.5, np.concatenate([x, -x], axis=1)):
        assert measured(changed)[0][0] == pytest.approx(plain, rel=1e-3)


def test_the_median_ignores_a_quiet_or_noisy_stretch(harmonic, noise):
    x = np.concatenate([harmonic(200), 1e-4 * harmonic(900, seconds=3), noise(0.5)], axis=-1)
    assert measured(x)[0][0] == pytest.approx(200, rel=0.01)


def test_the_median_of_an_even_count_is_the_middle_of_the_two():
    ones = np.ones((2, 4))
    hz = np.array([[100.0, 400, 200, 300], [100, 200, 700, 90]])
    confidence = np.array([[1.0, 1, 1, 1], [1, 1, 1, 0]])
    assert pitch.summary(ones, hz, confidence)[0].tolist() == [250, 200]


def test_the_difference_function_is_the_written_out_sum(noise):
    x = noise(seconds=64 / 44_100)[0]
    found = pitch.difference(x)[0]
    expected = [((x[0, :32] - x[0, lag : lag + 32]) ** 2).sum() for lag in range(32)]
    assert found == pytest.approx(np.array(expected), abs=1e-12)
