from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import Dull, hiss
from timbrespace.jobs import Job
from timbrespace.matching.sound import at_peak
from timbrespace.matching.style import styles
from timbrespace.studies.effects import matching as study
from timbrespace.studies.effects.matching_figures import gains, honesty
from timbrespace.studies.effects.matching_items import CORPORA, RATE_HZ, Item
from timbrespace.studies.effects.matching_rows import CAN_REFUSE, ROWS, Scorer, Table
from timbrespace.studies.records import Records

SIZES = study.Sizes(n_items=1, n_clean=1, n_renders=24, n_table=4)


def items() -> list[Item]:
    return [
        Item(at_peak(hiss(2 * i)), at_peak(hiss(2 * i + 1)), f"g{i}", corpus)
        for i, corpus in enumerate(CORPORA)
    ]


@pytest.fixture(scope="module")
def measured(matcher):
    theta = np.linspace(0.1, 0.9, 4)[:, None] * [1.0, 1.0]
    effect = Dull()
    wet = [effect.apply(hiss(30)[None, None], each[None], RATE_HZ)[0, 0] for each in theta]
    table = Table(styles(wet, RATE_HZ), theta)
    return study.measure_matching(effect, items(), SIZES, matcher=matcher, table=table)


@pytest.fixture(scope="module")
def records(measured):
    return Records(study.records(measured, "a command"))


def test_all_rows_are_scored_on_the_same_items(measured, records):
    assert records.one("distance", row="gradient", corpus="all", metric="mr_stft") is None
    for row in set(ROWS) - {"gradient"}:
        one = records.one("distance", row=row, corpus="all", metric="mr_stft")
        assert one.n_items == 3 and one.n_groups == 3 and one.command == "a command"
        assert one.value == pytest.approx(measured.column(row, "mr_stft").mean())


def test_who_is_told_the_target_comes_nearest(measured):
    rows = {row: measured.column(row, "mr_stft").mean() for row in ROWS}
    assert min(rows, key=rows.get) == "told"
    assert rows["told"] < 0.5 * rows["dry"]


def test_what_is_delivered_is_dry_where_it_was_refused(measured):
    for each in (*measured.scored, *measured.clean_scored):
        for given, row in (("delivered", "refined"), ("delivered at once", "at once")):
            taken = "dry" if each.refused[row] else row
            assert each.distances[given] == each.distances[taken]


def test_what_is_delivered_at_once_is_told_as_the_refined_one_is(records):
    for row in ("delivered at once", "delivered"):
        gain = records.one("gain_share", row=row, corpus="all", metric="mr_stft")
        assert gain.low <= gain.value <= gain.high
    tried = {row: records.one("n_renders", row=row).value for row in ("at once", "refined")}
    assert tried["at once"] < tried["refined"] <= SIZES.n_renders
    assert records.one("match_s", row="refined", by="clock").value > 0


def test_without_a_matcher_a_search_is_delivered_and_nothing_at_once():
    scored = Scorer(Dull(), None, None, 16, 0, Job("m")).score(items()[0], np.array([0.3, 0.5]), 0)
    assert "delivered at once" not in scored.distances
    taken = "dry" if scored.refused["search"] else "search"
    assert scored.distances["delivered"] == scored.distances[taken]


def test_a_gain_is_paired_with_dry(measured, records):
    gain = records.one("gain", row="search", corpus="all", metric="mel")
    apart = measured.column("dry", "mel") - measured.column("search", "mel")
    assert gain.value == pytest.approx(apart.mean())
    assert gain.low <= gain.value <= gain.high
    share = records.one("gain_share", row="search", corpus="all", metric="mel")
    assert share.value == pytest.approx(apart.mean() / measured.column("dry", "mel").mean())


def test_an_untreated_target_is_the_input_itself(measured):
    assert all(each.distances["dry"]["mr_stft"] == 0 for each in measured.clean_scored)


def test_refusals_are_counted_for_both_kinds_of_reference(records):
    for row in set(CAN_REFUSE) - {"gradient"}:
        for kind in ("treated", "untreated"):
            assert 0 <= records.one("refusal_right", row=row, reference=kind).value <= 1


def test_dry_settings_are_no_row_of_parameter_errors(records):
    assert records.one("distance", row="dry", corpus="all", metric="parameters") is None
    assert records.one("distance", row="told", corpus="all", metric="parameters").value < 0.1


def test_the_same_seed_scores_the_same():
    one, other = (
        Scorer(Dull(), None, None, 16, 0, Job("m")).score(items()[0], np.array([0.3, 0.5]), 0)
        for _ in range(2)
    )
    assert one.distances["search"] == other.distances["search"]


def test_figures_are_drawn(records, measured):
    assert gains(list(records)).axes
    plain = study.as_plain(measured)
    assert honesty(plain["expected"]["search"], [0.1, 0.2, 0.3]).axes
