import numpy as np
import pytest
import torch

from timbrespace.semantics import loudness
from timbrespace.semantics.sound import EARLY, Sound, high_pass, low_pass

RATE = 44_100


def test_it_is_brought_to_the_target_loudness(noise, sine):
    sound = Sound(np.concatenate([0.01 * noise(), sine(1_000)]), RATE)
    brought = sound.x * np.asarray(sound.gain)[:, None, None]
    assert loudness.integrated(brought, RATE) == pytest.approx([-24, -24], abs=0.01)


def test_no_sound_is_brought_over_full_scale():
    click = np.zeros((1, 1, RATE))
    click[..., 1_000:1_010] = 0.5
    sound = Sound(click, RATE)
    assert sound.gain[0] * sound.peak[0] == pytest.approx(1)


def test_long_frames_begin_with_the_sound_at_the_third(noise):
    sound = Sound(noise(), RATE)
    expected = np.fft.rfft(noise()[0, 0, : sound.long_size])
    assert sound.long_spectra[0, 0, EARLY] == pytest.approx(expected)
    frame = noise()[0, 0, sound.long_hop : sound.long_hop + sound.long_size]
    window = np.hamming(sound.long_size + 1)[:-1]
    power = np.abs(np.fft.rfft(frame * window)) ** 2
    assert sound.hamming_power[0, 1] == pytest.approx(power, rel=1e-6, abs=1e-6)


def test_windowed_power_keeps_the_power_of_noise(noise):
    sound = Sound(noise(2), RATE)
    power = sound.hann_power[0, 4:-4].mean() / sound.long_size
    assert power == pytest.approx(0.01, rel=0.05)


def test_partials_have_the_amplitudes_of_sines(sine):
    found = Sound(0.3 * sine(1_234.5), RATE).partials
    assert found.height[10, 0] == pytest.approx(0.3, rel=0.05)
    assert found.place[10, 0] * RATE / 4_096 == pytest.approx(1_234.5, abs=1)


def test_nothing_over_the_ceiling_is_looked_at(noise):
    sound = Sound(noise(sample_rate=96_000), 96_000)
    assert sound.long_hz[-1] == pytest.approx(24_000, abs=12)
    assert sound.bare_power.shape[-1] == len(sound.long_hz)


def test_channels_add_their_powers(noise):
    one = noise()
    both = Sound(np.concatenate([one, -one], axis=1), RATE)
    assert both.bare_power == pytest.approx(2 * Sound(one, RATE).bare_power)


@pytest.mark.parametrize("n", [1, 100, 4_096, 4_097, 12_288])
def test_frames_cover_sounds_of_any_length(n):
    sound = Sound(np.ones((1, 1, n)), RATE)
    assert sound.bare_power.shape[1] == EARLY + 4 * max(1, -(-n // 4_096))
    assert sound.hamming_power.shape[1] >= 1 and sound.hann_power.shape[1] >= 2


def test_torch_gives_the_same(noise):
    ours, theirs = Sound(noise(), RATE), Sound(torch.tensor(noise()), RATE)
    for name in ("gain", "hann_power", "causal_power", "specific", "specific_at_target"):
        assert getattr(theirs, name).numpy() == pytest.approx(getattr(ours, name), rel=1e-6), name


def test_filters_pass_what_they_should():
    assert high_pass(2_000, 4_096, RATE)[[10, 1_800]] == pytest.approx([0, 1], abs=1e-3)
    assert low_pass(500, 4_096, RATE)[[5, 1_800]] == pytest.approx([1, 0], abs=1e-2)
    edge = round(2_000 / RATE * 4_096)
    assert high_pass(2_000, 4_096, RATE)[edge] == pytest.approx(1 / 8, rel=0.05)
