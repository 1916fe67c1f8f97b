"""effects and effect as a user meets them."""

from __future__ import annotations

import json

import numpy as np
import pytest
from typer.testing import CliRunner

from timbrespace.audio.write import write_wav
from timbrespace.cli.main import app
from timbrespace.effects.catalogue import ids
from timbrespace.errors import TimbrespaceError


@pytest.fixture
def sound(tmp_path):
    noise = np.random.default_rng(0).normal(0, 0.1, (1, 4_000)).astype(np.float32)
    write_wav(tmp_path / "in.wav", noise, 16_000)
    return tmp_path / "in.wav"


def run(*arguments):
    done = CliRunner().invoke(app, [*map(str, arguments)], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.output


def test_all_are_listed_with_their_settings():
    told = run("effects")
    for effect_id in ids():
        assert f"{effect_id}: " in told
    assert "drive: Drive, 0 to 100 %, starts at 0" in told and "timbrespace plugins" in told
    assert "not told by the output: Once the peak is normalised" in told


def test_one_is_told_as_json():
    (facts,) = json.loads(run("effects", "combo", "--json"))
    assert facts["id"] == "combo" and facts["differentiable"]
    assert [each["name"] for each in facts["parameters"]][:2] == ["drive", "bias"]


def test_a_sound_goes_through_one(sound, tmp_path):
    told = run("effect", "overdrive", sound, tmp_path / "out.wav", "--set", "drive=60")
    assert str(tmp_path / "out.wav") in told and (tmp_path / "out.wav").is_file()


def test_a_folder_goes_on(sound):
    assert "in.wav" in run("effect", "ambience", sound.parent)
    assert "had been made before: 1" in run("effect", "ambience", sound.parent)


def test_a_preset_is_an_effect(sound, tmp_path):
    preset = tmp_path / "warm.toml"
    preset.write_text(
        'format = "timbrespace-preset-1"\n[[effects]]\neffect = "overdrive"\n'
        "[[effects]]\neffect = 'delay'\nsettings = {mix = 40}\n"
    )
    assert "delay.mix: Delay: Mix, 0 to 100 %, starts at 40" in run("effects", preset)
    run("effect", preset, sound, tmp_path / "out.wav", "--set", "overdrive.drive=20")


def test_a_switch_is_listed_and_set_by_its_words(sound, tmp_path):
    told = run("effects", "leslie")
    assert "mode: Mode, stop (from 0), slow (from 0.1), fast (from 0.5), starts at slow" in told
    (facts,) = json.loads(run("effects", "leslie", "--json"))
    assert facts["parameters"][0]["choices"] == [[0.0, "stop"], [0.1, "slow"], [0.5, "fast"]]
    for name, change in (("word", "mode=fast"), ("number", "mode=0.6")):
        run("effect", "leslie", sound, tmp_path / f"{name}.wav", "--set", change)
    assert (tmp_path / "word.wav").read_bytes() == (tmp_path / "number.wav").read_bytes()
    with pytest.raises(TimbrespaceError, match="sets nothing") as refused:
        run("effect", "leslie", sound, "--set", "mode=quick")
    assert "stop, slow, fast" in refused.value.remedy


@pytest.mark.parametrize("change", ["drive", "drive=much"])
def test_what_sets_nothing_is_told(sound, change):
    with pytest.raises(TimbrespaceError, match="sets nothing"):
        run("effect", "overdrive", sound, "--set", change)
