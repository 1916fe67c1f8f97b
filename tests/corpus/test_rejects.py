"""One table of reasons."""

from __future__ import annotations

import pytest

from timbrespace.audio.faults import FAULTS, DecodeError
from timbrespace.corpus.rejects import REASONS, Reject, reject_of, table_of


@pytest.mark.parametrize("kind", REASONS)
def test_every_reason_has_a_remedy(kind):
    reject = Reject("a.wav", kind, "seen")
    assert reject.reason == f"{kind} (seen)" and reject.remedy.endswith(".")


def test_every_fault_of_decoding_is_a_reason():
    for fault in FAULTS:
        assert reject_of(DecodeError(fault, "x"), "a\n.wav") == Reject("a\\x0a.wav", fault)


def test_the_table_is_sorted_and_keeps_its_columns():
    table = table_of([Reject("b", "empty"), Reject("a", "silent")])
    assert table["path"].tolist() == ["a", "b"]
    assert list(table_of([]).columns) == ["path", "reason", "remedy"]
