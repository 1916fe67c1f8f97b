"""The command: its dims are read, and its mistakes are answered in one line."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from timbrespace.cli.disentangle import parse_dims
from timbrespace.cli.main import app
from timbrespace.errors import TimbrespaceError


def test_dims_for_all_for_each_or_chosen():
    assert parse_dims(None) is None
    assert parse_dims("1") == 1
    assert parse_dims("material=4, action=2") == {"material": 4, "action": 2}


@pytest.mark.parametrize("text", ["many", "material=x", "material=1=2"])
def test_dims_that_are_none_are_refused(text):
    with pytest.raises(TimbrespaceError, match="says no number of dims"):
        parse_dims(text)


def test_help_answers():
    found = CliRunner().invoke(app, ["disentangle", "--help"])
    assert found.exit_code == 0 and "--sigma" in found.output
