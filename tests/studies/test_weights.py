"""The original's weights where they are at hand, and the report says which were used."""

from __future__ import annotations

import pytest

from timbrespace.spaces.yamnet.weights import H5_VARIABLE
from timbrespace.studies import weights


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path))
    monkeypatch.delenv(H5_VARIABLE, raising=False)


def test_without_them_the_others_are_used_and_it_is_said():
    assert weights.at_hand() == "tfhub"
    assert "h5" in weights.SAID["tfhub"] and "fetch" in weights.SAID["tfhub"]


def test_a_file_that_is_named_counts(monkeypatch):
    monkeypatch.setenv(H5_VARIABLE, "somewhere.h5")
    assert weights.at_hand() == "h5"
