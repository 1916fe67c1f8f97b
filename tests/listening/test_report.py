"""The report says who was left out and why, and its numbers are those of the scores."""

from __future__ import annotations

from timbrespace.listening.report import listening_report

from .world import answers

GOOD = {"reference": 100, "ours": 70, "anchor": 10}
DEAF = {"reference": 20, "ours": 90, "anchor": 95}


def test_who_does_not_hear_the_reference_does_not_count():
    asked = answers({"ann": {"drum": GOOD}, "eve": {"drum": GOOD}, "bob": {"drum": DEAF}})
    report, found = listening_report(asked, command="timbrespace listening read x.csv")
    page = report.page()
    assert "2 of 3 listeners kept" in page and "<td>bob</td>" in page
    values = {each.where["condition"]: each.value for each in found}
    assert values == {"reference": 100, "ours": 70, "anchor": 10}
    assert {each.n_groups for each in found} == {2}
    assert "drum" in page and "<img" in page


def test_nobody_left_is_said():
    report, found = listening_report(answers({"bob": {"drum": DEAF}}))
    assert found == [] and "Nobody is left" in report.page()


def test_few_listeners_are_said():
    for names, said in ((["a"], "One listener has no interval"), (["a", "b"], "fewer than 15")):
        report, _ = listening_report(answers({name: {"drum": GOOD} for name in names}))
        assert said in report.page()


def test_names_are_text():
    report, _ = listening_report(answers({"<script>": {"<b>": GOOD}}))
    assert "<script" not in report.page() and "<b>" not in report.page()
