"""Draws that follow from seed and epoch alone."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.audio.write import write_wav
from timbrespace.train.segments import EpochSegments, HeldSegments, n_held

from .world import RATE, gathered, write_sounds

SEGMENT = 512


@pytest.fixture(scope="module")
def train(tone_folder, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TIMBRESPACE_CACHE", str(tmp_path_factory.mktemp("cache")))
        return gathered(tone_folder).train


def all_of(segments):
    return np.stack([segments[i] for i in range(len(segments))])


def test_seed_and_epoch_decide(train):
    first = all_of(EpochSegments(train, SEGMENT, 20, seed=3, epoch=5))
    assert first.shape == (20, 1, SEGMENT) and first.dtype == np.float32
    assert np.array_equal(first, all_of(EpochSegments(train, SEGMENT, 20, 3, 5)))
    for other in ((4, 5), (3, 6)):
        assert not np.array_equal(first, all_of(EpochSegments(train, SEGMENT, 20, *other)))


def test_the_order_of_asking_does_not_matter(train):
    segments = EpochSegments(train, SEGMENT, 20, 0, 0)
    backwards = np.stack([segments[i] for i in reversed(range(20))])[::-1]
    assert np.array_equal(all_of(segments), backwards)


def test_every_sound_comes_once_before_any_comes_again(train):
    held = sum(n_held(sound, SEGMENT) for sound in train)
    segments = EpochSegments(train, SEGMENT, 2 * held, 0, 0)
    for half in (segments._chosen[:held], segments._chosen[held:]):
        assert np.bincount(half).tolist() == [n_held(sound, SEGMENT) for sound in train]


def test_segments_are_stretches_of_their_sounds(train):
    segments = EpochSegments(train, SEGMENT, 10, 0, 0)
    for i in range(10):
        whole = train[segments._chosen[i]].read()
        windows = np.lib.stride_tricks.sliding_window_view(whole, SEGMENT)
        assert (windows == segments[i][0]).all(axis=1).any()


def test_silence_inside_a_sound_is_passed_over(tmp_path):
    half = np.zeros((1, 16_000), np.float32)
    half[0, 8_000:] = 0.5
    write_wav(tmp_path / "half.wav", half, RATE)
    (sound,) = gathered(tmp_path).train
    drawn = all_of(EpochSegments([sound], SEGMENT, 200, 0, 0))
    silent = (np.abs(drawn).max(axis=(1, 2)) == 0).mean()
    assert silent < 0.15  # half of them, without
    held = HeldSegments([sound], SEGMENT)
    assert np.abs(all_of(held)).max(axis=(1, 2)).min() > 0


def test_short_sounds_are_filled_up(tmp_path):
    write_sounds(tmp_path, 4, seconds=0.03)
    for sound in gathered(tmp_path).train:
        (segment,) = all_of(EpochSegments([sound], SEGMENT, 1, 0, 0))
        assert np.array_equal(segment[0, :240], sound.read()) and not segment[0, 240:].any()


def test_held_segments_are_fixed_and_limited(train):
    held = HeldSegments(train, SEGMENT, most=7)
    assert len(held) == 7
    assert np.array_equal(all_of(held), all_of(HeldSegments(train, SEGMENT, most=7)))
    assert len({held.sound(i).path for i in range(7)}) > 2
