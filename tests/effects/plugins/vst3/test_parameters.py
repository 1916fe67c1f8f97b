from __future__ import annotations

import pytest

from timbrespace.effects.plugins.vst3.parameters import knobs, scale_of


def facts(title, values=None, default=0.5):
    return {
        "key": title.lower(),
        "title": title,
        "unit": "Hz",
        "default": default,
        "values": values,
    }


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([0, 25, 50, 75, 100], "linear"),
        ([100, 75, 50, 25, 0], "linear"),
        ([0, 6.25, 25, 56.25, 100], "square"),
        ([20, 112.5, 632.5, 3_556.6, 20_000], "log"),
        ([0, 90, 10, 30, 100], None),
        ([5, 5, 5, 5, 5], None),
    ],
)
def test_scales_are_known_by_their_values(values, scale):
    assert scale_of(values) == scale


def test_a_default_is_a_value_in_units():
    (knob,) = knobs([facts("Cut-off", [20.0, 112.5, 632.5, 3_556.6, 20_000.0])])
    assert knob.parameter.default == pytest.approx(632.5, rel=1e-3)
    # The plug-in is given the travel itself, whatever the units say.
    assert knob.number(0.3, 48_000) == 0.3


def test_what_is_on_no_scale_has_its_travel_only():
    (knob,) = knobs([facts("Mode", default=0.25)])
    parameter = knob.parameter
    assert (parameter.unit, parameter.low, parameter.high, parameter.default) == ("", 0, 1, 0.25)


def test_a_hosts_switch_and_doors_for_midi_are_no_settings():
    names = ["Bypass", "MIDI CC 0|7", "midi cc1", "Drive", "Bypass Filter"]
    assert [each.parameter.title for each in knobs([facts(name) for name in names])] == [
        "Drive", "Bypass Filter",
    ]  # fmt: skip
    assert [each.slot for each in knobs([facts(name) for name in names])] == [0, 1]
