"""inspect, voices and weights as a user meets them; consent at a terminal and without one."""

from __future__ import annotations

import json
import shutil

import pytest
from typer.testing import CliRunner

pytest.importorskip("torch")

from tests.spaces.playing.scripted import Autoencoder, written
from timbrespace.cli import voices as commands
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing import examining
from timbrespace.spaces.playing.consent import NotTrusted
from timbrespace.spaces.playing.opening import open_voice


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(examining, "_TIMED_S", 0.01)
    monkeypatch.setattr(examining, "_FEWEST_PUSHES", 2)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return written(Autoencoder(), tmp_path_factory.mktemp("programs") / "strings.ts")


@pytest.fixture
def model(made, tmp_path):
    return shutil.copy(made, tmp_path / "strings.ts")


def run(*arguments, **options):
    return CliRunner().invoke(app, [str(a) for a in arguments], catch_exceptions=False, **options)


def test_inspect_says_all_that_is_known(model):
    done = run("inspect", model, "--trust")
    assert done.exit_code == 0, done.output
    for said in (
        "nn:strings", "decode (3, 16) to (1, 1)", "gain = 1.0", "48000 Hz", "3000.0 frames/s",
        "as the whole", "x real time", "streaming", "--rate",
    ):  # fmt: skip
        assert said in done.output
    assert "assumed" not in run("inspect", model, "--rate", "44100").output


def test_json_is_json(model):
    facts = json.loads(run("inspect", model, "--trust", "--json").stdout)
    assert facts["id"] == "nn:strings" and facts["streams"] is True
    assert len(facts["speeds"]) == 6


def test_without_a_terminal_a_program_needs_trust(model):
    with pytest.raises(NotTrusted, match="--trust"):
        run("inspect", model)
    with pytest.raises(NotTrusted):
        open_voice(model)


@pytest.fixture
def at_a_terminal(monkeypatch):
    class Terminal:
        def isatty(self):
            return True

    monkeypatch.setattr(commands, "sys", type("sys", (), {"stdin": Terminal()}))


def test_at_a_terminal_a_person_is_asked_once(model, at_a_terminal):
    assert "trust" in run("inspect", model, input="n\n").output
    with pytest.raises(NotTrusted):
        open_voice(model)
    first = run("inspect", model, input="y\n")
    assert first.exit_code == 0 and "Do you trust it?" in first.output
    again = run("inspect", model)
    assert again.exit_code == 0 and "Do you trust it?" not in again.output
    written(Autoencoder("offline"), model)
    changed = run("inspect", model, input="n\n")
    assert changed.exit_code != 0 and "has changed since you trusted it" in changed.output


@pytest.mark.parametrize(
    "command",
    [("play", "{}", "--out", "x.wav"), ("surrogate", "{}"), ("export", "{}", "--to", "nn~"),
     ("explain", "{}"), ("transfer", "stream:bells", "{}"),
     ("sonify", "none.space", "--voice", "{}")],
    ids=lambda command: command[0],
)  # fmt: skip
def test_every_command_that_opens_a_program_asks(command, model, at_a_terminal):
    done = run(*(word.format(model) for word in command), input="n\n")
    assert "Do you trust it?" in done.output and done.exit_code == 1
    with pytest.raises(NotTrusted):
        open_voice(model)


def test_a_program_is_played_at_once_by_who_says_yes(model, at_a_terminal, tmp_path):
    out = tmp_path / "played.wav"
    done = run("play", model, "--out", out, "--seconds", 0.2, input="y\n")
    assert done.exit_code == 0 and out.is_file(), done.output


def test_voices_are_listed_with_what_is_missing(model):
    run("inspect", model, "--trust")
    lines = run("voices").output
    assert "stream:bells: bells (stream)\n" in lines
    assert "nn:strings: strings (nn~)\n" in lines
    assert "weights add lyra" in lines


def test_a_voice_is_made_of_sounds(tmp_path, monkeypatch):
    from tests.spaces.playing.hifigan import tiny
    from tests.spaces.playing.hifigan.world import write_sounds
    from timbrespace.spaces.playing.hifigan import making

    monkeypatch.setattr(making, "Shape", lambda: tiny.TINY)
    weights = tiny.checkpoint(tmp_path / "g.pth.tar")
    sounds, out = write_sounds(tmp_path / "sounds"), tmp_path / "noises.voice"
    done = run("voices", "hifigan", sounds, "--weights", weights, "--dims", 2, "--out", out)
    assert done.exit_code == 0 and "hifigan:noises: 2 axes hold" in done.output
    assert "hifigan:noises" in run("voices").output


def test_weights_are_added_and_refused(tmp_path):
    with pytest.raises(TimbrespaceError, match="lyragan"):
        run("weights", "add", "lyra", tmp_path)
    assert "hifigan" in run("weights", "fetch", "--help").output


def test_consent_is_not_asked_where_it_was_given():
    assert commands.with_consent(True, lambda yes: yes) is True
    assert commands.with_consent(False, lambda yes: yes) is False
