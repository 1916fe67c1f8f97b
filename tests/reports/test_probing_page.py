"""Words of the page follow the numbers."""

from __future__ import annotations

from dataclasses import replace

from timbrespace.factors.probing.scores import Interval
from timbrespace.reports.probing_page import named, score_rows, sentences, short, signed


def test_differences_carry_their_sign():
    assert signed(Interval(0.1, -0.05, 0.25)) == "+0.100 [-0.050 +0.250]"
    assert short(Interval(1.0, 0.5, 1.0)) == "1.000 [.500 1.000]"


def test_what_was_left_out_is_said(probed):
    assert not any("Left out" in s for s in sentences(probed))
    question = replace(probed.question, left_out={"no material": 3})
    assert "Left out, items: no material: 3." in sentences(replace(probed, question=question))


def test_baselines_stand_in_the_same_table(probed):
    rows = score_rows(probed)
    assert [row["space"] for row in rows] == ["0", "1", "2", "log-mel", "log-mel PCA-8"]
    assert all({"knn", "p knn", "logistic", "tree", "forest"} <= set(row) for row in rows)
    assert named(probed.layers[0]) == "layer 0" and named(probed.baselines[0]) == "log-mel"
