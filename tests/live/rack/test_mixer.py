"""The audio path by itself."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.rack.world import RATE_HZ, Amplifier, rendered, tone
from timbrespace.live.inbox import Command
from timbrespace.live.limiter import LOOK_AHEAD
from timbrespace.live.rack.lane import Lane
from timbrespace.live.rack.mixer import Mixer
from timbrespace.live.rack.source import Sound

START = np.array([0.25, 0.5])  # a gain of 1


def mixer(*commands, effect=None, sound=None, match="none"):
    made = Mixer(RATE_HZ, 2)
    samples = np.repeat(tone() if sound is None else sound, 2, axis=0)
    made.inbox.post(Command("sound", Sound(samples, RATE_HZ)))
    if effect is not None:
        made.inbox.post(Command("lane", (Lane(effect, START, RATE_HZ, 2, 5.0), lambda lane: None)))
    made.inbox.post(Command("match", match))
    for command in commands:
        made.inbox.post(command)
    return made


def test_without_an_effect_the_sound_itself_is_heard():
    out = rendered(mixer(Command("play")), 9_600)
    np.testing.assert_allclose(out[3_000:], tone()[0, 3_000 - LOOK_AHEAD : 9_600 - LOOK_AHEAD])


@pytest.mark.parametrize("block", [1, 777, 6_000])
def test_blocks_of_any_size_give_the_same(block):
    commands = (
        Command("play"),
        Command("theta", np.array([0.6, 0.5]), at=1_000),
        Command("dry", True, at=3_000),
        Command("seek", 20_000, at=4_000),
        Command("dry", False, at=4_100),
        Command("stop", at=5_000),
        Command("play", at=5_100),
    )
    made = rendered(mixer(*commands, effect=Amplifier(delay=33)), 6_000, block)
    whole = rendered(mixer(*commands, effect=Amplifier(delay=33)), 6_000, 6_000)
    np.testing.assert_allclose(made, whole, atol=1e-6)


@pytest.mark.parametrize(
    "command",
    [
        Command("theta", np.array([1.0, 0.5]), at=9_600),
        Command("dry", True, at=9_600),
        Command("seek", 24_100, at=9_600),
        Command("gain", 0.2, at=9_600),
        Command("stop", at=9_600),
        Command("sound", Sound(np.repeat(tone(hz=331), 2, axis=0), RATE_HZ), at=9_600),
        Command(
            "lane",
            (Lane(Amplifier(factor=2.0), np.array([1, 0.5]), RATE_HZ, 2, 5), lambda lane: None),
            at=9_600,
        ),
    ],
    ids=lambda command: command.kind,
)
def test_nothing_that_is_done_clicks(command):
    out = rendered(mixer(Command("play"), command, effect=Amplifier()), 24_000)
    # A click has what no slow change of a tone of 331 Hz has: high frequencies. One of a tenth
    # of full scale would be 0.1 here.
    assert np.abs(np.diff(out, 3))[3_000:].max() < 1e-3


def test_the_dry_sound_is_in_step_with_the_effect():
    both = [
        rendered(mixer(Command("dry", dry), Command("play"), effect=Amplifier(delay=480)), 9_600)
        for dry in (False, True)
    ]
    np.testing.assert_allclose(both[0][4_000:], both[1][4_000:], atol=1e-6)


def test_dry_is_made_as_loud_as_the_effect_and_the_effect_stays_as_it_is():
    louder = Command("theta", np.array([0.5, 0.5]))  # a gain of 2
    wet = rendered(mixer(louder, Command("play"), effect=Amplifier(), match="dry"), 48_000)
    made = mixer(louder, Command("play"), Command("dry", True), effect=Amplifier(), match="dry")
    dry = rendered(made, 48_000)
    assert np.abs(wet[30_000:45_000]).max() == pytest.approx(0.4, rel=0.01)
    assert np.abs(dry[30_000:45_000]).max() == pytest.approx(0.4, rel=0.02)
    assert made.matched_db == pytest.approx(6.02, abs=0.1)


def test_or_the_effect_as_loud_as_dry():
    louder = Command("theta", np.array([0.5, 0.5]))
    out = rendered(mixer(louder, Command("play"), effect=Amplifier(), match="effect"), 48_000)
    assert np.abs(out[30_000:45_000]).max() == pytest.approx(0.2, rel=0.02)


def test_an_effect_that_was_replaced_is_given_back_once():
    gone = []
    first = Lane(Amplifier(), START, RATE_HZ, 2, 5.0)
    made = mixer(Command("play"))
    for lane in (first, *(Lane(Amplifier(), START, RATE_HZ, 2, 5.0) for _ in range(3))):
        made.inbox.post(Command("lane", (lane, gone.append)))
    rendered(made, 9_600)
    assert len(gone) == 3 and len(set(map(id, gone))) == 3 and made.lane not in gone
    assert gone.count(first) == 1


def test_what_is_read_once_ends_by_itself_and_begins_anew():
    made = mixer(Command("loop", False), Command("play"), sound=tone(0.3), effect=Amplifier())
    out = rendered(made, RATE_HZ)
    assert out[:14_000].any() and not out[24_000:].any()
    made.inbox.post(Command("play"))
    assert rendered(made, 9_600).any()


def test_nothing_is_computed_while_nothing_is_heard():
    effect = Amplifier()
    made = mixer(effect=effect)
    assert not rendered(made, 4_800).any() and not effect.streams[0].seen
