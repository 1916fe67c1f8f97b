"""Verdicts follow from records: with other numbers there are other words."""

from __future__ import annotations

from timbrespace.reports.results import Result
from timbrespace.studies.records import Records
from timbrespace.studies.sonify.words import in_short

AT = {"data": "genes", "voice": "bells"}
SOUND = {**AT, "from": "sound", "how": "gaussian", "ear": "log-mel", "part": "all"}


def told(value, low, high, p, margin=(0.2, 0.1, 0.3), mantel=0.01, found=0.01):
    uniform = {"uniform": 0.25}
    records = Records([
        Result("label_accuracy", {**AT, "from": "data", "part": "all"}, 0.9, 0.8, 1.0),
        Result("label_accuracy", SOUND, value, low, high, baselines={**uniform, "majority": 0.3}),
        Result("label_balanced", SOUND, value, low, high, baselines=uniform, p=p),
        Result("accuracy_ratio", SOUND, value / 0.9, low, high),
        Result("accuracy_margin", SOUND, *margin),
        Result("label_recall", {**AT, "how": "gaussian", "label": "a"}, 0.9, 0.7, 1.0, n_items=9,
               baselines=uniform),
        Result("label_recall", {**AT, "how": "gaussian", "label": "b"}, 0.3, 0.1, 0.6, n_items=9,
               baselines=uniform),
        Result("distance_spearman", {**AT, "how": "gaussian", "ear": "descriptors"}, 0.3, 0.1,
               0.5, p=mantel),
        Result("returned_r2", {**AT, "how": "gaussian"}, 0.8, 0.7, 0.9),
        Result("returned_found", {**AT, "how": "gaussian"}, 0.5, 0.4, 0.6, p=found,
               baselines={"chance": 0.02}),
    ])  # fmt: skip
    return " ".join(in_short(records, {"genes": "genes"}, {"bells": "bells"}, "log-mel"))


def test_what_is_sure_is_said():
    said = told(0.8, 0.6, 0.9, 0.01)
    assert "Genes by bells: the label is heard" in said
    assert "'Gaussian' beats a random projection" in said
    assert "heard: a (0.90 of 9); not shown to be heard: b (0.30 of 9)" in said
    assert "each of 2 labels at 95 % on its own, not corrected for their number" in said
    assert "items that are further apart sound further apart" in said
    assert "re-encoding finds an item among all" in said


def test_what_is_not_sure_is_not():
    for value, low, high, p in ((0.3, 0.1, 0.5, 0.01), (0.8, 0.6, 0.9, 0.2)):
        said = told(value, low, high, p, margin=(0.1, -0.1, 0.3), mantel=0.2, found=0.3)
        assert "not shown to be heard (log-mel" in said
        assert "is not shown to beat a random projection" in said
        assert "are not shown to sound further apart" in said
        assert "is not shown to find" in said


def test_what_was_not_heard_has_no_verdict():
    assert in_short(Records([]), {"genes": "genes"}, {"bells": "bells"}, "log-mel") == []
