"""Presets are kept, told, and forgotten."""

from __future__ import annotations

import pytest

from timbrespace.app.answers import NotFound
from timbrespace.app.effects import listing, presets
from timbrespace.effects.opening import open_effect
from timbrespace.errors import TimbrespaceError


def test_what_is_saved_comes_back():
    saved = presets.save("Warm one", open_effect("overdrive"), [0.25, 0.5, 0.5])
    assert saved["effect"] == "overdrive" and saved["theta"] == pytest.approx([0.25, 0.5, 0.5])
    assert saved["values"]["drive"] == 25.0 and "drive" in saved["toml"]
    assert [each["name"] for each in presets.listed()] == ["Warm one"]
    assert presets.told("Warm one") == saved
    assert presets.file("Warm one").buffer == saved["toml"].encode()


def test_one_of_the_same_name_is_replaced_and_one_can_be_forgotten():
    for drive in (0.1, 0.9):
        presets.save("it", open_effect("overdrive"), [drive, 0.5, 0.5])
    assert presets.told("it")["theta"][0] == pytest.approx(0.9)
    presets.forget("it")
    assert presets.listed() == []
    with pytest.raises(NotFound):
        presets.forget("it")


def test_a_damaged_one_is_left_out_of_the_list():
    presets.save("good", open_effect("overdrive"), [0.1, 0.5, 0.5])
    (presets.folder() / "bad.toml").write_text("= no")
    assert [each["name"] for each in presets.listed()] == ["good"]
    with pytest.raises(TimbrespaceError):
        presets.told("bad")


@pytest.mark.parametrize("name", ["../x", "", "a/b", ".hidden", "x" * 99, "ü"])
def test_names_stay_within_the_folder(name):
    with pytest.raises(TimbrespaceError):
        presets.save(name, open_effect("overdrive"), [0.1, 0.5, 0.5])


@pytest.mark.parametrize("theta", [[0.1], [0.1, 0.2, 1.2], [0.1, 0.2, float("nan")], "no"])
def test_settings_make_sense(theta):
    with pytest.raises(TimbrespaceError):
        presets.save("x", open_effect("overdrive"), theta)


TWO = """
format = "timbrespace-preset-1"
title = "Warm echo"
[[effects]]
effect = "overdrive"
settings = { drive = 25.0 }
[[effects]]
effect = "delay"
"""


def test_a_file_of_ones_own_brings_its_effects_and_settings_and_is_not_kept():
    found = presets.brought(TWO.encode(), "warm.toml", listing.opened)
    assert (found["name"], found["title"]) == ("warm", "Warm echo")
    effect = listing.opened(found["effect"])
    assert effect.id == "chain:overdrive+delay" and len(found["theta"]) == len(effect.parameters)
    assert found["theta"][0] == pytest.approx(0.25)
    assert found["values"]["overdrive.drive"] == pytest.approx(25.0)
    assert presets.listed() == []


def test_what_is_saved_can_be_brought_again():
    saved = presets.save("Warm one", open_effect("overdrive"), [0.25, 0.5, 0.5])
    found = presets.brought(saved["toml"].encode(), "Warm one.toml", listing.opened)
    assert found["theta"] == pytest.approx(saved["theta"])
    assert found["effect"] == saved["effect"]


def test_the_peak_that_settings_want_sounds_at_is_kept():
    saved = presets.save("It", open_effect("overdrive"), [0.25, 0.5, 0.5], -12.0)
    assert saved["input_peak_db"] == -12.0 and "input_peak_db = -12.0" in saved["toml"]
    found = presets.brought(saved["toml"].encode(), "it.toml", listing.opened)
    assert found["input_peak_db"] == -12.0
    assert presets.save("It", open_effect("overdrive"), [0.2, 0.5, 0.5])["input_peak_db"] is None


def preset(place, settings=""):
    return f'format = "timbrespace-preset-1"\n[[effects]]\neffect = "{place}"\n{settings}'.encode()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "no preset"),
        (b"\xff\xfe\x00", "no preset"),
        (b"RIFF....WAVE", "no preset"),
        (b"x = " + b"[" * 20_000, "no preset"),
        (preset("overdrive", "settings = { drive = 1" + "0" * 5_000 + " }"), "preset"),
        (preset("overdrive", "settings = { drive = nan }"), "drive"),
        (preset("overdrive", "settings = { drive = 900 }"), "drive"),
        (preset("overdrive", "settings = { dirve = 9 }"), "dirve"),
        (preset("/etc/passwd"), "not here"),
        (preset("../x.toml"), "not here"),
        (preset("vst3:/tmp/x.vst3"), "not here"),
        (preset("lv2:file:///tmp"), "not here"),
        (preset("preset:mine"), "none of one effect"),
        (preset("chain:overdrive+/etc/passwd"), "none of one effect"),
        (preset("overdrive") + 8 * b'[[effects]]\neffect = "overdrive"\n', "9 effects"),
        (b"#" * (presets.MOST_BYTES + 1), "too large"),
    ],
)
def test_what_is_no_preset_is_refused_and_says_what_to_do(body, said):
    with pytest.raises(TimbrespaceError) as error:
        presets.brought(body, "mine.toml", listing.opened)
    assert said in error.value.message and error.value.remedy
