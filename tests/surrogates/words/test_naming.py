"""Names fit files and addresses, whatever was typed, and never stand for two things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.words.naming import LONGEST, as_name, check_free


@given(st.text(max_size=60))
def test_a_name_is_safe_or_refused(text):
    try:
        name = as_name(text)
    except TimbrespaceError:
        return
    assert name == as_name(name), "a name is its own name"
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789_-") and len(name) <= LONGEST


@pytest.mark.parametrize("text", ["", "../../etc", "9lives", "ж", "a" * 41])
def test_what_is_no_name_is_said_or_made_harmless(text):
    if text == "../../etc":
        assert as_name(text) == "etc"
        return
    with pytest.raises(TimbrespaceError, match="can't be the name"):
        as_name(text)


def test_descriptors_keep_their_names():
    check_free("wobbly")
    with pytest.raises(TimbrespaceError, match="descriptor already"):
        check_free("roughness")
