"""Answers are plain, errors have one form."""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.app.answers import (
    CallError,
    Conflict,
    NotFound,
    Refused,
    TooLarge,
    error_json,
    status_of,
    to_json,
)
from timbrespace.errors import MissingExtra, TimbrespaceError

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)  # fmt: skip


@given(PLAIN)
def test_plain_data_comes_back_the_same(value):
    assert json.loads(to_json(value)) == value


def test_numpy_scalars_become_plain_ones():
    assert to_json([np.int64(3), np.float32(0.5), np.bool_(True)]) == "[3,0.5,true]"


@pytest.mark.parametrize("value", [float("nan"), np.float32("nan"), float("inf"), object()])
def test_what_json_cannot_hold_never_leaves(value):
    with pytest.raises((ValueError, TypeError)):
        to_json({"value": value})


def test_every_refusal_has_its_status():
    kinds = {CallError: 400, Refused: 403, NotFound: 404, Conflict: 409, TooLarge: 413}
    assert {kind: status_of(kind("No.")) for kind in kinds} == kinds
    assert status_of(MissingExtra("x", "models")) == 400


def test_an_error_is_two_sentences():
    assert error_json(TimbrespaceError("A.", "B.")) == {"error": "A.", "remedy": "B."}
