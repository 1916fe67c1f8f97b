"""Results are read as they are, and what makes no sense is named."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.listening import read_answers

from .world import answers, write_csv

ANN = {"ann": {"drum": {"reference": 100, "ours": 60, "anchor": 10}}}
BOB = {"bob": {"drum": {"reference": 95, "ours": 70, "anchor": 0}}}


def test_files_and_folders_of_them(tmp_path):
    write_csv(tmp_path / "ann.csv", answers(ANN))
    (tmp_path / "more").mkdir()
    other = write_csv(tmp_path / "more" / "bob.csv", answers(BOB))
    assert read_answers([tmp_path, other]) == answers(ANN) + answers(BOB)


def test_only_four_columns_are_wanted(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("listener,trial,condition,rating\nann,drum,reference,100\nann,drum,ours,5\n")
    assert [(each.role, each.rating) for each in read_answers([path])] == [
        ("reference", 100.0), ("condition", 5.0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("a,b\n1,2\n", "no column listener, trial"),
        ("", "no column"),
        ("listener,trial,condition,rating\nann,d,reference,101\n", "line 2: the rating '101'"),
        ("listener,trial,condition,rating\nann,d,reference,\n", "line 2: the rating ''"),
        ("listener,trial,condition,rating\nann,d,reference,nan\n", "line 2"),
        ("listener,trial,condition,rating\nann,d,ours,50\n", "ann rated no hidden reference"),
        ("listener,trial,condition,rating,role\nann,d,x,50,judge\n", "no role 'judge'"),
        ("listener,trial,condition,rating\nann,d,reference,9\nann,d,reference,8\n", "twice"),
        ("test,listener,trial,condition,rating\n1,ann,d,reference,9\n2,bob,d,reference,8\n",
         "2 different tests"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_named(tmp_path, text, why):
    path = tmp_path / "a.csv"
    path.write_text(text)
    with pytest.raises(TimbrespaceError, match=why):
        read_answers([path])


def test_one_listener_in_two_files_is_named(tmp_path):
    paths = [write_csv(tmp_path / name, answers(ANN)) for name in ("a.csv", "b.csv")]
    with pytest.raises(TimbrespaceError, match=r"a\.csv and b\.csv"):
        read_answers(paths)


def test_nothing_to_read(tmp_path):
    for paths in ([], [tmp_path]):
        with pytest.raises(TimbrespaceError, match="no results"):
            read_answers(paths)
    with pytest.raises(TimbrespaceError, match="cannot be read"):
        read_answers([tmp_path / "gone.csv"])
