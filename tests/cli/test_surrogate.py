"""surrogate as a user meets it."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from tests.surrogates.tone_voice import ToneVoice
from timbrespace.cli.main import app
from timbrespace.reports.results import read_results


def run(*arguments):
    return CliRunner().invoke(app, ["surrogate", *map(str, arguments)], catch_exceptions=False)


def test_a_table_a_page_and_a_surrogate(tmp_path, monkeypatch):
    pytest.importorskip("torch")
    from timbrespace.surrogates import learning, learning_guess
    from timbrespace.surrogates.opening import open_surrogate

    for module, name in ((learning, "Schedule"), (learning_guess, "GuessSchedule")):
        quick = type(getattr(module, name)())(n_steps=100)
        monkeypatch.setattr(module, name, lambda quick=quick, **_: quick)
    opened = []

    def open_voice(place, trust=False, rate=None):
        opened.append((place, trust))
        return ToneVoice()

    monkeypatch.setattr("timbrespace.spaces.playing.opening.open_voice", open_voice)
    out = tmp_path / "toy.surrogate"
    done = run(
        "toy:tones", "--points", 80, "--words", "loudness_lufs, centroid_hz", "--hold-s", 0.4,
        "--warm-up-s", 0.05, "--draw", "sobol", "--out", out, "--trust",
    )  # fmt: skip
    assert done.exit_code == 0, done.output
    assert opened == [("toy:tones", True)]
    for said in ("80 points", "Sobol", "Loudness", "Spectral centroid", "closed loop"):
        assert said in done.output
    assert "…" not in done.output, "numbers are cut off"
    assert (out / "report.html").is_file()
    found = open_surrogate(out)
    assert found.names == ("loudness_lufs", "centroid_hz")
    commands = {each.command for each in read_results(out / "results.json")}
    assert len(commands) == 1 and commands.pop().startswith("timbrespace")


def test_nonsense_is_refused(tmp_path):
    with pytest.raises(Exception, match="no draw 'gauss'"):
        run("stream:bells", "--draw", "gauss", "--out", tmp_path / "s")
    assert not (tmp_path / "s").exists()
