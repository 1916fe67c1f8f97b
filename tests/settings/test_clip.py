"""The clip is the loudest part, at one level."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.settings.clip import PEAK, RATE_HZ, clip_of, loudest


def test_any_level_and_channels_give_the_same_clip():
    sound = np.random.default_rng(0).normal(0, 0.1, (1, 3 * RATE_HZ)).astype(np.float32)
    both = clip_of(sound, RATE_HZ, "x"), clip_of(0.25 * np.repeat(sound, 2, 0), RATE_HZ, "x")
    np.testing.assert_allclose(both[0].samples, both[1].samples, rtol=1e-5)
    assert np.abs(both[0].samples).max() == pytest.approx(PEAK, rel=1e-5)


@pytest.mark.parametrize("rate", [16_000, 44_100])
def test_any_rate_becomes_ours(rate):
    tone = np.sin(2 * np.pi * 440 * np.arange(3 * rate) / rate).astype(np.float32)
    clip = clip_of(tone, rate, "tone")
    assert clip.duration_s == 2.0 and len(clip.samples) == 2 * RATE_HZ


def test_the_loudest_part_is_found():
    sound = np.zeros(10 * RATE_HZ, np.float32)
    sound[5 * RATE_HZ : 6 * RATE_HZ] = 0.5
    begin = loudest(sound, RATE_HZ, 2.0)
    assert 4 * RATE_HZ <= begin <= 5 * RATE_HZ
    assert loudest(sound[: RATE_HZ // 2], RATE_HZ, 2.0) == 0


@pytest.mark.parametrize("sound", [np.zeros(100), np.zeros((1, 0)), np.full(100, np.nan)])
def test_silence_is_no_clip(sound):
    with pytest.raises(TimbrespaceError, match="silent"):
        clip_of(sound.astype(np.float32), RATE_HZ, "nothing")


def test_the_digest_is_of_the_samples():
    one = clip_of(np.ones(RATE_HZ, np.float32), RATE_HZ, "one")
    assert one.digest == clip_of(np.ones(RATE_HZ, np.float32), RATE_HZ, "other").digest
    assert one.digest != clip_of(np.arange(RATE_HZ, dtype=np.float32), RATE_HZ, "one").digest


def test_after_a_short_sound_there_is_room_for_echoes():
    clip = clip_of(np.ones(RATE_HZ // 4, np.float32), RATE_HZ, "short")
    assert clip.duration_s == 2.0 and not clip.samples[RATE_HZ // 4 :].any()
