"""A stream space is a voice: any blocks are its offline decoding."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from timbrespace.spaces.playing import posterior
from timbrespace.spaces.playing.trained import open_trained

from .players import SIZES, check_contract, check_independence


@pytest.fixture(scope="module")
def voice(stream_space):
    return open_trained(stream_space[0])


@given(sizes=SIZES)
@settings(max_examples=10, deadline=None)
def test_any_blocks_give_the_whole(voice, sizes):
    check_contract(voice, sizes)


def test_players_are_independent(voice):
    check_independence(voice)


def test_live_is_offline(voice):
    latents = np.random.default_rng(0).normal(size=(9, 4)).astype(np.float32)
    assert np.array_equal(voice.open_player().push(latents), voice.space.decode(latents))


def test_usual_frames_are_those_beside_the_model(stream_space, tmp_path):
    import shutil

    folder = shutil.copytree(stream_space[0], tmp_path / "copy.space")
    before = open_trained(folder)
    assert before.usual() is None
    posterior.write(folder, np.ones((3, 4), np.float32))
    after = open_trained(folder)
    assert after.usual().tolist() == np.ones((3, 4)).tolist()
    assert after.model_hash == before.model_hash
