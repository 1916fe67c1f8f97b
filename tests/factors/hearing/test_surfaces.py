"""Surfaces that change nothing give the source back, and gradients reach both of them."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from timbrespace.factors.hearing.surfaces import BANDS, MOST_GAIN, MOST_PEAK, Prior, Surfaces, ends


@pytest.fixture
def source():
    swell = np.sin(np.pi * np.arange(8000) / 8000)
    return (swell * np.random.default_rng(0).normal(0, 0.1, 8000)).astype(np.float32)


def test_untouched_surfaces_give_the_source_back(source):
    with torch.no_grad():
        audio = Surfaces(source, 0).sound().numpy()
    assert np.allclose(audio[64:-64], source[64:-64], atol=1e-4)


def test_a_gain_of_one_neper_everywhere_is_as_much_louder(source):
    surfaces = Surfaces(source, 0)
    with torch.no_grad():
        surfaces.gain.fill_(0.5)
        audio = surfaces.sound().numpy()
    assert np.linalg.norm(audio) / np.linalg.norm(source) == pytest.approx(np.exp(0.5), rel=1e-2)


def test_a_gain_in_low_bands_leaves_high_ones_alone(source):
    surfaces = Surfaces(source, 0)
    with torch.no_grad():
        surfaces.gain[:, :, : BANDS // 2] = -MOST_GAIN
        audio = surfaces.sound().numpy()
    before, after = (np.abs(np.fft.rfft(x)) for x in (source, audio))
    hz = np.fft.rfftfreq(len(source), 1 / 16_000)
    high, low = hz > 3500, (hz > 50) & (hz < 1500)
    assert after[high].sum() == pytest.approx(before[high].sum(), rel=0.05)
    assert after[low].sum() < 0.1 * before[low].sum()


def test_noise_is_the_same_for_a_seed_and_another_for_another(source):
    def with_noise(seed):
        surfaces = Surfaces(source, seed)
        with torch.no_grad():
            surfaces.noise.fill_(-1.0)
            return surfaces.sound().numpy()

    assert np.array_equal(with_noise(1), with_noise(1))
    assert not np.allclose(with_noise(1), with_noise(2), atol=1e-3)


def test_whatever_the_gain_full_scale_is_never_exceeded(source):
    surfaces = Surfaces(source, 0)
    with torch.no_grad():
        surfaces.gain.fill_(MOST_GAIN)
        assert float(surfaces.sound().abs().max()) <= MOST_PEAK + 1e-5


def test_gradients_reach_both_surfaces(source):
    surfaces = Surfaces(source, 0)
    loss = surfaces.sound().square().sum() + surfaces.penalty(Prior())
    for gradient in torch.autograd.grad(loss, surfaces.parameters):
        assert float(gradient.abs().sum()) > 0


def test_changing_nothing_costs_next_to_nothing_and_roughness_costs(source):
    surfaces = Surfaces(source, 0)
    with torch.no_grad():
        assert float(surfaces.penalty(Prior())) < 1e-6
        surfaces.gain[0, 0, ::2] = 1.0
        rough = float(surfaces.penalty(Prior()))
        surfaces.gain.fill_(0.5)
        assert float(surfaces.penalty(Prior())) < rough


def test_an_abrupt_onset_is_kept():
    knock = np.exp(-np.arange(2000) / 200).astype(np.float32)
    assert ends(knock, 2000)[10] == 1 and ends(knock[::-1].copy(), 2000)[10] < 0.5
    assert len(ends(knock, 0)) == 0
