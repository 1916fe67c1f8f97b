"""What both tests share of their page: one script, an id, a limit."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.listening import one_file
from timbrespace.listening.one_file import flac, page_of

from .test_page import data_of
from .world import noise

TEST = {"title": "T", "question": "?", "seed": 0, "trials": []}


def test_each_kind_runs_its_own_script_after_the_shared_one():
    mushra, abx = page_of("mushra", TEST), page_of("abx", TEST)
    assert "class Deck" in mushra and "class Deck" in abx
    assert "Rating of" in mushra and "Rating of" not in abx
    assert "X is" in abx and "X is" not in mushra


def test_the_id_says_what_it_is_made_of():
    assert data_of(page_of("abx", TEST))["id"] == data_of(page_of("abx", TEST))["id"]
    assert (
        data_of(page_of("abx", {**TEST, "seed": 1}))["id"] != data_of(page_of("abx", TEST))["id"]
    )


def test_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(one_file, "MOST_MB", 0.001)
    with pytest.raises(TimbrespaceError, match="fewer or shorter"):
        page_of("abx", {**TEST, "trials": [{"flac": flac(noise(), 48_000)}]})
