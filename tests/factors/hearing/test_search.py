"""The search finds sounds that the network takes for the target, and that do not click."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from timbrespace.errors import Cancelled
from timbrespace.factors.editing.layer import EditedLayer
from timbrespace.factors.hearing.search import optimise, tidy
from timbrespace.factors.hearing.surfaces import MOST_PEAK, Prior
from timbrespace.factors.projection.projection import Projection
from timbrespace.jobs import Job
from timbrespace.spaces.yamnet.frontend import padded_length

SECONDS = 0.3
BANDS = 64


class Hearing(torch.nn.Module):
    """Stands in for the network: the mean log-mel spectrum of each patch, kept above 0."""

    def __init__(self):
        super().__init__()
        from timbrespace.spaces.yamnet.module import LogMel

        self.log_mel = LogMel()

    def forward(self, waveform):
        patches = self.log_mel(waveform[None])  # (1, F, 96, 64)
        return {"9": patches.mean(dim=2)[0] + 10}


@pytest.fixture(scope="module")
def module():
    return Hearing()


@pytest.fixture(scope="module")
def layer():
    ones = np.ones(BANDS, np.float32)
    axes = np.eye(BANDS, dtype=np.float32)
    projection = Projection(0 * ones, ones, axes, ones, 0.0, ones / BANDS, n_rows=10)
    return EditedLayer(projection, BANDS, lambda x: x)


@pytest.fixture(scope="module")
def source():
    n = int(SECONDS * 16_000)
    noise = np.random.default_rng(0).normal(0, 0.1, n)
    return (noise * np.exp(-np.arange(n) / 1500)).astype(np.float32)


def heard(module, audio):
    with torch.no_grad():
        return module(torch.from_numpy(audio))["9"].numpy()


@pytest.fixture(scope="module")
def found(module, layer, source):
    dull = np.convolve(source, np.ones(4) / 4, "same").astype(np.float32)
    target = heard(module, dull)
    return target, optimise(module, source, target, "9", layer, n_steps=40)


def test_it_comes_most_of_the_way_once_it_is_heard_again(module, source, found):
    target, sound = found
    before = np.linalg.norm(heard(module, source) - target)
    assert np.linalg.norm(heard(module, sound.audio) - target) < 0.4 * before
    assert sound.misfit[-1] < 0.2 * sound.misfit[0]
    assert len(sound.misfit) == sound.n_steps == 40


def test_it_may_ring_on_but_no_longer_than_it_is_heard(source, found):
    assert len(source) <= len(found[1].audio) <= padded_length(len(source))


def test_its_ends_are_silent_and_its_peak_is_below_full_scale(found):
    audio = found[1].audio
    assert abs(audio[0]) < 1e-6 and abs(audio[-1]) < 1e-6
    assert np.abs(audio).max() <= MOST_PEAK + 1e-6


def test_the_target_of_the_source_itself_changes_next_to_nothing(module, layer, source):
    same = optimise(module, source, heard(module, source), "9", layer, n_steps=5).audio
    assert np.abs(same[200 : len(source)] - source[200:]).max() < 0.3 * np.abs(source).max()


def test_a_strong_prior_stays_nearer_to_the_source(module, layer, source, found):
    target, loose = found
    prior = Prior(gain=50.0, rough=50.0, noise=50.0)
    held = optimise(module, source, target, "9", layer, n_steps=40, prior=prior).audio
    n = len(source)
    far = np.linalg.norm(loose.audio[:n] - source)
    assert np.linalg.norm(held[:n] - source) < 0.6 * far


def test_the_same_seed_gives_the_same_sound(module, layer, source, found):
    target, _ = found
    one, two = (optimise(module, source, target, "9", layer, n_steps=3).audio for _ in range(2))
    assert np.array_equal(one, two)


def test_it_can_be_stopped(module, layer, source, found):
    job = Job("hear")
    job.cancel()
    with pytest.raises(Cancelled):
        optimise(module, source, found[0], "9", layer, job=job)


def test_a_recording_that_was_cut_off_does_not_click_at_its_end(module, layer):
    cut = np.random.default_rng(0).normal(0, 0.2, 4000).astype(np.float32)
    sound = optimise(module, cut, heard(module, cut), "9", layer, n_steps=2).audio
    assert np.abs(sound[3995:]).max() < 0.1 * np.abs(sound).max()


def test_tidying_keeps_an_abrupt_onset_and_lowers_what_would_clip():
    knock = np.exp(-np.arange(8000) / 400).astype(np.float32) * 2
    tidied = tidy(knock, knock)
    assert tidied[0] == 0 and np.abs(tidied).max() <= MOST_PEAK + 1e-6
    assert tidied[20] > 0.9 * MOST_PEAK
    swelling = knock[::-1].copy()
    assert tidy(swelling, swelling)[-1] == 0
    assert len(tidy(np.zeros(0, np.float32), knock)) == 0
