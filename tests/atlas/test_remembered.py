"""What a user has said once is known again; programs by their content, voices by their names."""

from __future__ import annotations

from timbrespace.atlas import remembered


def test_voices_are_known_by_name(tmp_path):
    assert remembered.recall_voice("nn:a") is None and remembered.remembered_voices() == []
    remembered.remember_voice("nn:b", tmp_path / "b.ts")
    remembered.remember_voice("nn:a", tmp_path / "a.ts")
    remembered.remember_voice("nn:a", tmp_path / "moved" / "a.ts")
    assert remembered.remembered_voices() == ["nn:a", "nn:b"]
    assert remembered.recall_voice("nn:a") == tmp_path / "moved" / "a.ts"


def test_rates_are_known_by_program():
    assert remembered.recall_rate("sha256:00") is None
    remembered.remember_rate("sha256:00", 44_100)
    assert remembered.recall_rate("sha256:00") == 44_100
    assert remembered.recall_rate("sha256:01") is None


def test_where_trusted_programs_lie(tmp_path):
    assert remembered.trusted_places() == set()
    remembered.trust_program("sha256:00", tmp_path / "a.ts")
    assert remembered.trusted_places() == {tmp_path / "a.ts"}
