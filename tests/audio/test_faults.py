"""Every fault has words and a remedy, and any path can be shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.audio.faults import FAULTS, DecodeError, printable
from timbrespace.errors import TimbrespaceError


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_makes_two_sentences(fault):
    error = DecodeError(fault, "a.wav", "at 1 s")
    assert isinstance(error, TimbrespaceError) and error.fault == fault
    assert error.message.startswith("'a.wav' ") and error.message.endswith("(at 1 s).")
    assert error.remedy.endswith(".")


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_name_can_be_printed_on_one_line(name):
    shown = printable(name)
    assert shown.isprintable()
    shown.encode("utf-8")
    if name.isprintable():
        assert shown == name
