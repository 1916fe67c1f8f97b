"""TorchScript files as voices: the contract of all voices, for every sort of export."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

pytest.importorskip("torch")

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing.frames import frames_of
from timbrespace.spaces.playing.nn_tilde.voice import open_file

from ..players import SIZES, check_contract, check_independence, pushed
from ..scripted import DIMS, HOP, EffectOnly, Holding, written

SORTS = {
    "streaming": {},
    "streaming stereo": {"channels": 2},
    "offline": {"kind": "offline"},
    "offline stereo": {"kind": "offline", "channels": 2},
    "all on all": {"kind": "global"},
    "many dims": {"dims": 9, "hop": 8},
}


@pytest.mark.parametrize("sort", SORTS)
@given(sizes=SIZES)
@settings(max_examples=8, deadline=None)
def test_any_blocks_give_the_whole(open_program, sort, sizes):
    check_contract(open_program(**SORTS[sort]), sizes)


@pytest.mark.parametrize("sort", SORTS)
def test_players_are_independent(open_program, sort):
    check_independence(open_program(**SORTS[sort]))


def test_an_offline_export_plays_what_it_decodes_at_once(open_program):
    voice = open_program(kind="offline")
    latents = np.random.default_rng(0).normal(size=(30, DIMS)).astype(np.float32)
    made = pushed(voice.open_player(), latents, [4, 9, 1])
    late = voice.trial.context * HOP
    whole = voice._decoder(latents)
    assert voice.delay_samples >= late > 0
    assert np.abs(made[:, late:] - whole[:, :-late]).max() <= 1e-5


def test_noise_of_its_own_is_known(open_program):
    voice = open_program(noise=0.1)
    assert voice.repeats is False
    latents = np.zeros((4, DIMS), np.float32)
    assert not np.array_equal(voice.open_player().push(latents), voice.open_player().push(latents))


@pytest.mark.parametrize("channels", [1, 2])
def test_what_it_hears_it_can_play(open_program, channels):
    voice = open_program(channels=channels)
    sound = np.random.default_rng(1).normal(size=(1, 1_000)).astype(np.float32)
    latents = voice.encode(sound, voice.sample_rate)
    assert latents.shape == (-(-1_000 // HOP), DIMS) and voice.hears
    assert voice.open_player().push(latents).shape == (channels, len(latents) * HOP)
    assert voice.encode(np.zeros((1, 0), np.float32), 8_000).shape == (0, DIMS)


def test_the_rate_is_said_by_the_user_by_the_file_or_assumed(tmp_path, program_file):
    said = written(Holding(44_100), tmp_path / "said.ts")
    assert open_file(said, trust=True).sample_rate == 44_100
    assert open_file(said, rate=32_000).sample_rate == 32_000
    silent = open_file(program_file(), trust=True)
    assert silent.sample_rate == 48_000 and silent.rate_is_assumed


def test_without_a_fitting_encode_it_can_not_hear(tmp_path, sounds):
    voice = open_file(written(Holding(44_100), tmp_path / "mute.ts"), trust=True)
    assert not voice.hears and voice.usual() is None
    with pytest.raises(TimbrespaceError, match="no 'encode'"):
        frames_of(voice, sounds)


def test_an_effect_is_no_voice(tmp_path):
    with pytest.raises(TimbrespaceError, match="effect"):
        open_file(written(EffectOnly(), tmp_path / "effect.ts"), trust=True)


def test_its_latents_are_taken_to_be_about_normal(open_program):
    assert {(dim.low, dim.high) for dim in open_program().dims} == {(-3.0, 3.0)}
