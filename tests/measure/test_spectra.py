"""Spectra: they turn back into their sound, and bands hear what lies in them."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.measure.spectra import istft, magnitudes, mel_bands, stft


@pytest.mark.parametrize("n_samples", [5000, 4096, 2311])
def test_istft_undoes_stft(n_samples):
    sound = np.random.default_rng(0).normal(size=n_samples).astype(np.float32)
    back = istft(stft(sound, 512, 128), 512, 128, n_samples)
    # The last hop lies under the edge of one window only.
    whole = n_samples - n_samples % 128
    assert back.shape == sound.shape
    np.testing.assert_allclose(back[:whole], sound[:whole], atol=1e-4)


def test_a_tone_is_where_it_should_be():
    tone = np.sin(2 * np.pi * 1000 * np.arange(16_000) / 16_000).astype(np.float32)
    heard = magnitudes(tone, 1024, 256).mean(axis=0)
    assert heard.argmax() == 1000 * 1024 // 16_000
    bands = mel_bands(16_000, 1024, 40)
    powers = heard**2 @ bands
    centre_hz = (bands * np.arange(513)[:, None]).sum(axis=0) * 16_000 / 1024
    assert abs(centre_hz[powers.argmax()] - 1000) < 100


@pytest.mark.parametrize(("rate", "n_fft"), [(22_050, 2048), (48_000, 1024), (8_000, 4096)])
def test_every_band_hears_and_weighs_the_same(rate, n_fft):
    bands = mel_bands(rate, n_fft, 80)
    assert (bands >= 0).all()
    np.testing.assert_allclose(bands.sum(axis=0), 1, atol=1e-5)
