"""Ranges mean what the standard says: checked against slices of the body."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.app.ranges import Unsatisfiable, parse_range

SIZES = st.integers(0, 300)
ENDS = st.integers(0, 400)


@given(SIZES, ENDS, ENDS)
def test_first_to_last_is_that_slice(size, first, last):
    body = bytes(i % 251 for i in range(size))
    header = f"bytes={first}-{last}"
    if last < first:
        assert parse_range(header, size) is None
    elif first >= size:
        with pytest.raises(Unsatisfiable):
            parse_range(header, size)
    else:
        start, stop = parse_range(header, size)
        assert body[start:stop] == body[first : last + 1]


@given(SIZES, ENDS)
def test_open_end_is_the_rest(size, first):
    if first >= size:
        with pytest.raises(Unsatisfiable):
            parse_range(f"bytes={first}-", size)
    else:
        assert parse_range(f"bytes={first}-", size) == (first, size)


@given(SIZES, ENDS)
def test_a_suffix_is_the_end(size, length):
    body = bytes(i % 251 for i in range(size))
    if size == 0 or length == 0:
        with pytest.raises(Unsatisfiable):
            parse_range(f"bytes=-{length}", size)
    else:
        start, stop = parse_range(f"bytes=-{length}", size)
        assert body[start:stop] == body[-length:]


@given(st.text(max_size=30) | st.none(), SIZES)
def test_nonsense_never_breaks(header, size):
    try:
        found = parse_range(header, size)
    except Unsatisfiable:
        return
    assert found is None or 0 <= found[0] < found[1] <= size


@pytest.mark.parametrize(
    "header",
    [None, "", "bytes", "bytes=", "bytes=-", "items=0-1", "bytes=0-1,3-4", "bytes=a-b",
     "bytes=" + "9" * 5000 + "-", "bytes=\u0661-"],
)  # fmt: skip
def test_what_may_be_ignored_is_ignored(header):
    assert parse_range(header, 10) is None


def test_case_and_spaces_do_not_matter():
    assert parse_range("Bytes= 1 - 2 ", 10) == (1, 3)
