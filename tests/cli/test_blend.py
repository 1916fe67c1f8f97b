"""Blends from the command line."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile
from typer.testing import CliRunner

from timbrespace.cli.blend import numbers
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError

from .. import dct_space
from ..app.toys import IDS, make_atlas


@pytest.fixture(autouse=True)
def registered(monkeypatch, tmp_path):
    dct_space.register(monkeypatch)
    monkeypatch.setattr("timbrespace.spaces.trained.installed.VOICES", tmp_path / "voices")


@pytest.fixture
def folder(tmp_path):
    return dct_space.write(tmp_path / "toy.space")


@pytest.fixture
def atlas(tmp_path):
    from timbrespace.atlas.remembered import remember_sounds

    found = make_atlas(tmp_path)
    remember_sounds(found.path, tmp_path / "sounds")
    return found


def run(*words, fails=None):
    found = CliRunner().invoke(app, ["blend", *map(str, words)])
    if fails is not None:
        assert isinstance(found.exception, TimbrespaceError), found.output
        assert fails in str(found.exception)
    else:
        assert found.exit_code == 0, (found.output, found.exception)
    return found.output


def test_a_blend_is_written_and_the_space_is_known_from_then_on(atlas, folder, tmp_path):
    out = tmp_path / "blend.wav"
    said = run(atlas.path, "--items", f"{IDS[4]},{IDS[5]}", "--at", 0.5, "--space", folder,
               "--out", out)  # fmt: skip
    assert "dct:toy" in said and "1.00 s at 16000 Hz" in said
    samples, rate = soundfile.read(out)
    assert rate == 16_000
    run(atlas.path, "--items", f"{IDS[4]},{IDS[5]}", "--weights", "2,2", "--out", out)
    assert np.array_equal(soundfile.read(out)[0], samples)


def test_random_latents_are_written(atlas, folder, tmp_path):
    out = tmp_path / "drawn.wav"
    words = (atlas.path, "--space", folder, "--draw", "uniform", "--duration-s", 0.5)
    run(*words, "--seed", 3, "--out", out)
    samples, _ = soundfile.read(out)
    assert len(samples) == 8_000 and np.abs(samples).max() > 0.01


def test_without_sounds_the_spaces_are_listed(atlas, folder):
    run(atlas.path, fails="no space here that decodes")
    dct_space.add_to(atlas, folder)
    assert "not known on this machine" in run(atlas.path)
    assert run(atlas.path, "--space", folder) == "dct:toy  in this atlas\n"


def test_errors_say_what_to_do(atlas, folder, tmp_path):
    dct_space.learn(folder)
    out = tmp_path / "x.wav"
    run(atlas.path, "--items", IDS[4], fails="--out")
    run(atlas.path, "--items", "long.wav", "--out", out, fails="could be any of 3")
    run(atlas.path, "--items", IDS[4], "--at", 2, "--out", out, fails="no place 2")
    run(atlas.path, "--items", IDS[4], "--fit", "glue", "--out", out, fails="glue")
    run(atlas.path, "--draw", "dice", "--out", out, fails="dice")
    run(atlas.path, "--items", IDS[4], "--space", "stream:none", "--out", out, fails="stream:none")
    with pytest.raises(TimbrespaceError, match="no weights"):
        numbers("one")
    assert not out.exists()
