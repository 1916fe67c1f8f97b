"""train, tune, spaces and reconstruct as a user meets them."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.trained import folder, installed
from timbrespace.train import kinds

from ..spaces.trained.registered import registering
from ..train.tiny import TINY
from ..train.world import write_sounds

QUICK = ["--set", "segments_per_epoch=16", "--accelerator", "cpu", "--devices", "1"]


@pytest.fixture(autouse=True)
def _tiny_is_installed(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))
    monkeypatch.setattr(kinds, "kinds", lambda: {"tiny": TINY})
    registering(monkeypatch, "tiny", TINY)


@pytest.fixture(scope="module")
def tone_folder(tmp_path_factory):
    return write_sounds(tmp_path_factory.mktemp("tones") / "tones")


def run(*arguments):
    return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False)


def test_train_then_list_then_hear_then_map(tone_folder, tmp_path):
    out = tmp_path / "bells.space"
    done = run("train", "tiny", tone_folder, "--out", out, "--preset", "small", "--logger",
               "none", "--no-measure", *QUICK)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "tiny:bells, all epochs done" in done.output and "held out: loss" in done.output

    listed = run("spaces")
    assert "yamnet" in listed.output and "8,000" in listed.output
    assert "tiny:bells" in listed.output and str(out) in listed.output.replace("\n", "")

    back = tmp_path / "back.wav"
    heard = run("reconstruct", "tiny:bells", tone_folder / "tone-00.wav", "--out", back)
    assert heard.exit_code == 0 and back.is_file() and "frames of 4 dims" in heard.output

    encoded = run("encode", tone_folder, "--space", out, "--atlas", tmp_path / "a.atlas")
    assert "space tiny:bells: 12 items, 4 dims" in encoded.output


def test_what_is_held_out_may_lie_elsewhere_and_the_studys_options_say_so(tone_folder, tmp_path):
    held = write_sounds(tmp_path / "held", 5, seconds=0.3)
    done = run("train", "tiny", "-tp", tone_folder, "-vp", held, "-ex", tmp_path / "a.space",
               "-ep", 1, "-bs", 4, "--no-measure", *QUICK)  # fmt: skip
    assert done.exit_code == 0, done.output
    facts = folder.read(tmp_path / "a.space").training
    assert (facts["n_train"], facts["n_validation"], facts["n_test"]) == (12, 3, 2)
    assert (facts["epochs"], facts["settings"]["batch_size"]) == (1, 4)


def test_tune_prints_a_line_to_train_with(tone_folder, tmp_path):
    done = run("tune", "tiny", tone_folder, "--out", tmp_path / "search", "--trials", 2,
               "--set", "epochs=1", *QUICK)  # fmt: skip
    assert done.exit_code == 0, done.output
    assert "--set learning_rate=" in done.output and "best.toml" in done.output
    again = run("train", "tiny", tone_folder, "--out", tmp_path / "b.space", "--config",
                tmp_path / "search" / "best.toml", "--logger", "none", "--no-measure",
                "--accelerator", "cpu")  # fmt: skip
    assert again.exit_code == 0, again.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["tinny"], "Did you mean 'tiny'"),
        (["tiny", "--preset", "smal"], "Did you mean 'small'"),
        (["tiny", "--set", "n_dim=3"], "Did you mean 'n_dims'"),
        (["tiny", "--logger", "paper"], "tensorboard, wandb or none"),
    ],
)
def test_errors_are_one_line_that_helps(tone_folder, tmp_path, arguments, words):
    kind, *rest = arguments
    with pytest.raises(TimbrespaceError, match=words):
        run("train", kind, tone_folder, "--out", tmp_path / "x.space", *rest)


def test_no_space_yet_says_how_to_make_one(monkeypatch, tmp_path):
    monkeypatch.setattr(installed, "VOICES", tmp_path / "voices")
    assert "timbrespace train KIND" in run("spaces").output


def test_the_shipped_voice_is_listed():
    assert "stream:bells" in run("spaces").output
