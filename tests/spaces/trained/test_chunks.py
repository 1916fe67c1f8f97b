"""Chunks are put together to what the whole gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.spaces.trained.chunks import chunks, decode_in_chunks, encode_in_chunks
from timbrespace.spaces.trained.strides import Strides

STRIDES = Strides((6,), (4,), (1,))
TAPS = np.array([0.1, -0.4, 0.9, 0.5, -0.2, 0.3], np.float32)


@given(st.integers(0, 300), st.integers(1, 40), st.integers(0, 9))
def test_every_frame_is_kept_once_and_carries_its_neighbours(n_frames, size, context):
    kept = []
    for chunk in chunks(n_frames, size, context):
        kept += range(chunk.keep_start, chunk.keep_stop)
        assert chunk.start == max(0, chunk.keep_start - context)
        assert chunk.stop == min(n_frames, chunk.keep_stop + context)
    assert kept == list(range(n_frames))


def frames_of(sound):
    """A strided convolution of one channel."""
    padded = np.pad(sound, 1)
    return np.lib.stride_tricks.sliding_window_view(padded, 6)[::4] @ TAPS[:, None]


def sound_of(frames):
    """Its mirror."""
    sound = np.zeros((len(frames) - 1) * 4 + 6, np.float32)
    for i, frame in enumerate(frames[:, 0]):
        sound[i * 4 : i * 4 + 6] += frame * TAPS
    return sound[1:-1]


@pytest.mark.parametrize("n_samples", [1, 5, 63, 64, 401])
@pytest.mark.parametrize("chunk_samples", [4, 40, 10_000])
def test_chunked_is_whole(n_samples, chunk_samples):
    sound = np.random.default_rng(0).normal(size=n_samples).astype(np.float32)
    frames = encode_in_chunks(frames_of, sound, STRIDES, 2, chunk_samples)
    filled = np.pad(sound, (0, STRIDES.n_samples(len(frames)) - n_samples))
    np.testing.assert_allclose(frames, frames_of(filled), atol=1e-6)

    made = decode_in_chunks(sound_of, frames, STRIDES, 2, chunk_samples)
    np.testing.assert_allclose(made, sound_of(frames), atol=1e-6)
    assert len(made) == STRIDES.n_samples(len(frames))
