"""Files are written whole, and read back as they were."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from timbrespace.atlas.files import read_toml, write_toml
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
