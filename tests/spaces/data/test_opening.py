"""Twin of ``spaces/data/opening.py``."""

from __future__ import annotations

from pathlib import Path

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.spaces.data.opening import known_kinds, open_data
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained.folder import SpaceFacts


def space_of(kind: str, folder: Path) -> Path:
    facts = SpaceFacts(kind, "x", None, None, (Dim("z0"),), decodes=False)
    folders.write(folder, facts, {}, lambda path: path.write_bytes(b"no graph"), {})
    return folder


def test_a_voice_is_no_data() -> None:
    with pytest.raises(TimbrespaceError, match="a space of sounds") as caught:
        open_data("stream:bells")
    assert "train table" in caught.value.remedy


def test_a_kind_that_is_not_installed_is_said(tmp_path: Path) -> None:
    assert known_kinds() == ["motion", "table"]
    with pytest.raises(TimbrespaceError, match="kind 'weather'") as caught:
        open_data(space_of("weather", tmp_path / "x.space"))
    assert "motion, table" in caught.value.remedy


def test_a_damaged_one_is_said(tmp_path: Path) -> None:
    with pytest.raises(TimbrespaceError, match="damaged|whole model"):
        open_data(space_of("table", tmp_path / "x.space"))
    with pytest.raises(TimbrespaceError, match="no folder"):
        open_data(tmp_path / "nothing.space")


def test_facts_without_a_rate_come_back_without_one(tmp_path: Path) -> None:
    facts = folders.read(space_of("table", tmp_path / "x.space"))
    assert facts.sample_rate is None and facts.hop is None
    assert not facts.of_sounds and facts.kbit_s is None
    config = tmp_path / "x.space" / folders.CONFIG
    config.write_text("hop = 3\n" + config.read_text())
    with pytest.raises(TimbrespaceError, match="sample_rate"):
        folders.read(tmp_path / "x.space")
