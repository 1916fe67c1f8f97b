"""Presets are kept, told, and forgotten."""

from __future__ import annotations

import pytest

from timbrespace.app.answers import NotFound
from timbrespace.app.effects import presets
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
