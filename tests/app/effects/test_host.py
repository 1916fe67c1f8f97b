"""A page plays: over the real wire."""

from __future__ import annotations

import numpy as np
import pytest

from tests.app.live.player import Player
from tests.app.toys import PATIENCE_S
from timbrespace.app.live import socket


class Page(Player):
    """A page of the Effects panel as far as the wire goes."""

    path = "/api/effects/live"


@pytest.fixture
def player(effects_server, monkeypatch):
    monkeypatch.setattr(socket, "SILENCE_S", PATIENCE_S)  # Nor is a slow machine let go.
    with Page(effects_server) as found:
        found.hear(0)
        yield found


def heard(player):
    """Whether anything was; what came is played at once."""
    player.hear(player.n_frames)
    return any(np.frombuffer(sound, "<f4")[2:].any() for sound in player.sounds)


def begin(player):
    player.say("sound", sound="demo")
    player.say("effect", id="overdrive")
    player.listen(lambda: player.state.get("effect") and player.state.get("sound"))


def test_a_click_is_heard_at_the_settings_of_its_place(player, made_space, effects_backend):
    begin(player)
    player.say("play")
    player.listen(lambda: heard(player))
    space = made_space[1]
    x, y = map(float, effects_backend.effects.spaces.state(space).maps["umap"][5])
    player.say("at", space=space, x=x, y=y, id="click")
    player.listen(lambda: (player.state.get("here") or {}).get("nearest") == 5)
    state = player.state
    theta = effects_backend.effects.spaces.state(space).theta[5]
    np.testing.assert_allclose(state["theta"], theta, atol=1e-4)
    assert state["here"]["space"] == space and state["here"]["how"] == "between"
    player.hear(player.n_frames, flowing=True)
    player.listen(lambda: "click" in [told[0] for told in player.state["told"]])


def test_what_no_place_can_tell_stays_as_it_is(player, made_space):
    begin(player)
    player.say("turn", name="output", theta=0.9)
    player.say("point", space=made_space[1], index=3)
    player.listen(lambda: (player.state.get("here") or {}).get("nearest") == 3)
    assert player.state["theta"][2] == pytest.approx(0.9)


def test_a_preset_brings_its_effect(player, page):
    body = {"name": "Hot", "effect": "overdrive", "theta": [0.9, 0.1, 0.5]}
    page.post("/api/effects/presets", json=body)
    player.say("preset", name="Hot")
    player.listen(lambda: player.state.get("theta") == pytest.approx([0.9, 0.1, 0.5]))


def test_a_sound_comes_in_at_the_peak_that_settings_were_found_at(player, effects_backend):
    begin(player)
    rack = effects_backend.effects.host.engine
    own = np.abs(rack.sound.samples).max()

    def peak_db():
        return (player.state.get("sound") or {}).get("input_peak_db")

    assert peak_db() is None
    player.say("effect", id="delay", input_peak_db=-12)
    player.listen(lambda: peak_db() == -12.0)
    assert np.abs(rack.sound.samples).max() == pytest.approx(10 ** (-12 / 20), rel=1e-4)
    player.say("input_peak", db=None)
    player.listen(lambda: peak_db() is None)
    assert np.abs(rack.sound.samples).max() == own


def test_a_preset_brings_its_peak_and_another_effect_takes_it_away(player, page):
    begin(player)
    body = {"name": "Hot", "effect": "overdrive", "theta": [0.9, 0.1, 0.5], "input_peak_db": -6}
    assert page.post("/api/effects/presets", json=body).json()["input_peak_db"] == -6.0
    player.say("preset", name="Hot")
    player.listen(lambda: player.state["sound"]["input_peak_db"] == -6.0)
    player.say("effect", id="overdrive")
    player.listen(lambda: player.state["sound"]["input_peak_db"] is None)


@pytest.mark.parametrize(
    ("message", "word"),
    [
        ({"do": "word", "name": "brightness"}, "knows no message"),
        ({"do": "at", "space": "0" * 16, "x": 0, "y": 0}, "no space"),
        ({"do": "turn", "name": "drive", "theta": 3}, "theta"),
        ({"do": "input_peak", "db": 6}, "no peak"),
        ({"do": "effect", "id": "delay", "input_peak_db": "loud"}, "no peak"),
    ],
)
def test_what_makes_no_sense_is_answered(player, message, word):
    player.say(**message)
    player.listen(lambda: player.of("error"))
    assert word in player.of("error")[0]["error"]


def test_settings_of_another_effect_are_refused(player, made_space):
    player.say("effect", id="ringmod")
    player.listen(lambda: player.state.get("effect"))
    player.say("at", space=made_space[1], x=0, y=0)
    player.listen(lambda: player.of("error"))
    assert "Choose that effect" in player.of("error")[0]["remedy"]


def test_a_sound_that_is_not_there_is_told_in_words(player):
    player.say("sound", sound="upload:99")
    player.listen(lambda: player.state.get("notices"))
    assert "not here any more" in player.state["notices"][0]["text"]


def test_one_page_at_a_time_plays(player, effects_server):
    with Page(effects_server) as second:
        second.listen(lambda: second.of("refused"))
    player.say("ping", at=1)
    player.listen(lambda: player.of("pong"))
