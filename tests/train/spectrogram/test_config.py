"""Settings make a network or say why not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.train.config import resolve
from timbrespace.train.spectrogram.config import PRESETS, SpectrogramConfig
from timbrespace.train.spectrogram.kind import KIND


def test_the_defaults_are_the_studys_shapes():
    config = SpectrogramConfig()
    assert config.segment == 131_072
    assert config.inner == (129, 9)
    assert config.channels[-1] * config.inner[0] * config.inner[1] == 37_152


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_makes_settings(name):
    assert resolve(KIND, name).model.segment > 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"n_fft": 1_000}, "no power of 2"),
        ({"stft_hop": 1_025}, "leaves gaps"),
        ({"window": 8_192}, "leaves gaps"),
        ({"power": 0.0}, "above 0"),
        ({"n_frames": 128}, "Use n_frames 113"),
        ({"overlap": 65}, "Use 0 to 64"),
        ({"dims": 0}, "dims of 1 or more"),
        ({"channels": ()}, "one or more channels"),
        ({"kl_schedule": "cosine", "kl_steps": 20}, "not prime"),
        ({"kl_weight": -1.0}, "Use 0 or more"),
    ],
)
def test_what_makes_no_network_is_refused_with_a_remedy(changes, words):
    with pytest.raises(TimbrespaceError, match=words):
        replace(SpectrogramConfig(), **changes)
