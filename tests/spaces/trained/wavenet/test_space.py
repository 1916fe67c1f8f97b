"""A folder is heard and spoken as the model that it came from; what is damaged says so."""

from __future__ import annotations

import shutil

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.wavenet_world import RATE_HZ
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import DecodingSpace
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.opening import open_space
from timbrespace.spaces.trained.wavenet import space as module

SOUND = np.random.default_rng(0).normal(0, 0.1, (1, 4_321)).astype(np.float32)


@pytest.fixture(scope="module")
def space(wavenet_space):
    return open_space(wavenet_space[0])


@pytest.fixture
def damaged(wavenet_space, tmp_path):
    """A copy whose weights can be changed."""
    folder = shutil.copytree(wavenet_space[0], tmp_path / "copy.space")

    def opened(change):
        tensors = folders.read_weights(folder)
        change(tensors)
        from safetensors.numpy import save_file

        save_file(tensors, folder / folders.WEIGHTS)
        return open_space(folder)

    return opened


def test_it_is_a_decoding_space(space):
    assert isinstance(space, DecodingSpace)
    assert (space.id, space.sample_rate, space.hop) == ("wavenet:tiny", RATE_HZ, 40)


def test_it_hears_what_its_model_hears(space, wavenet_space):
    import torch

    with torch.no_grad():
        expected = wavenet_space[1].encode(torch.from_numpy(SOUND)[None])[0].numpy()
    frames = space.encode(SOUND, RATE_HZ)
    assert frames.shape == (109, 4)
    assert np.abs(frames - expected).max() <= 1e-4 * np.abs(expected).max()


def test_long_sounds_are_heard_in_chunks_without_seams(space, monkeypatch):
    whole = space.encode(SOUND, RATE_HZ)
    monkeypatch.setattr(module, "_CHUNK", 20)
    assert np.abs(space.encode(SOUND, RATE_HZ) - whole).max() <= 1e-5 * np.abs(whole).max()


def test_it_speaks_as_its_model_speaks(space, wavenet_space):
    import torch

    from timbrespace.train.wavenet.cached import compiled, layered

    frames, network = space.encode(SOUND, RATE_HZ)[:30], wavenet_space[1].network
    conditions = layered(network, torch.from_numpy(frames)[None])
    expected = compiled(network.wavenet).push(conditions.numpy())
    assert np.mean(space.decode(frames) == expected) > 0.99


@given(sizes=st.lists(st.integers(0, 9), min_size=1, max_size=6))
@settings(max_examples=10, deadline=None)
def test_blocks_of_any_size_give_the_bits_of_offline(space, sizes):
    frames = np.random.default_rng(1).normal(size=(sum(sizes), 4)).astype(np.float32)
    decoder = space.open_decoder()
    parts = [decoder.push(part) for part in np.split(frames, np.cumsum(sizes))]
    assert np.array_equal(np.concatenate(parts), space.decode(frames)[0])


def test_long_sounds_are_spoken_in_blocks_without_seams(space, monkeypatch):
    frames = np.random.default_rng(3).normal(size=(2, 11, 4)).astype(np.float32)
    whole = space.decode_batch(frames)
    monkeypatch.setattr(module, "_BLOCK", 4)
    assert np.array_equal(space.decode_batch(frames), whole)


def test_side_by_side_is_alone(space):
    frames = np.random.default_rng(2).normal(size=(3, 7, 4)).astype(np.float32)
    together = space.decode_batch(frames)
    assert together.shape == (3, 1, 7 * 40)
    assert np.array_equal(together, np.stack([space.decode(each) for each in frames]))


def test_whoever_opens_it_says_seed_and_temperature(wavenet_space, space):
    frames = np.zeros((6, 4), np.float32)
    other = module.WaveNetSpace(wavenet_space[0], seed=1)
    assert not np.array_equal(other.decode(frames), space.decode(frames))
    calm = [module.WaveNetSpace(wavenet_space[0], seed=s, temperature=0.0) for s in (0, 1)]
    assert np.array_equal(calm[0].decode(frames), calm[1].decode(frames))


def test_no_sound_has_no_frames(space):
    assert space.encode(np.zeros((1, 0), np.float32), RATE_HZ).shape == (0, 4)
    assert space.decode(np.zeros((0, 4), np.float32)).shape == (1, 0)
    assert space.decode_batch(np.zeros((2, 0, 4), np.float32)).shape == (2, 1, 0)


def test_latents_of_another_size_are_refused(space):
    for decode in (space.decode, space.open_decoder().push):
        with pytest.raises(TimbrespaceError, match="4"):
            decode(np.zeros((3, 5), np.float32))


def test_weights_that_are_missing_are_told(damaged):
    with pytest.raises(TimbrespaceError, match=r"does not describe.*head\.bias"):
        damaged(lambda tensors: tensors.pop("network.wavenet.head.bias"))


def test_layers_that_are_not_those_of_the_settings_are_told(damaged):
    def shorten(tensors):
        for name in [name for name in tensors if ".layers.9." in name]:
            del tensors[name]
        skip = tensors["network.wavenet.skip.weight"]
        tensors["network.wavenet.skip.weight"] = np.ascontiguousarray(skip[:, :-7])

    with pytest.raises(TimbrespaceError, match="10 dilations for 9 layers"):
        damaged(shorten)
