"""The command sonify as a user meets it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

import timbrespace
from tests.sonify.voice import SineVoice
from tests.sonify.world import World, rows
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError


@pytest.fixture(autouse=True)
def _known(monkeypatch, tmp_path):
    """A space and a voice that can be named without a training."""
    from timbrespace.spaces.data import opening
    from timbrespace.spaces.playing import opening as voices
    from timbrespace.spaces.trained import installed

    monkeypatch.setattr(opening, "open_data", lambda place: World(rows(12)))
    monkeypatch.setattr(installed, "folder_of", lambda place: tmp_path)
    monkeypatch.setattr(voices, "open_voice", lambda place, **how: SineVoice())


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_it_makes_sounds_a_piece_and_a_map_and_says_how_to_hear_them(tmp_path):
    out = tmp_path / "heard"
    done = run("sonify", "genes.space", "--voice", "sine", "--out", out, "--seconds", 0.5)
    assert done.exit_code == 0, done.output
    said = done.output.replace("\n", " ")
    assert f"timbrespace serve {out / 'map.atlas'}" in said and "12 sounds" in said
    assert len(timbrespace.open(out / "map.atlas").items) == 12
    again = run("sonify", "genes.space", "--voice", "sine", "--out", out, "--seconds", 0.5)
    assert again.exit_code == 0 and again.output == done.output


def test_without_a_piece_and_a_map_there_are_sounds_only(tmp_path):
    out = tmp_path / "heard"
    done = run("sonify", "a.space", "--out", out, "--seconds", 0.5, "--no-piece", "--no-map")
    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in out.iterdir() if p.is_dir()) == ["sounds"]
    assert not (out / "piece.wav").exists() and "serve" not in done.output


@pytest.mark.parametrize("loudness", ["loud", "3", "-90"])
def test_a_loudness_that_is_none_is_refused(tmp_path, loudness):
    done = run("sonify", "a.space", "--out", tmp_path / "x", f"--loudness={loudness}")
    assert done.exit_code == 1 and isinstance(done.exception, TimbrespaceError)
    assert "--loudness none" in done.exception.remedy


def test_only_motion_has_a_skeleton(tmp_path):
    done = run("sonify", "a.space", "--out", tmp_path / "x", "--skeleton", tmp_path / "bones.bvh")
    assert done.exit_code == 1 and isinstance(done.exception, TimbrespaceError)
    assert "no space of motion" in done.exception.message


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        (("--path", "course"), ["0000-g0.wav", "0001-g1.wav", "0002-g2.wav"]),
        (("--tour-of", "kind"), ["0000-k0.wav", "0001-k1.wav", "0002-k2.wav"]),
    ],
)
def test_a_group_or_a_class_in_one_breath_is_one_sound(tmp_path, asked, names):
    out = tmp_path / "heard"
    done = run("sonify", "a.space", "--out", out, *asked, "--seconds", 0.5, "--no-map")
    assert done.exit_code == 0, done.output
    assert sorted(path.name for path in out.glob("sounds/*.wav")) == names
    assert "3 sounds" in done.output and "12 items in 3 courses" in done.output
