"""Exports from the command line."""

from __future__ import annotations

from typer.testing import CliRunner

from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError


def test_it_says_what_was_written_and_what_is_left_out(stream_space, tmp_path):
    found = CliRunner().invoke(
        app, ["export", str(stream_space[0]), "--to", "onnx", "--out", str(tmp_path / "out")]
    )
    assert found.exit_code == 0, found.exception
    assert "out: encoder.onnx, decoder.onnx" in found.output.replace("\n", "")
    assert "Left out: predict.onnx and guess.onnx" in found.output
    assert (tmp_path / "out" / "README.md").is_file()


def test_a_target_is_needed_and_has_to_be_known():
    assert CliRunner().invoke(app, ["export", "stream:bells"]).exit_code == 2
    found = CliRunner().invoke(app, ["export", "stream:bells", "--to", "vst"])
    assert isinstance(found.exception, TimbrespaceError)
