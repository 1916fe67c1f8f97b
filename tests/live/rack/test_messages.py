"""What makes no sense is refused, with a remedy."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.live.rack.messages import MESSAGES, understood

GOOD = {
    "play": {},
    "stop": {},
    "effect": {"id": "overdrive", "theta": [0.0, 1.0]},
    "theta": {"values": [0.5, 1]},
    "turn": {"name": "drive", "theta": 0.5},
    "set": {"name": "drive", "value": 40},
    "dry": {"on": True},
    "match": {"to": "none"},
    "loop": {"on": False},
    "seek": {"s": 1.5},
    "gain": {"db": -6},
    "smooth": {"ms": 20},
    "heard": {"buffered": 0, "underruns": 1},
}


def test_every_message_is_tried_here():
    assert set(GOOD) == set(MESSAGES)


@pytest.mark.parametrize("do", GOOD)
def test_what_makes_sense_passes(do):
    assert understood({"do": do, **GOOD[do]}) == {"do": do, **GOOD[do]}


@pytest.mark.parametrize(
    "message",
    [
        {"do": "word"},
        {"do": "theta", "values": [1.1]},
        {"do": "theta", "values": "0.5"},
        {"do": "theta", "values": [float("nan")]},
        {"do": "theta", "values": [0.5] * 2_000},
        {"do": "turn", "name": "", "theta": 0.5},
        {"do": "dry", "on": 1},
        {"do": "match", "to": "wet"},
        {"do": "seek", "s": -1},
        {"do": "play", "now": True},
    ],
)
def test_what_makes_none_is_refused(message):
    with pytest.raises(TimbrespaceError) as error:
        understood(message)
    assert error.value.remedy
