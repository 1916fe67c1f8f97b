"""Bands hear tones where they are."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.train.effects.tiny import STYLE  # noqa: E402
from timbrespace.train.effects.mel import mel_matrix, mel_power  # noqa: E402


def test_bands_are_in_order_and_none_is_deaf():
    bands = mel_matrix(24_000, 513, 80)
    assert bool((bands >= 0).all()) and bool((bands.max(1).values > 0).all())
    assert (bands.argmax(1).diff() >= 0).all()
    assert torch.equal(bands, bands.half().float())


@pytest.mark.parametrize("hz", [300.0, 1000.0, 3000.0])
def test_a_tone_is_loudest_in_its_own_band(hz):
    time_s = np.arange(STYLE.segment) / STYLE.sample_rate
    tone = torch.from_numpy(np.sin(2 * np.pi * hz * time_s).astype(np.float32))[None]
    loudest = int(mel_power(tone, STYLE)[0].mean(1).argmax())
    bands = mel_matrix(STYLE.sample_rate, STYLE.stft.n_bins, STYLE.n_mels)
    heard = round(hz / (STYLE.sample_rate / STYLE.n_fft))
    assert loudest == int(bands[:, heard].argmax())
