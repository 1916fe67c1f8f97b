"""The report of a disentangling: every number beside its controls, whichever way it falls."""

from __future__ import annotations

import json

from timbrespace.factors.flow.disentanglement import Scores
from timbrespace.factors.flow.leakage import Reading
from timbrespace.factors.flow.study import Judged
from timbrespace.factors.probing.scores import Interval
from timbrespace.reports.disentangling import (
    reading_rows,
    results,
    score_rows,
    sentences,
    tables,
    write,
)


def judged(method: str, own: float, leak: float, p_shared: float) -> Judged:
    def reading(source: str, target: str) -> Reading:
        crossed = source != target and source != "all"
        value = leak if crossed else own
        return Reading(
            source, target, Interval(value, value - 0.1, value + 0.1), 0.2, 0.01,
            0.25 if crossed else None, p_shared if crossed else None, 100, 40,
        )  # fmt: skip

    pairs = [(s, t) for s in ("material", "action", "all") for t in ("material", "action")]
    scores = Scores(*(own * k / 8 for k in range(1, 9)))
    dims = {"material": 2, "action": 2}
    return Judged(method, {p: reading(*p) for p in pairs}, (scores,), (dims,))


BOTH = [judged("flow", 0.6, 0.24, 0.6), judged("lda", 0.7, 0.4, 0.01)]


def test_every_number_has_its_controls_and_rivals():
    found = results(BOTH, "yamnet:9", "timbrespace disentangle x.atlas")
    leak = next(r for r in found if r.name == "leakage")
    assert leak.better == "lower"
    assert set(leak.baselines) == {"permuted", "permuted within the source's classes", "LDA"}
    assert leak.p == 0.6
    assert all(r.baselines and r.command for r in found)
    assert len(found) == 2 * (6 + 8)


def test_words_follow_the_numbers_whichever_way_they_fall():
    said = " ".join(sentences(BOTH))
    assert "not more than from LDA of equal size (0.700)" in said
    assert "no more than is explained by what the labels share" in said
    turned = " ".join(sentences([judged("flow", 0.8, 0.5, 0.01), BOTH[1]]))
    assert ", more than from LDA" in turned and "0.500: more than what the labels" in turned


def test_tables_have_a_column_for_each_method():
    assert {"flow", "LDA", "chance", "labels alone"} <= set(reading_rows(BOTH)[0])
    assert len(score_rows(BOTH)) == 8
    assert [table.row_count for table in tables(BOTH)] == [6, 8]


def test_written_as_a_page_and_as_records(tmp_path):
    page = write(BOTH, tmp_path, space="yamnet:9", title="A <b>", seconds=1.0, command="x")
    assert "A &lt;b&gt;" in page.read_text()
    kept = json.loads((tmp_path / "results.json").read_text())
    assert len(kept["results"]) == 28 and kept["notes"]
