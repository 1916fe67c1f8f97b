"""A trained space encodes atlases, by its folder or its name."""

from __future__ import annotations

import shutil

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces import registry
from timbrespace.spaces.base import Encoder
from timbrespace.spaces.listen import encode_blocks
from timbrespace.spaces.trained.encoder import TrainedEncoder

from .world import FACTS, ToySpace, write_toy

pytestmark = pytest.mark.usefixtures("toy_kind")


def test_pooled_is_the_mean_of_the_frames(toy):
    encoder = TrainedEncoder(ToySpace(toy), [False, True])
    assert isinstance(encoder, Encoder)
    sound = np.random.default_rng(0).normal(size=(1, 1000)).astype(np.float32)
    pooled, frames = encode_blocks(np.array_split(sound, 7, axis=1), 8_000, [encoder])
    assert np.array_equal(frames, 2 * sound.reshape(-1, 2))
    assert np.allclose(pooled, frames.mean(axis=0), atol=1e-6)
    first, second = encoder.records
    assert (first.id, first.framed, first.hop) == ("toy:bells", False, None)
    assert (second.id, second.framed, second.hop) == ("toy:bells:flat", True, 2)
    assert first.dims == FACTS.dims and first.model_hash == second.model_hash


def test_a_folder_is_remembered_under_its_name(toy):
    encoder = registry.open_encoder(str(toy))
    assert encoder.records[0].id == "toy:bells"
    again = registry.open_encoder("toy:bells:flat")
    assert again.records[0].id == "toy:bells:flat"
    assert again.records[0].model_hash == encoder.records[0].model_hash


def test_a_folder_may_be_flat_and_both_come_in_one_pass(toy):
    encoder = registry.open_encoder([str(toy), f"{toy}:flat"])
    assert [record.framed for record in encoder.records] == [False, True]


def test_two_spaces_of_one_kind_are_two_models(toy, tmp_path):
    from dataclasses import replace

    other = write_toy(tmp_path / "gongs", replace(FACTS, name="gongs"))
    with pytest.raises(TimbrespaceError, match="different models"):
        registry.open_encoder([str(toy), str(other)])


def test_an_unknown_name_is_refused():
    with pytest.raises(TimbrespaceError, match="no trained space 'toy:drums'"):
        registry.open_encoder("toy:drums")


def test_an_atlas_is_encoded_and_opened_again(toy, tmp_path):
    import timbrespace
    from timbrespace.api.building import encode
    from timbrespace.audio.write import write_wav

    sounds = tmp_path / "sounds"
    sounds.mkdir()
    for i in range(3):
        tone = np.sin(np.arange(4_000) * (0.1 + 0.05 * i)).astype(np.float32)[None] * 0.5
        write_wav(sounds / f"{i}.wav", tone, 8_000)
    mine = tmp_path / "mine.space"
    shutil.copytree(toy, mine)
    made = encode(sounds, space=str(mine), atlas=tmp_path / "a.atlas")
    assert made.pooled("toy:bells").shape == (3, 2)
    opened = timbrespace.open(made.path)
    found = opened.encode_file(sounds / "1.wav", "toy:bells")
    assert np.allclose(found, opened.pooled("toy:bells")[1], atol=1e-6)
    write_toy(mine, factor=3.0)  # another model under the same name
    with pytest.raises(TimbrespaceError, match="not those of this atlas"):
        timbrespace.open(made.path).encode_file(sounds / "1.wav", "toy:bells")
