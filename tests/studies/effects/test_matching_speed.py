"""What matching takes is told by seconds and by renderings."""

from __future__ import annotations

from timbrespace.studies.effects.matching_rows import Scored, Spent
from timbrespace.studies.effects.matching_speed import spent
from timbrespace.studies.records import Records


def test_medians_over_items_are_told_by_both_clocks():
    scored = [
        Scored({}, {}, {}, {"refined": Spent(clock_s, clock_s / 2, 100)})
        for clock_s in (2.0, 3.0, 40.0)
    ]
    of = Records(spent("delay", scored, "a command")).at(effect="delay", row="refined")
    assert of.one("n_renders").value == 100
    assert of.one("match_s", by="clock").value == 3 and of.one("match_s", by="clock").n_items == 3
    assert of.one("match_s", by="processor").value == 1.5
    assert {each.command for each in of} == {"a command"}


def test_rows_that_render_nothing_are_left_out():
    assert spent("delay", [Scored({}, {}, {}, {})]) == []
