"""Refusals are counted, the wrong ones among them, and what they cost."""

from __future__ import annotations

import pytest

from timbrespace.studies.effects.matching_refusals import refusals
from timbrespace.studies.effects.matching_rows import Scored
from timbrespace.studies.effects.matching_telling import Telling
from timbrespace.studies.records import Records

PLACE = {"effect": "delay", "reference": "treated"}


def scored(own, dry, refused):
    distances = {"refined": {"mr_stft": own}, "dry": {"mr_stft": dry}}
    return Scored(distances, {"refined": refused}, {}, {})


def told(*items):
    groups = tuple(f"g{i}" for i in range(len(items)))
    return Records(refusals(PLACE, [scored(*each) for each in items], Telling(groups)))


def test_each_of_four_cases_is_counted_once():
    items = [(1.0, 4.0, False), (1.0, 4.0, True), (5.0, 4.0, True), (5.0, 4.0, False)]
    of = told(*items, (2.0, 4.0, False)).at(row="refined")
    assert of.one("refusal_right").value == pytest.approx(3 / 5)
    assert of.one("refused").value == pytest.approx(2 / 5)
    assert of.one("refused_wrongly").value == of.one("acted_wrongly").value
    assert of.one("acted_wrongly").value == pytest.approx(1 / 5)
    # 3 + 3 + 2 of 20: where acting did harm, nothing would have been done.
    assert of.one("gain_share_refused_rightly").value == pytest.approx(8 / 20)


def test_of_a_sound_that_is_the_target_no_share_can_go():
    of = told((1.0, 0.0, False), (1.0, 0.0, True))
    assert of.one("acted_wrongly").value == 0.5 and of.one("refused_wrongly").value == 0
    assert of.one("gain_share_refused_rightly") is None


def test_without_items_there_are_no_shares():
    assert refusals(PLACE, [], Telling(())) == []
