"""Live and offline are the same samples; what is damaged says so."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.stream_world import RATE_HZ, notes
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import DecodingSpace
from timbrespace.spaces.trained.opening import open_space


@pytest.fixture(scope="module")
def space(stream_space):
    return open_space(stream_space[0])


SOUND = notes(1, 24_000)[0]


@given(sizes=st.lists(st.integers(1, 3_000), min_size=1, max_size=12))
@settings(max_examples=15, deadline=None)
def test_any_block_size_gives_the_samples_of_offline(space, sizes):
    encoder, decoder = space.open_encoder(), space.open_decoder()
    sound = np.concatenate([SOUND[0], np.zeros(1_024, np.float32)])
    edges = np.minimum(np.cumsum(sizes), len(sound))
    blocks = np.split(sound, edges)
    live = np.concatenate([decoder.push(encoder.push(block)) for block in blocks])
    offline = space.decode(space.encode(SOUND, RATE_HZ))[0]
    n = min(len(live), len(offline))
    assert n >= 24_000
    assert np.abs(live[:n] - offline[:n]).max() == 0.0


def test_it_is_a_decoding_space_that_says_its_delay(space):
    assert isinstance(space, DecodingSpace)
    assert space.id == "stream:tiny" and space.delay_samples == 512


def test_other_rates_and_channels_are_taken(space):
    stereo = np.repeat(SOUND, 2, axis=0)
    latents = space.encode(stereo, 44_100)
    assert latents.shape[1] == 4
    assert abs(len(latents) * 256 - 24_000 * 48 / 44.1 - 512) < 512


def test_no_sound_has_no_frames(space):
    assert space.encode(np.zeros((1, 0), np.float32), RATE_HZ).shape == (0, 4)
    assert space.decode(np.zeros((0, 4), np.float32)).shape == (1, 0)


def test_latents_of_another_size_are_refused(space):
    with pytest.raises(TimbrespaceError, match="4"):
        space.decode(np.zeros((3, 5), np.float32))
