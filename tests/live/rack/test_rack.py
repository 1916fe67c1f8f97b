"""The rack as faces use it."""

from __future__ import annotations

import time

import numpy as np
import pytest

from tests.live.rack.world import RATE_HZ, Amplifier, rendered, tone
from timbrespace.errors import TimbrespaceError
from timbrespace.live.rack.rack import Rack
from timbrespace.live.rack.source import Sound


def opener(place):
    if place == "missing":
        raise TimbrespaceError("There is no effect 'missing'.", "Choose another.")
    return Amplifier(place)


@pytest.fixture
def rack():
    with Rack(opener, inline=True) as made:
        made.load(Sound(tone(), RATE_HZ, {"sound": "demo"}))
        yield made


def test_a_knob_is_heard_and_told(rack):
    rack.apply({"do": "effect", "id": "amplifier"})
    rack.apply({"do": "match", "to": "none"})
    rack.apply({"do": "play"})
    assert np.abs(rendered(rack, 9_600)[4_800:]).max() == pytest.approx(0.2, rel=0.01)
    rack.apply({"do": "set", "name": "gain", "value": 2.0, "id": "mine"})
    assert np.abs(rendered(rack, 9_600)[4_800:]).max() == pytest.approx(0.4, rel=0.01)
    state = rack.snapshot()
    assert state["theta"] == [0.5, 0.5] and state["values"]["gain"] == 2.0
    assert state["told"][-1][0] == "mine" and 9_600 <= state["told"][-1][1] < 9_800


def test_an_effect_comes_at_its_defaults_or_as_it_is_asked_for(rack):
    rack.apply({"do": "effect", "id": "one"})
    assert rack.snapshot()["values"] == {"gain": 1.0, "idle": 50.0}
    rack.apply({"do": "effect", "id": "two", "theta": [1.0, 0.0]})
    state = rack.snapshot()
    assert state["values"] == {"gain": 4.0, "idle": 0.0} and state["effect"]["id"] == "two"
    assert [each["name"] for each in state["effect"]["parameters"]] == ["gain", "idle"]


def test_a_place_on_the_map_is_told_until_a_knob_is_turned(rack):
    rack.apply({"do": "effect", "id": "one"})
    rack.apply({"do": "theta", "values": [0.1, 0.2]}, {"x": 0.5, "y": 0.1})
    assert rack.snapshot()["here"] == {"x": 0.5, "y": 0.1}
    rack.apply({"do": "turn", "name": "gain", "theta": 0.9})
    state = rack.snapshot()
    assert state["here"] is None and state["theta"] == pytest.approx([0.9, 0.2])


@pytest.mark.parametrize(
    "message",
    [
        {"do": "theta", "values": [0.1]},
        {"do": "turn", "name": "drive", "theta": 0.1},
        {"do": "effect", "id": "missing"},
        {"do": "effect", "id": "one", "theta": [0.1]},
    ],
)
def test_what_cannot_be_done_changes_nothing(rack, message):
    rack.apply({"do": "effect", "id": "one"})
    before = rack.snapshot()
    with pytest.raises(TimbrespaceError):
        rack.apply(message)
    assert rack.snapshot() == before


def test_settings_need_an_effect(rack):
    with pytest.raises(TimbrespaceError, match="no effect"):
        rack.apply({"do": "theta", "values": []})


def test_a_sound_at_another_rate_is_refused(rack):
    with pytest.raises(TimbrespaceError, match="44100"):
        rack.load(Sound(tone(), 44_100))


def test_an_effect_that_cannot_be_opened_behind_is_told_in_words():
    with Rack(opener) as made:
        made.apply({"do": "effect", "id": "missing"})
        end_s = time.monotonic() + 5
        while not made.notices.listed() and time.monotonic() < end_s:
            time.sleep(0.01)
        state = made.snapshot()
    assert "missing" in state["notices"][0]["text"] and state["opening"] == ""


def test_an_effect_that_fails_is_silent_and_says_why(rack):
    effect = Amplifier()
    rack._opener = lambda place: effect
    rack.apply({"do": "effect", "id": "amplifier"})
    rack.apply({"do": "play"})
    rendered(rack, 4_800)
    effect.fails = "the plug-in crashed"
    rendered(rack, 2_400)
    assert np.abs(rendered(rack, 480)).max() < 1e-6
    assert rack.snapshot()["problem"] == "the plug-in crashed"


def test_it_ends_with_its_effect_closed():
    effect = Amplifier()
    with Rack(lambda place: effect, inline=True) as made:
        made.apply({"do": "effect", "id": "amplifier"})
        rendered(made, 256)
    assert effect.streams[0].closed
