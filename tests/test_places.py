"""The user's folders are made on demand, where the environment says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.places import cache_dir, config_dir

BOTH = pytest.mark.parametrize(
    ("place", "variable"),
    [(cache_dir, "TIMBRESPACE_CACHE"), (config_dir, "TIMBRESPACE_CONFIG")],
)


@BOTH
def test_the_environment_names_the_folder_and_it_is_made(
    place: Callable[[], Path], variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = tmp_path / "deep" / "er"
    monkeypatch.setenv(variable, str(wanted))
    assert place() == wanted
    assert wanted.is_dir()
    assert place() == wanted  # a second call finds it there


@BOTH
def test_without_the_variable_it_is_the_platforms_own(
    place: Callable[[], Path], variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    found = place()
    assert found.is_dir()
    assert "timbrespace" in found.parts


@BOTH
def test_a_folder_that_cannot_be_made_is_named_with_its_remedy(
    place: Callable[[], Path], variable: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "file"
    file.write_text("in the way")
    monkeypatch.setenv(variable, str(file / "cache"))
    with pytest.raises(TimbrespaceError, match=variable):
        place()


def test_cache_and_config_are_two_folders() -> None:
    assert cache_dir() != config_dir()
