"""The audio path by itself: commands hold at their sample."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.world import ToneVoice
from timbrespace.live.inbox import Command
from timbrespace.live.mixer import Mixer
from timbrespace.live.outlet import FADE_S
from timbrespace.live.track import Track

RATE_HZ = 48_000
LATE = 64


def track(voice=None, level=0.4):
    return Track(
        voice or ToneVoice(), np.array([0.0, level], np.float32), sample_rate=RATE_HZ,
        channels=2, most=2_048, smooth_ms=0,
    )  # fmt: skip


def mixer(*commands, **how):
    made = Mixer(track(**how), RATE_HZ, 2)
    for command in commands:
        made.post(command)
    return made


def rendered(made, n):
    out = np.zeros((2, n), np.float32)
    made.render(out)
    return out[0]


@pytest.mark.parametrize("at", [0, 1, 1_000, 2_047, 2_048, 5_001])
def test_play_begins_at_its_very_sample(at):
    out = rendered(mixer(Command("play", at=at)), 8_000)
    assert (out[: at + LATE] == 0).all()
    assert np.flatnonzero(out)[0] - (at + LATE) <= 2


def test_stop_ends_after_its_fade_and_stands_still():
    made = mixer(Command("play"), Command("stop", at=3_000))
    out = rendered(made, 6_000)
    end = 3_000 + round(FADE_S * RATE_HZ) + LATE
    assert np.abs(out[end - 200 : end - 100]).max() > 0 and (out[end:] == 0).all()
    assert not made.sounds
    waiting = made.track.waiting
    rendered(made, 6_000)
    assert made.track.waiting == waiting  # no frame was made for nobody


def test_gain_is_a_factor():
    loud = rendered(mixer(Command("play")), 9_000)
    half = rendered(mixer(Command("gain", 0.5), Command("play")), 9_000)
    np.testing.assert_allclose(half[2_000:], 0.5 * loud[2_000:], atol=1e-6)


def test_a_swap_keeps_the_power_and_ends_with_the_new_voice_alone():
    other = ToneVoice("other", base_hz=317.0)
    made = mixer(Command("play"), Command("swap", track(other), at=9_600))
    out = rendered(made, 28_800)
    windows = np.sqrt(np.mean(out[1_200:].reshape(-1, 1_200) ** 2, axis=1))
    assert windows.min() > 0.2 and windows.max() < 0.36  # 0.28 each
    assert made.track.voice is other
    wanted = track(other)
    alone = np.zeros((2, 28_800), np.float32)
    for begin in range(0, 28_800, 1_200):
        wanted.read_into(alone[:, begin : begin + 1_200], 0)
    np.testing.assert_allclose(out[14_400 + LATE :], alone[0, 4_800 : -9_600 - LATE], atol=1e-6)


def test_while_one_swap_is_heard_the_last_of_the_others_waits():
    voices = [ToneVoice(str(i)) for i in range(3)]
    swaps = [Command("swap", track(voice), at=4_800 + 10 * i) for i, voice in enumerate(voices)]
    made = mixer(Command("play"), *swaps)
    rendered(made, 4_900)
    assert made.track.voice is voices[0]
    rendered(made, 4_800)
    assert made.track.voice is voices[2]


def test_latents_meant_for_a_voice_that_is_gone_are_left_out():
    made = mixer(Command("play"), Command("latents", np.zeros(7, np.float32)))
    assert np.abs(rendered(made, 4_800)).max() > 0.3
