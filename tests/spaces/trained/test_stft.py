"""Spectra are PyTorch's, scaled so that a sine reads as its amplitude, and can be undone."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.spaces.trained.stft import Stft

STFT = Stft(n_fft=256, hop=64, window=128)


def noise(n_samples, seed=0):
    return np.random.default_rng(seed).normal(size=n_samples).astype(np.float32)


def test_they_are_what_pytorch_computes():
    torch = pytest.importorskip("torch")
    sound = noise(640)
    reference = torch.stft(
        torch.from_numpy(sound), 256, 64, window=torch.from_numpy(STFT.taper()),
        pad_mode="constant", return_complex=True,
    ).numpy()  # fmt: skip
    np.testing.assert_allclose(STFT.spectrum(sound), reference, atol=1e-5)


def test_a_full_sine_has_the_magnitude_1():
    sine = np.sin(2 * np.pi * 16 / 256 * np.arange(2_000)).astype(np.float32)
    assert np.abs(STFT.spectrum(sine))[16, 10] == pytest.approx(1, abs=0.01)


@pytest.mark.parametrize("stft", [STFT, Stft(256, 32, 256), Stft(4096, 1024, 2048)])
def test_a_sound_comes_back_from_its_spectrum(stft):
    sound = noise(5 * stft.hop)
    np.testing.assert_allclose(stft.sound(stft.spectrum(sound)), sound, atol=1e-4)


def test_a_stretch_of_frames_is_what_the_whole_has_there():
    sound = noise(1_000)
    whole = STFT.spectrum(sound)
    np.testing.assert_allclose(STFT.spectrum(sound, 3, 5), whole[:, 3:8], atol=1e-6)


def test_frames_beyond_the_end_hear_nothing():
    assert not STFT.spectrum(noise(100), 20, 3).any()


def test_frames_cover_the_sound():
    assert [STFT.n_frames(n) for n in (0, 1, 64, 65)] == [1, 2, 2, 3]
