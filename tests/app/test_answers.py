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
    table_answer,
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


@pytest.mark.parametrize("shape", [(0, 3), (5,), (4, 7), (2, 3, 5)])
def test_a_table_comes_back_from_its_buffer_and_headers(shape):
    values = np.random.default_rng(0).normal(size=shape)
    answer = table_answer({"a": 1}, np.asfortranarray(values))
    rows, columns = int(answer.headers["X-Rows"]), int(answer.headers["X-Columns"])
    back = np.frombuffer(answer.buffer, "<f4").reshape(rows, columns)
    np.testing.assert_array_equal(back.reshape(shape), values.astype(np.float32))
    assert answer.json == {"a": 1}


def test_a_table_of_bytes_stays_one():
    levels = np.arange(6, dtype=np.uint8).reshape(2, 3)
    assert table_answer({}, levels, "u1").buffer == bytes(range(6))


def test_every_refusal_has_its_status():
    kinds = {CallError: 400, Refused: 403, NotFound: 404, Conflict: 409, TooLarge: 413}
    assert {kind: status_of(kind("No.")) for kind in kinds} == kinds
    assert status_of(MissingExtra("x", "models")) == 400


def test_an_error_is_two_sentences():
    assert error_json(TimbrespaceError("A.", "B.")) == {"error": "A.", "remedy": "B."}
