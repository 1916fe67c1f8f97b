"""What is opened once stays open, and not for ever."""

from __future__ import annotations

import pytest

from tests.live.rack.world import Amplifier
from timbrespace.app.answers import CallError
from timbrespace.app.effects import panel
from timbrespace.app.effects.panel import Effects, travels
from timbrespace.app.events import EventHub
from timbrespace.app.jobs import JobRunner


@pytest.fixture
def opened(tmp_path):
    names = []

    def opener(place):
        names.append(place)
        return Amplifier(place)

    effects = Effects(JobRunner(), EventHub(), lambda: None, folder=tmp_path, opener=opener)
    return effects, names


def test_an_effect_is_opened_once_until_it_is_forgotten(opened):
    effects, names = opened
    assert effects.open("a") is effects.open("a") and names == ["a"]
    effects.forget("a")
    effects.open("a")
    assert names == ["a", "a"]


def test_what_was_used_longest_ago_makes_room(opened, monkeypatch):
    effects, names = opened
    monkeypatch.setattr(panel, "MOST_OPEN", 2)
    for place in ("a", "b", "a", "c", "a", "b"):
        effects.open(place)
    assert names == ["a", "b", "c", "b"]


@pytest.mark.parametrize("place", [None, "", 5])
def test_an_effect_has_a_name(opened, place):
    with pytest.raises(CallError):
        opened[0].open(place)


def test_settings_are_numbers_between_0_and_1():
    assert travels([0, 0.5, 1], 3).tolist() == [0.0, 0.5, 1.0]
    for wrong in ([0, 1], [0, 1, 2], None, [0, "x", 1]):
        with pytest.raises(CallError):
            travels(wrong, 3)
