import numpy as np
import pytest
import torch
from scipy.signal import sosfilt

from timbrespace.semantics import loudness


def plain(x, sample_rate):
    """The standard, word for word and block by block, for one sound (C, T)."""
    weighted = sosfilt(loudness.biquads(sample_rate), x)
    size, step = round(0.4 * sample_rate), round(0.1 * sample_rate)
    weights = loudness.channel_weights(x.shape[0])
    blocks = [
        weights @ (weighted[:, at : at + size] ** 2).mean(axis=1)
        for at in range(0, x.shape[1] - size + 1, step)
    ]
    blocks = np.array(blocks)
    levels = -0.691 + 10 * np.log10(blocks)
    gate = -0.691 + 10 * np.log10(blocks[levels > -70].mean()) - 10
    return -0.691 + 10 * np.log10(blocks[levels > max(gate, -70)].mean())


def test_the_filters_at_48_khz_are_those_of_the_table():
    table = [
        [1.53512485958697, -2.69169618940638, 1.19839281085285],
        [1, -1.69065929318241, 0.73248077421585],
        [1, -2, 1],
        [1, -1.99004745483398, 0.99007225036621],
    ]
    assert np.allclose(loudness.biquads(48_000).reshape(4, 3), table, atol=1e-8)


@pytest.mark.parametrize("sample_rate", [8_000, 22_050, 44_100, 48_000, 192_000])
def test_a_997_hz_sine_at_full_scale_is_minus_3_01_lufs(sample_rate, sine):
    found = loudness.integrated(sine(997, sample_rate, seconds=2), sample_rate)
    # The table is for 48 kHz; at other rates the transform bends the shelf a little.
    assert found[0] == pytest.approx(-3.01, abs=0.001 if sample_rate == 48_000 else 0.045)


def test_two_channels_are_3_lu_louder_and_surround_counts_more(sine):
    x = sine(997, peak=0.1)
    one = loudness.integrated(x, 44_100)[0]
    assert loudness.integrated(np.repeat(x, 2, axis=1), 44_100)[0] == pytest.approx(
        one + 3.01, abs=0.01
    )
    for channels, at, gain in ((6, 4, 1.41), (5, 3, 1.41), (6, 2, 1)):
        wide = np.zeros((1, channels, x.shape[-1]))
        wide[:, at] = x[:, 0]
        assert loudness.integrated(wide, 44_100)[0] == pytest.approx(
            one + 10 * np.log10(gain), abs=0.01
        )
    low_frequency = np.zeros((1, 6, x.shape[-1]))
    low_frequency[:, 3] = x[:, 0]
    assert np.isnan(loudness.integrated(low_frequency, 44_100)[0])


@pytest.mark.parametrize("gain_db", [-40, -6, 6])
def test_loudness_follows_the_gain(gain_db, noise):
    x = noise(seconds=3)
    moved = loudness.integrated(x * 10 ** (gain_db / 20), 44_100) - loudness.integrated(x, 44_100)
    assert moved[0] == pytest.approx(gain_db, abs=1e-6)


@pytest.mark.parametrize("seconds", [0.4, 0.45, 1.0, 7.33])
def test_it_equals_the_standard_written_out(seconds, noise):
    rng = np.random.default_rng(2)
    x = noise(seconds, channels=2)
    x *= 10 ** (rng.uniform(-3, 0, 20).repeat(-(-x.shape[-1] // 20))[: x.shape[-1]])
    found = loudness.integrated(x, 44_100)[0]
    assert found == pytest.approx(plain(x[0], 44_100), abs=1e-3)


def test_pauses_do_not_make_a_sound_quieter(sine):
    x = sine(997, seconds=4)
    paused = np.concatenate([x, np.zeros_like(x), 1e-3 * x], axis=-1)
    assert loudness.integrated(paused, 44_100)[0] == pytest.approx(
        loudness.integrated(x, 44_100)[0], abs=0.2
    )


@pytest.mark.parametrize("seconds", [0.03, 0.1, 0.25, 0.399])
def test_a_short_sound_is_one_block_of_its_own_length(seconds, sine):
    found = loudness.integrated(sine(997, seconds=seconds), 44_100)[0]
    assert found == pytest.approx(-3.01, abs=0.25)


@pytest.mark.parametrize("seconds", [0.1, 2.0])
def test_silence_has_no_loudness(seconds):
    assert np.isnan(loudness.integrated(np.zeros((1, 1, int(44_100 * seconds))), 44_100)[0])


@pytest.mark.parametrize(("seconds", "sample_rate"), [(0.02, 8_000), (0.5, 2_000)])
def test_gradients_pass(seconds, sample_rate, noise):
    x = torch.tensor(noise(seconds, sample_rate, channels=2), requires_grad=True)
    assert torch.autograd.gradcheck(
        lambda y: loudness.integrated(y, sample_rate), x, fast_mode=True
    )


def test_a_silent_sound_in_the_batch_does_not_spoil_the_gradients_of_the_others(noise):
    x = torch.tensor(noise(0.5, batch=2))
    x[1] = 0
    x.requires_grad_()
    loudness.integrated(x, 44_100)[0].backward()
    assert torch.isfinite(x.grad).all() and x.grad[0].abs().max() > 0


def test_momentary_loudness_is_of_the_400_ms_about_each_moment(sine):
    steps = np.concatenate([np.zeros(10), np.ones(10)])[None]
    found = loudness.momentary(steps * 4_800, 48_000)[0]
    assert found[:9] == pytest.approx(-100, abs=1e-6)
    rising = np.array([0.25, 0.5, 0.75, 1.0])
    assert found[9:13] == pytest.approx(-0.691 + 10 * np.log10(rising), abs=1e-6)
    assert found[12:18] == pytest.approx(-0.691)


def test_momentary_loudness_of_a_steady_tone_is_its_integrated_one(sine):
    x = sine(997, 48_000, seconds=2)
    found = loudness.momentary(loudness.analysis(48_000).whole(x)[0], 48_000)[0]
    assert found[3:-3] == pytest.approx(loudness.integrated(x, 48_000)[0], abs=0.02)
