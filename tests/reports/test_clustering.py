"""Files of a clustering say the same as the clustering."""

from __future__ import annotations

import pytest

from timbrespace.atlas.files import read_table
from timbrespace.factors.probing.clusters import cluster
from timbrespace.reports import clustering
from timbrespace.reports.results import read_results

from ..probing_world import layers, log_mel, question


def test_agreement_stands_beside_log_mel_and_permuted_labels(tmp_path):
    asked, candidates = question(), [*layers(), log_mel()]
    found = cluster(candidates, asked.y, asked.groups, [2, 3, 6])
    page = clustering.write(asked, candidates, found, tmp_path / "c", seconds=1.0, command="c x")
    rows, _ = read_table(tmp_path / "c" / "clusters.parquet")
    assert len(rows) == 4 * 3 and page.read_text().count("<figure>") == 1
    by = {
        (r.where["space"], r.where["k"], r.name): r
        for r in read_results(page.parent / "results.json")
    }
    best = by["toy:1", 3, "ami"]
    assert set(best.baselines) == {"permuted labels", "log-mel"} and best.beats()
    assert best.value == pytest.approx(rows.query("space == 'toy:1' and k == 3")["ami"].item())
    near = clustering.at_classes(asked, candidates, found)
    assert {row["k"] for row in near} == {3} and near[-1]["space"] == "log-mel"
