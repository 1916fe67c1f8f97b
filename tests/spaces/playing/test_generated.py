"""A wavenet space is a voice: any blocks are its offline decoding, and it repeats."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from timbrespace.spaces.playing import posterior
from timbrespace.spaces.playing.opening import list_voices, open_voice
from timbrespace.spaces.trained import installed

from .players import SIZES, check_contract, check_independence


@pytest.fixture(scope="module")
def voice(wavenet_space):
    return open_voice(wavenet_space[0])


@given(sizes=SIZES)
@settings(max_examples=5, deadline=None)
def test_any_blocks_give_the_whole(voice, sizes):
    check_contract(voice, sizes)


def test_players_are_independent(voice):
    check_independence(voice)


def test_live_is_offline(voice):
    latents = np.random.default_rng(0).normal(size=(9, 4)).astype(np.float32)
    live = voice.open_player().push(latents)
    assert np.array_equal(live, voice.space.decode(latents))
    assert np.array_equal(live, voice.decode_batch(latents[None])[0])


def test_it_is_listed_and_opened_by_its_name(wavenet_space):
    installed.note(wavenet_space[0])
    listed = {each.id: each for each in list_voices()}["wavenet:tiny"]
    assert (listed.title, listed.problem) == ("tiny (wavenet)", "")
    voice = open_voice("wavenet:tiny")
    assert voice.repeats and voice.delay_samples == 60


def test_it_brings_the_frames_beside_its_model(wavenet_space, tmp_path):
    import shutil

    folder = shutil.copytree(wavenet_space[0], tmp_path / "copy.space")
    assert open_voice(folder).usual() is None
    posterior.write(folder, np.ones((3, 4), np.float32))
    assert open_voice(folder).usual().tolist() == np.ones((3, 4)).tolist()
