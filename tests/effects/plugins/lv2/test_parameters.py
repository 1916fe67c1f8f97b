from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from timbrespace.effects.base import defaults
from timbrespace.effects.plugins import open_plugin
from timbrespace.effects.plugins.lv2 import words
from timbrespace.effects.plugins.lv2.description import Lv2Plugin, Port
from timbrespace.effects.plugins.lv2.parameters import by_rate, knobs, resting

TEMPO = f"{words.EXT}time#beatsPerMinute"
LOG, NAMED = frozenset({"logarithmic"}), frozenset({"enumeration"})
PORTS = (
    Port(0, "on", "On", "control", 0, 1, 0, designation=f"{words.LV2}enabled"),
    Port(1, "tempo", "Tempo", "control", 0, 300, 120, designation=TEMPO),
    Port(2, "tap", "Tap", "control", 0, 1, 0, flags=frozenset({"trigger"})),
    Port(3, "cutoff", "Cut-off", "control", 20, 20_000, 200, "Hz", flags=LOG),
    Port(4, "zero", "Zero", "control", 0, 9, 3, flags=LOG),
    Port(5, "voices", "Voices", "control", 1, 8, 2, flags=frozenset({"integer"})),
    Port(6, "mode", "Mode", "control", 0, 2, 1, "", ((0.0, "a"), (2.0, "b")), NAMED),
    Port(7, "part", "Part", "control", 0.1, 0.5, 0.2, flags=frozenset({"sampleRate"})),
    Port(8, "fixed", "Fixed", "control", 1, 1, 1),
    Port(9, "in", "In", "audio_in"),
)  # fmt: skip
PLUGIN = Lv2Plugin("urn:p", "P", Path(), Path("p.so"), PORTS)


@pytest.fixture
def found():
    return {knob.parameter.name: knob for knob in knobs(PLUGIN)}


def test_only_what_a_person_sets_is_a_parameter(found):
    assert list(found) == ["cutoff", "zero", "voices", "mode", "part"]
    assert [knob.slot for knob in found.values()] == [3, 4, 5, 6, 7]


def test_a_logarithm_needs_a_range_above_zero(found):
    assert found["cutoff"].parameter.scale == "log"
    assert found["zero"].parameter.scale == "linear"


def test_numbers_are_those_that_the_plugin_means(found):
    assert found["cutoff"].number(0.5, 48_000) == pytest.approx(632.46, rel=1e-4)
    assert found["voices"].number(0.5, 48_000) == 4.0
    assert found["mode"].number(0.6, 48_000) == 2.0
    assert found["part"].number(1.0, 48_000) == 24_000.0
    assert found["part"].parameter.unit == "of the sample rate"


def test_at_rest_the_host_has_switched_it_on():
    assert resting(PLUGIN) == [1.0, 120, 0, 200, 3, 2, 1, 0.2, 1]
    assert by_rate(PLUGIN) == (7,)


def test_names_at_parts_of_a_whole_are_places_on_a_knob():
    points = ((0.0, "stop"), (0.5, "slow"), (1.0, "fast"))
    port = Port(0, "mode", "Mode", "control", 0, 1, 0.5, "", points, NAMED)
    (knob,) = knobs(Lv2Plugin("urn:p", "P", Path(), Path("p.so"), (port,)))
    assert knob.number(0.3, 48_000) == 0.3 and not knob.parameter.choices


def test_a_choice_says_from_where_on_each_of_its_names_is_the_nearest():
    points = ((3.0, "three"), (0.0, "none"), (1.0, "one"))
    port = Port(0, "mode", "Mode", "control", 0, 3, 0, "", points, NAMED)
    (knob,) = knobs(Lv2Plugin("urn:p", "P", Path(), Path("p.so"), (port,)))
    assert knob.parameter.choices == ((0.0, "none"), (0.5, "one"), (2.0, "three"))
    for value, name in ((0.0, "none"), (1.0, "one"), (3.0, "three")):
        at = knob.parameter.theta(knob.parameter.chosen(name))
        assert knob.number(at, 48_000) == value and knob.parameter.choice(value) == name


def test_the_real_leslie_can_be_slow(mda):
    leslie = open_plugin(f"lv2:{mda}Leslie")
    x = np.random.default_rng(0).normal(0, 0.1, (3, 1, 24_000)).astype(np.float32)
    x[:] = x[:1]
    theta = np.repeat(defaults(leslie)[None], 3, axis=0)
    theta[:, 0] = 0.0, 0.3, 1.0  # mode
    stop, slow, fast = leslie.apply(x, theta, 44_100)
    for one, other in ((stop, slow), (slow, fast)):
        assert np.abs(one - other).max() > 0.01
