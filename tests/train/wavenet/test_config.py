"""Presets make models, and say what they are."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.train.config import plain, resolve
from timbrespace.train.wavenet.config import PRESETS, WavenetConfig
from timbrespace.train.wavenet.kind import KIND


@pytest.mark.parametrize("preset", PRESETS)
def test_every_preset_resolves_and_its_window_is_longer_than_what_it_hears(preset):
    config = resolve(KIND, preset).model
    assert config.window_frames * config.hop > 2 * config.receptive_field
    assert config.segment % config.hop == 0


def test_the_paper_is_the_papers():
    paper = resolve(KIND, "paper").model
    assert (paper.residual, paper.skip, paper.n_dims, paper.encoder_width) == (368, 256, 64, 768)
    assert len(paper.dilations) == 20 and paper.window_frames * paper.hop == 5_120
    assert (paper.learning_rate, paper.jitter, paper.condition) == (4e-4, 0.12, 128)


@pytest.mark.parametrize(
    ("rate_hz", "hop"), [(16_000, 320), (22_050, 440), (24_000, 480), (44_100, 882)]
)
def test_frames_come_fifty_times_a_second_at_any_rate(rate_hz, hop):
    config = resolve(KIND, "tiny", changes=[f"sample_rate={rate_hz}"]).model
    assert config.hop == hop
    assert rate_hz / config.hop == pytest.approx(50, rel=0.005)
    assert plain(config)["hop"] == hop


def test_a_hop_that_is_set_stays():
    assert resolve(KIND, changes=["sample_rate=22050", "hop=320"]).model.hop == 320


def test_what_is_heard_is_counted_from_the_layers():
    config = WavenetConfig(layers=3, cycles=2, kernel=3)
    assert config.dilations == (1, 2, 4, 1, 2, 4)
    assert config.receptive_field == 1 + 2 * 14


def test_a_codebook_has_a_price_and_a_gaussian_has_none():
    assert WavenetConfig(bottleneck="vq", n_entries=512).bits_per_frame == 9
    assert WavenetConfig().bits_per_frame is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"hop": 321},
        {"output": "words"},
        {"margin_frames": 2},
        {"bottleneck": "none"},
        {"kernel": 1},
        {"layers": 0},
        {"jitter": 1.5},
        {"averaging": 1.0},
        {"max_kl": -1.0},
    ],
)
def test_what_makes_no_network_is_refused(wrong):
    with pytest.raises(TimbrespaceError):
        WavenetConfig(**wrong)
