"""What is served: an atlas, or what needs none."""

from __future__ import annotations

from pathlib import Path

import pytest

from timbrespace.app import server
from timbrespace.app.backend import Backend
from timbrespace.app.empty import NoAtlas
from timbrespace.cli.view import serve
from timbrespace.errors import TimbrespaceError


@pytest.fixture
def served(monkeypatch):
    """What would have been served, and how."""
    found = []
    monkeypatch.setattr(server, "serve", lambda atlas, **how: found.append((atlas, how)))
    return found


def test_without_an_atlas_the_page_has_what_needs_none(served, capsys):
    serve(port=9, open_page=False)
    (atlas, how), *_ = served
    assert isinstance(atlas, NoAtlas) and how == {"port": 9, "open_browser": False}
    assert Backend(atlas).atlas().json["alone"] is True
    assert "Effects (W)" in capsys.readouterr().out


def test_sounds_belong_to_an_atlas(served):
    with pytest.raises(TimbrespaceError) as error:
        serve(sounds=Path("mine"))
    assert "timbrespace serve ATLAS --sounds mine" in error.value.remedy and not served


def test_an_atlas_that_is_not_there_is_an_error(served, tmp_path):
    with pytest.raises(TimbrespaceError):
        serve(tmp_path / "none.atlas")
    assert not served
