"""What was rendered ahead gives way to settings that jump."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.rack.world import RATE_HZ, Amplifier, rendered
from timbrespace.effects.opening import open_effect
from timbrespace.live.rack.lane import CROSS_S
from timbrespace.live.rack.mixer import BACK_EVERY_S, LEAST_BACK_S, MOST_BACK_S
from timbrespace.live.rack.rack import Rack
from timbrespace.live.rack.source import Reader, Sound

#: After it both have gone over to the other settings.
GONE_OVER = round((CROSS_S + 0.005) * RATE_HZ)
SECOND = RATE_HZ


def opener(name):
    return Amplifier(name, delay=96) if name == "late" else open_effect(name)


def playing(name, seconds=0.7, ahead=0):
    """A rack that has rendered two seconds, of which ``ahead`` samples are still to be heard."""
    hiss = np.random.default_rng(3).normal(0, 0.05, (2, round(seconds * RATE_HZ)))
    rack = Rack(opener, inline=True)
    rack.load(Sound(hiss.astype(np.float32), RATE_HZ))
    rack.apply({"do": "effect", "id": name})
    rack.apply({"do": "match", "to": "none"})
    rack.apply({"do": "play"})
    rendered(rack, 2 * SECOND + ahead)
    return rack


def jump(rack, to=0.9):
    rack.apply({"do": "theta", "values": [to] * len(rack.effect.parameters), "id": "jump"})


@pytest.mark.parametrize("name", ["overdrive", "combo", "late"])
@pytest.mark.parametrize("ahead", [960, 7_001])
def test_it_sounds_as_if_one_had_jumped_that_much_earlier(name, ahead):
    early, late = playing(name), playing(name, ahead=ahead)
    jump(early)
    jump(late)
    assert late.take_back(ahead) == ahead
    one, other = rendered(early, SECOND), rendered(late, SECOND)
    assert np.abs(one[GONE_OVER:]).max() > 0.05
    # What a second instance remembers begins half a second earlier, at another sample.
    assert np.allclose(one[GONE_OVER:], other[GONE_OVER:], atol=1e-3)
    assert late.snapshot()["told"][-1][1] == early.snapshot()["told"][-1][1]
    assert late.mixer.position == early.mixer.position


def test_the_loop_is_read_back_over_its_seam():
    wave = np.random.default_rng(0).normal(size=(1, 20_000)).astype(np.float32)
    for n in (1, 479, 480, 481, 12_000, 19_519):
        reader, other = Reader(wave, RATE_HZ), Reader(wave, RATE_HZ)
        first, again = np.zeros((1, 45_000), np.float32), np.zeros((1, n), np.float32)
        reader.read_into(first)
        reader.back(n)
        reader.read_into(again)
        other.read_into(np.zeros((1, 45_000), np.float32))
        assert np.array_equal(again, first[:, -n:]) and reader.at == other.at


def test_small_steps_silence_and_what_is_soon_heard_are_left_alone():
    rack = playing("overdrive")
    assert rack.take_back(4_800) == 0  # Nothing was asked for.
    rack.apply({"do": "theta", "values": list(rack.theta * 0.9 + 0.05)})
    assert rack.take_back(4_800) == 0
    rendered(rack, 4_800)
    jump(rack)
    assert rack.take_back(round(LEAST_BACK_S * RATE_HZ) - 1) == 0
    rendered(rack, 4_800)
    rack.apply({"do": "stop"})
    rendered(rack, 4_800)
    jump(rack, 0.1)
    assert rack.take_back(4_800) == 0


def test_a_leap_is_taken_back_for_however_near_it_is():
    rack = playing("overdrive")
    near = {"do": "theta", "values": list(rack.theta * 0.9 + 0.05), "leap": True}
    rack.apply(near)
    assert rack.take_back(4_800) == 4_800
    rendered(rack, 9_600)
    rack.apply(near)  # One is there.
    assert rack.take_back(4_800) == 0


def test_not_too_far_and_not_too_often():
    rack = playing("overdrive")
    jump(rack)
    n = rack.take_back(10 * SECOND)
    assert n == round(MOST_BACK_S * RATE_HZ)
    rendered(rack, n + 4_000)
    jump(rack, 0.1)
    assert rack.take_back(2_000) == 0
    rendered(rack, round(BACK_EVERY_S * RATE_HZ))
    jump(rack)
    assert rack.take_back(2_000) == 2_000


def test_a_sound_that_has_just_begun_is_not_read_from_before_its_beginning():
    rack = playing("overdrive")
    rack.load(Sound(np.full((2, SECOND), 0.1, np.float32), RATE_HZ))
    rendered(rack, 2_000)
    jump(rack)
    assert rack.take_back(4_000) == 2_000 - rack.mixer.outlet.limiter.delay_samples
