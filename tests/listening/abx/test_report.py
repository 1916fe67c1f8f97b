"""The report: sentences follow from p, and every number is a record."""

from __future__ import annotations

from timbrespace.listening.abx.answers import Choice
from timbrespace.listening.abx.report import abx_report, said
from timbrespace.listening.abx.scores import share_of


def choices(n_right, n, condition="bells", who="ann"):
    return [Choice("t", who, f"{condition} {k}", condition, k < n_right) for k in range(n)]


def test_every_condition_and_listener_is_a_record():
    report, found = abx_report(
        choices(15, 16) + choices(8, 16, "speech", "bob"), command="timbrespace listening read"
    )
    right = {tuple(each.where.items())[0]: each.value for each in found}
    assert right[("condition", "bells")] == 15 / 16 and right[("listener", "bob")] == 0.5
    assert all(each.baselines == {"guessing": 0.5} and each.command for each in found)
    assert "2 listeners, 32 trials, 32 answers" in report.page()


def test_sentences_follow_from_the_test():
    assert ", told apart (p" in said(share_of("x", 15, 16))
    assert "not shown to be told apart" in said(share_of("x", 9, 16))
    assert "12 would show it" in said(share_of("x", 9, 16))
    assert "too few to show anything" in said(share_of("x", 4, 4))
