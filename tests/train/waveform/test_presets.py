"""The study's sizes are what it counted, and every preset makes a network."""

from __future__ import annotations

import math

import pytest

from timbrespace.train.config import resolve
from timbrespace.train.waveform.kind import KIND
from timbrespace.train.waveform.presets import PRESETS, STUDY

#: Latents of 5 s at 22,050 Hz: channels, frames, and weights of the stored models.
COUNTED = {
    "55112": (8, 6889, 637),
    "32151": (7, 4593, 458),
    "24496": (8, 3062, 557),
    "18376": (8, 2297, 1137),
    "9184": (4, 2296, 325),
}
#: Dims of a frame, and levels of each.
OURS = {
    "small": (30, 7),
    "improved": (30, 7),
    "improved-18376": (60, 7),
    "improved-55112": (131, 15),
}


@pytest.mark.parametrize("name", STUDY)
def test_latents_and_weights_are_as_many_as_the_study_counted(name):
    pytest.importorskip("torch")
    channels, frames, weights = COUNTED[name]
    config = resolve(KIND, name).model
    assert channels * frames == int(name)
    assert (config.n_dims, config.geometry.n_frames(110_250)) == (channels, frames)
    assert config.segment == config.geometry.n_samples(frames) == 110_250
    assert sum(each.numel() for each in KIND.build(config).parameters()) == weights


def test_the_study_trains_as_it_did():
    training = resolve(KIND, "55112").training
    assert (training.epochs, training.batch_size, training.patience) == (40, 20, 0)


@pytest.mark.parametrize("name", sorted(set(PRESETS) - set(STUDY)))
def test_ours_are_quantised_small_and_at_whole_frames(name):
    pytest.importorskip("torch")
    config = resolve(KIND, name).model
    model = KIND.build(config)
    assert sum(each.numel() for each in model.parameters()) < 1_100_000
    assert config.geometry.n_samples(1) == config.geometry.hop
    dims, levels = OURS[name]
    assert model.bits_per_frame == pytest.approx(dims * math.log2(levels))


@pytest.mark.parametrize(
    ("ours", "study"),
    [
        ("small", "9184"),
        ("improved", "9184"),
        ("improved-18376", "18376"),
        ("improved-55112", "55112"),
    ],
)
def test_ours_cost_no_more_than_the_sizes_that_they_stand_beside(ours, study):
    pytest.importorskip("torch")
    model = KIND.build(resolve(KIND, ours).model)
    kbit_s = model.bits_per_frame * model.sample_rate / model.hop / 1000
    assert 0.9 < kbit_s / (int(study) * 8 / 5 / 1000) <= 1.001
