"""One voice on its way to the output."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.world import Tone, ToneVoice
from timbrespace.live.matching import usual_of
from timbrespace.live.tape import FrameLog
from timbrespace.live.track import Track


class Counting(Tone):
    """Counts the frames that were asked of it."""

    frames = 0

    def push(self, latents):
        self.voice.frames += len(latents)
        return super().push(latents)


class CountingVoice(ToneVoice):
    player = Counting
    frames = 0


def track(voice, channels=2):
    return Track(
        voice, np.array([0.0, 0.4], np.float32), sample_rate=48_000, channels=channels,
        most=2_048, smooth_ms=0,
    )  # fmt: skip


@pytest.mark.parametrize("rate, hop", [(48_000, 256), (22_050, 256), (16_000, 320), (44_100, 1)])
@pytest.mark.parametrize("block", [64, 500, 2_048])
def test_no_frame_is_made_before_it_is_needed(rate, hop, block):
    voice = CountingVoice(sample_rate=rate, hop=hop)
    made, n, out = track(voice), 0, np.zeros((2, block), np.float32)
    for _ in range(8_192 // block):
        made.read_into(out, n)
        n += block
        least = n * rate / 48_000 / hop
        assert least - 1 / hop <= voice.frames <= least + 1.01


@pytest.mark.parametrize("given, wanted", [(1, 1), (1, 2), (2, 2), (2, 1), (2, 4)])
def test_channels(given, wanted):
    voice = ToneVoice(channels=given)
    out = np.zeros((wanted, 512), np.float32)
    track(voice, wanted).read_into(out, 0)
    assert (out == out[0]).all() and np.abs(out).max() > 0.1


def test_its_delay_is_the_voices_and_the_resamplers():
    voice = ToneVoice(sample_rate=16_000)
    voice.delay_samples = 160
    assert track(voice).delay_s == pytest.approx(0.010 + 0.002)


def test_frames_are_logged_at_the_sample_where_they_begin():
    voice = ToneVoice(hop=300)
    made = track(voice)
    made.log = FrameLog(usual_of(voice), 100)
    out = np.zeros((2, 700), np.float32)
    for i in range(3):
        made.smoother.go(np.array([0.1 * i, 0.4], np.float32))
        made.read_into(out, 10_000 + 700 * i)
    at, rows = made.log.take()
    assert at.tolist() == [10_000 + 300 * i for i in range(7)]
    np.testing.assert_allclose(rows[:, 0], [0, 0, 0, 0.1, 0.1, 0.2, 0.2], atol=1e-6)
    assert len(made.log.take()[0]) == 0
