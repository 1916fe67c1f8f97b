"""Files are written whole, and read back as they were."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timbrespace.atlas.files import (
    read_toml,
    write_bytes,
    write_text,
    write_toml,
    written_aside,
)
from timbrespace.errors import TimbrespaceError

PLAIN = st.one_of(
    st.booleans(),
    st.integers(-(2**62), 2**62),
    st.floats(allow_nan=False),
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.integers(0, 99)),
)
KEYS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
TABLES = st.recursive(PLAIN, lambda inner: st.dictionaries(KEYS, inner), max_leaves=8)


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_text_is_written_to_the_letter(tmp_path, text):
    write_text(tmp_path / "new" / "a.txt", text)
    assert (tmp_path / "new" / "a.txt").read_bytes() == text.encode()


@pytest.mark.parametrize("content", [b"", b"\x00\r\n\xff" * 9])
def test_bytes_replace_what_was_there_and_leave_nothing_beside(tmp_path, content):
    (tmp_path / "a.bin").write_bytes(b"old, and longer than what comes")
    write_bytes(tmp_path / "a.bin", content)
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]
    assert (tmp_path / "a.bin").read_bytes() == content


def test_what_cannot_be_renamed_is_not_left_half_done(tmp_path):
    (tmp_path / "a.bin" / "in").mkdir(parents=True)
    with pytest.raises(OSError):
        write_bytes(tmp_path / "a.bin", b"new")
    assert [p.name for p in tmp_path.iterdir()] == ["a.bin"]


def test_text_that_no_file_can_hold_leaves_the_old_one(tmp_path):
    (tmp_path / "a.txt").write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_text(tmp_path / "a.txt", "half \ud800")
    assert (tmp_path / "a.txt").read_text() == "old"


@given(values=st.dictionaries(KEYS, TABLES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
def test_plain_data_survives_toml(tmp_path, values):
    write_toml(tmp_path / "config.toml", values)
    assert read_toml(tmp_path / "config.toml") == values


def test_what_is_none_is_left_out(tmp_path):
    write_toml(tmp_path / "c.toml", {"a": None, "dims": {"material": 4, "action": None}})
    assert read_toml(tmp_path / "c.toml") == {"dims": {"material": 4}}


@pytest.mark.parametrize("content", [b"a = ", b"\xff\xfe"])
def test_a_damaged_file_is_named(tmp_path, content):
    (tmp_path / "c.toml").write_bytes(content)
    with pytest.raises(TimbrespaceError, match="c.toml"):
        read_toml(tmp_path / "c.toml")


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(TimbrespaceError, match="There is no 'c.toml'"):
        read_toml(tmp_path / "c.toml")


def test_a_folder_takes_the_place_of_an_older_one(tmp_path):
    for content in ("old", "new"):
        with written_aside(tmp_path / "deep" / "a.space") as aside:
            (aside / f"{content}.txt").write_text(content)
    assert [p.name for p in (tmp_path / "deep").iterdir()] == ["a.space"]
    assert [p.name for p in (tmp_path / "deep" / "a.space").iterdir()] == ["new.txt"]


def test_a_folder_that_failed_leaves_the_old_one(tmp_path):
    (tmp_path / "a.space").mkdir()
    (tmp_path / "a.space" / "old.txt").write_text("old")
    with (
        pytest.raises(RuntimeError, match="half way"),
        written_aside(tmp_path / "a.space") as aside,
    ):
        (aside / "new.txt").write_text("new")
        raise RuntimeError("half way")
    assert [p.name for p in tmp_path.iterdir()] == ["a.space"]
    assert [p.name for p in (tmp_path / "a.space").iterdir()] == ["old.txt"]


def test_a_folder_is_written_after_a_kill(tmp_path):
    (tmp_path / "a.space.new").mkdir()
    (tmp_path / "a.space.new" / "half.txt").write_text("half")
    (tmp_path / "a.space.old").mkdir()
    with written_aside(tmp_path / "a.space") as aside:
        assert (tmp_path / "a.space").is_dir(), "the one from before the kill is back"
        (aside / "whole.txt").write_text("whole")
    assert [str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*.*")] == [
        "a.space", "a.space/whole.txt",
    ]  # fmt: skip
