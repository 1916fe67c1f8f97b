from __future__ import annotations

from pathlib import Path

import pytest

from timbrespace.effects.plugins.lv2 import turtle
from timbrespace.effects.plugins.lv2.description import describe

HEAD = """@prefix lv2: <http://lv2plug.in/ns/lv2core#> .
@prefix pg: <http://lv2plug.in/ns/ext/port-groups#> .
@prefix units: <http://lv2plug.in/ns/extensions/units#> .
"""


def plugin(*ports, more=""):
    text = f"{HEAD}<urn:p> a lv2:Plugin {more} ; lv2:port {' , '.join(f'[{p}]' for p in ports)} ."
    return describe(turtle.read(text, "file:///"), "urn:p", Path("b"), Path("b/p.so"))


def control(more):
    found = plugin(f'a lv2:InputPort , lv2:ControlPort ; lv2:index 0 ; lv2:symbol "p" ; {more}')
    return found.ports[0]


def test_ports_come_in_the_order_of_their_indices():
    audio = "a lv2:InputPort , lv2:AudioPort ; lv2:index {} ; lv2:symbol '{}'"
    found = plugin(audio.format(1, "b"), audio.format(0, "a"))
    assert [port.symbol for port in found.of("audio_in")] == ["a", "b"]


@pytest.mark.parametrize(
    ("said", "bounds"),
    [
        ("lv2:minimum 1 ; lv2:maximum 5 ; lv2:default 2", (1, 5, 2)),
        ("lv2:minimum 1 ; lv2:maximum 5", (1, 5, 1)),
        ("lv2:minimum 1 ; lv2:maximum 5 ; lv2:default 9", (1, 5, 5)),
        ("lv2:default 0.25", (0, 1, 0.25)),
        ("lv2:portProperty lv2:toggled ; lv2:maximum 127 ; lv2:default 1", (0, 1, 1)),
    ],
)
def test_bounds_and_defaults(said, bounds):
    port = control(said)
    assert (port.low, port.high, port.default) == bounds


@pytest.mark.parametrize(
    ("said", "unit"),
    [("units:unit units:db", "dB"), ("units:unit units:hz", "Hz"), ("units:unit units:coef", ""),
     ("units:unit [ units:symbol 'rpm' ]", "rpm"), ("lv2:default 0", "")],
)  # fmt: skip
def test_units(said, unit):
    assert control(said).unit == unit


def test_a_side_chain_may_be_said_by_its_group():
    graph = "a lv2:InputPort , lv2:AudioPort ; lv2:index 0 ; lv2:symbol 'k' ; pg:group <urn:g>"
    text = f"{HEAD}<urn:g> pg:sideChainOf <urn:main> . <urn:p> lv2:port [ {graph} ] ."
    found = describe(turtle.read(text, "file:///"), "urn:p", Path(), Path("p.so"))
    assert found.ports[0].side_chain


def test_a_port_that_may_stay_open_is_no_obstacle():
    audio = "a lv2:{}Port , lv2:AudioPort ; lv2:index {} ; lv2:symbol 's{}'"
    both = [audio.format("Input", 0, 0), audio.format("Output", 1, 1)]
    odd = "a lv2:InputPort , <urn:Odd> ; lv2:index 2 ; lv2:symbol 'odd'"
    assert plugin(*both).missing() == []
    assert plugin(*both, odd).missing() == ["has a port of a kind that is not known: odd"]
    free = f"{odd} ; lv2:portProperty lv2:connectionOptional"
    assert plugin(*both, free).missing() == []


def test_a_name_is_made_of_the_uri_where_none_is_said():
    assert plugin("a lv2:OutputPort , lv2:AudioPort ; lv2:index 0").title == "urn:p"


def test_control_voltage_out_is_not_in():
    """One hears silence; the other would write over it."""
    cv = "a lv2:{}Port , lv2:CVPort ; lv2:index {} ; lv2:symbol 'c{}'"
    found = plugin(cv.format("Input", 0, 0), cv.format("Output", 1, 1))
    assert [port.kind for port in found.ports] == ["cv_in", "cv_out"]
