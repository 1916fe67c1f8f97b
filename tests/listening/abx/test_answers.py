"""Files that listeners save: read whole, or refused with the line."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.answers import Choice, are_choices, read_choices

HEAD = "test,listener,trial,condition,x,answer\n"


def write(path, *lines, head=HEAD):
    path.write_text(head + "".join(f"{line}\n" for line in lines))
    return path


def test_right_is_where_x_was_given_to_its_own(tmp_path):
    file = write(tmp_path / "a.csv", "t,ann,1,bells,A,A", "t,ann,2,bells,B,A")
    assert read_choices([tmp_path]) == [
        Choice("t", "ann", "1", "bells", True), Choice("t", "ann", "2", "bells", False),
    ]  # fmt: skip
    assert are_choices([file])


def test_other_tools_need_four_columns(tmp_path):
    write(tmp_path / "a.csv", "ann,1,A,B", head="listener,trial,x,answer\n")
    assert read_choices([tmp_path]) == [Choice("", "ann", "1", "all", False)]


def test_ratings_are_no_choices(tmp_path):
    head = "listener,trial,condition,rating\n"
    file = write(tmp_path / "a.csv", "ann,1,ours,80", head=head)
    assert not are_choices([file])
    with pytest.raises(TimbrespaceError, match="no column x, answer"):
        read_choices([file])


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["t,ann,1,bells,A,C"], "line 2: answer is 'C'"),
        (["t,ann,1,bells,,A"], "x is ''"),
        (["t,ann,1,bells,A,A", "t,ann,1,bells,A,A"], "twice"),
        (["t,ann,1,bells,A,A", "t,ann,1,bells,A,B"], "twice"),
        (["t,ann,1,bells,A,A", "u,ann,2,bells,A,B"], "2 different tests"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, lines, said):
    with pytest.raises(TimbrespaceError, match=said):
        read_choices([write(tmp_path / "a.csv", *lines)])


def test_two_files_of_one_listener_are_refused(tmp_path):
    for name in ("a", "b"):
        write(tmp_path / f"{name}.csv", "t,ann,1,bells,A,A")
    with pytest.raises(TimbrespaceError, match="in a.csv and b.csv"):
        read_choices([tmp_path])


def test_no_files_are_no_results(tmp_path):
    with pytest.raises(TimbrespaceError, match="no results"):
        are_choices([tmp_path])
