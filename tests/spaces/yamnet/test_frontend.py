"""The same patches whatever the blocks, nothing lost, padding known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.spaces.yamnet.frontend import (
    HOP,
    PATCH_HOP,
    PATCH_SAMPLES,
    PatchStream,
    hann_window,
    mel_centres_hz,
    mel_matrix,
    n_patches,
    n_real_frames,
    padded_length,
)


def patches_of(sound: np.ndarray, *blocks: int) -> tuple[np.ndarray, np.ndarray]:
    stream, given_out, at = PatchStream(), [], 0
    for block in blocks:
        given_out.append(stream.push(sound[at : at + block]))
        at += block
    given_out.append(stream.push(sound[at:]))
    last, real = stream.finish()
    return np.concatenate([*given_out, last]), real


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 60_000),
    st.lists(st.integers(0, 20_000), max_size=8),
)
def test_blocks_do_not_change_a_bit(length: int, blocks: list[int]) -> None:
    sound = np.random.default_rng(length).standard_normal(length).astype(np.float32)
    whole, real = patches_of(sound)
    parts, real_of_parts = patches_of(sound, *blocks)
    assert np.array_equal(whole, parts)
    # However many patches the last call gives, the real frames are those of the same patches.
    n = min(len(real), len(real_of_parts))
    assert real[-n:].tolist() == real_of_parts[-n:].tolist()
    assert whole.shape == (n_patches(length), 96, 64)


def test_against_the_definition_in_double_precision() -> None:
    sound = np.random.default_rng(0).standard_normal(40_000)
    padded = np.pad(sound, (0, padded_length(len(sound)) - len(sound)))
    window = 0.5 - 0.5 * np.cos(2 * np.pi * np.arange(400) / 400)
    frames = [padded[at : at + 400] * window for at in range(0, len(padded) - 399, HOP)]
    magnitude = np.abs(np.fft.rfft(frames, 512))
    expected = np.log(magnitude @ mel_matrix().T.astype(float) + 0.001)
    found, _ = patches_of(sound.astype(np.float32))
    for index, patch in enumerate(found):
        assert np.abs(patch - expected[48 * index : 48 * index + 96]).max() < 1e-4


@given(st.integers(1, 200_000))
def test_every_sample_is_covered_and_no_patch_is_all_padding(length: int) -> None:
    end = PATCH_SAMPLES + (n_patches(length) - 1) * PATCH_HOP
    assert end == padded_length(length) >= length
    assert n_patches(length) == 1 or end - PATCH_HOP < length
    assert n_real_frames(length) > (n_patches(length) - 1) * 48


def test_real_frames_are_those_centred_on_the_sound() -> None:
    for length in (1, 160, 200, 201, 361, 15_600, 16_000):
        centres = np.arange(0, padded_length(length) - 399, HOP) + 200
        assert n_real_frames(length) == max(1, int((centres < length).sum()))


def test_mel_bands_are_triangles_that_share_their_slopes() -> None:
    matrix = mel_matrix()
    bins_hz = np.arange(257) * 16_000 / 512
    assert matrix.shape == (64, 257) and matrix.min() == 0 and matrix.max() <= 1
    assert not matrix[:, 0].any()
    assert not matrix[:, (bins_hz <= 125) | (bins_hz >= 7500)].any()
    centres = mel_centres_hz()
    between = (bins_hz > centres[0]) & (bins_hz < centres[-1])
    assert matrix[:, between].sum(axis=0) == pytest.approx(1, abs=1e-5)
    assert np.all(np.diff(centres) > 0)


def test_the_window_is_periodic() -> None:
    window = hann_window()
    assert window[0] == 0 and window[200] == 1
    assert np.allclose(window[1:], window[:0:-1])


def test_a_tone_lands_in_its_band() -> None:
    at = 40
    hz = mel_centres_hz()[at]
    tone = np.sin(2 * np.pi * hz * np.arange(16_000) / 16_000).astype(np.float32)
    patches, _ = patches_of(tone)
    assert abs(int(patches[0, 50].argmax()) - at) <= 1
