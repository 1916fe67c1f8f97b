"""PyTorch hears what NumPy hears."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.spaces.trained.mfcc import Mfcc  # noqa: E402
from timbrespace.train.wavenet.features import Features  # noqa: E402


@pytest.mark.parametrize(("rate", "hop"), [(16_000, 320), (22_050, 440), (8_000, 80)])
def test_both_give_the_same_numbers(rate, hop):
    rng = np.random.default_rng(3)
    sounds = rng.normal(0, 1, (2, 5_001)) * np.array([[0.3], [1e-3]])
    heard = Features(rate, hop)(torch.from_numpy(sounds.astype(np.float32)))
    for ours, sound in zip(heard, sounds, strict=True):
        theirs = Mfcc(rate, hop // 2).features(sound.astype(np.float32))
        assert ours.shape == theirs.shape == (39, 2 * -(-5_001 // hop))
        np.testing.assert_allclose(ours, theirs, atol=2e-3)
