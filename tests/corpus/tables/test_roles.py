"""Twin of ``corpus/tables/roles.py``."""

from __future__ import annotations

import pandas as pd
import pytest

from timbrespace.corpus.tables.roles import roles
from timbrespace.errors import TimbrespaceError

FRAME = pd.DataFrame(
    {
        "patient": ["p1", "p2", "p3", "p4", "p5", "p6"],
        "tissue": ["a", "a", "b", "b", "a", "b"],
        "remark": ["fine", "odd", "ok", "good", "fine", "bad"],
        "class": [0, 1, 0, 1, 0, 1],
        "time": [0.0, 1.0, 2.0, 3.0, 4.0, 5.0],
        "g1": [1, 2, 3, 4, 5, 6],
        "g2": ["1", "2", "3", "4", "5", "off"],
    }
)


def test_columns_are_known_by_what_they_hold() -> None:
    found = roles(FRAME)
    assert found.name == "patient"
    assert found.labels == ("tissue", "class") and found.orders == ("time",)
    assert found.numbers == ("g1", "g2") and found.ignored == ("remark",)


def test_what_is_named_wins() -> None:
    found = roles(FRAME, labels=["remark"], orders=["g1"], group="patient")
    assert found.labels == ("remark",) and found.orders == ("g1",)
    assert found.numbers == ("class", "time", "g2") and found.ignored == ("tissue",)
    assert found.name is None or found.name == "patient"


def test_numbers_called_names_are_names_if_no_two_are_equal() -> None:
    assert roles(FRAME.assign(patient=range(6)).rename(columns={"patient": "id"})).name == "id"
    assert roles(FRAME.assign(patient=1).rename(columns={"patient": "id"})).name is None


def test_a_wrong_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(TimbrespaceError, match="no column 'tisue'") as caught:
        roles(FRAME, labels=["tisue"])
    assert "'tissue'" in caught.value.remedy


def test_a_table_without_numbers() -> None:
    with pytest.raises(TimbrespaceError, match="no column of numbers") as caught:
        roles(FRAME[["patient", "tissue"]])
    assert "--transpose" in caught.value.remedy


def test_a_label_says_at_least_two_things() -> None:
    assert roles(FRAME.assign(tissue="a")).ignored == ("tissue", "remark")
