"""Summaries repeat what the pairs say, and verdicts need evidence."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from timbrespace.factors.editing.summary import MEASURES, compare, summarise

N = 24


def table(**better) -> pd.DataFrame:
    """The flow and one baseline on the same pairs; the flow's measures shifted by ``better``."""
    rng = np.random.default_rng(0)
    base = {name: rng.uniform(0.2, 0.5, N) for name in MEASURES}
    base |= {"to_donor_before": np.full(N, 10.0), "to_donor_after": rng.uniform(8, 9, N)}
    parts = []
    for method in ("flow", "mean difference"):
        columns = {k: v + (better.get(k, 0.0) if method == "flow" else 0) for k, v in base.items()}
        about = {"factor": "material", "method": method, "pair": range(N), "group": range(N)}
        parts.append(pd.DataFrame(about | columns))
    return pd.concat(parts, ignore_index=True)


def test_means_are_the_pairs_means_within_their_intervals():
    pairs = table()
    found = summarise(pairs)
    assert len(found) == 2 * (len(MEASURES) + 1)
    assert ((found.low <= found["mean"]) & (found["mean"] <= found.high)).all()
    row = found[(found.method == "flow") & (found.measure == "both_logits")].iloc[0]
    assert row["mean"] == pytest.approx(pairs[pairs.method == "flow"].both_logits.mean())


def test_coming_nearer_is_tested_with_effect_sizes():
    found = summarise(table())
    row = found[(found.method == "flow") & (found.measure == "nearer_donor")].iloc[0]
    assert row.p < 0.001 and row.rank_biserial == 1.0 and row.d > 1
    assert row["mean"] > 0


def test_a_clear_difference_is_better_or_worse_and_none_is_not_shown():
    def verdict(**better):
        found = compare(table(**better))
        return found[found.measure == "both_logits"].verdict.item()

    assert verdict(both_logits=0.3) == "better"
    assert verdict(both_logits=-0.3) == "worse"
    assert verdict() == "no difference shown"


def test_nearer_counts_the_other_way_round_from_the_distance():
    found = compare(table(to_donor_after=-2.0)).set_index("measure")
    assert found.loc["nearer_donor", "mean"] == pytest.approx(2.0)
    assert found.loc["nearer_donor", "verdict"] == "better"


def test_p_is_corrected_for_every_row_of_the_table():
    one = compare(table(both_logits=0.05))
    assert (one.p <= 1).all()
    assert one[one.measure == "both_logits"].p.item() >= 4 * 2 * 0.5**N
