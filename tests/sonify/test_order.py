"""Twin of ``sonify/order.py``."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sonify.world import rows
from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.order import arranged, following, short_way, usual_order
from timbrespace.spaces.data.items import DataItems


@pytest.mark.parametrize("by", ["near", "given", "time", "kind"])
def test_every_item_comes_once(by):
    assert sorted(arranged(rows(), by)) == list(range(24))


def test_a_short_way_is_shorter_than_the_given_one():
    points = rows(60).latents

    def length(order):
        return np.linalg.norm(np.diff(points[order], axis=0), axis=1).sum()

    assert length(short_way(points)) < 0.7 * length(np.arange(60))


def test_by_a_label_levels_come_one_after_another():
    items = rows()
    labels = items.table["label.kind"].to_numpy()[arranged(items, "kind")]
    assert (labels[:-1] != labels[1:]).sum() == 2


def test_by_a_column_each_group_is_in_order_and_nothing_leads_from_one_to_another():
    items = rows()
    order = arranged(items, "time")
    groups, time = items.table["group"].to_numpy(), items.table["order.time"].to_numpy()
    for one, other in zip(order[:-1], order[1:], strict=True):
        assert groups[one] != groups[other] or time[one] < time[other]
    after = following(items, "time", order)
    led = after >= 0
    assert led.sum() == 24 - 6
    assert (groups[led] == groups[after[led]]).all()


def test_where_every_item_is_a_group_of_its_own_the_column_is_one_sequence():
    items = rows()
    alone = DataItems(items.table.assign(group=items.table["id"]), items.latents, items.offsets)
    order = arranged(alone, "time")
    assert order.tolist() == list(range(23, -1, -1))
    assert (following(alone, "time", order) >= 0).sum() == 23


def test_an_order_that_there_is_not_names_those_there_are():
    with pytest.raises(TimbrespaceError, match="'dose'") as refused:
        arranged(rows(), "dose")
    assert refused.value.remedy == "Use near or given; or the column 'time'; or the label 'kind'."


def test_names_of_the_data_cannot_be_taken_for_keywords():
    items = rows()
    table = items.table.drop(columns="order.time").assign(**{"label.near": "x"})
    with pytest.raises(TimbrespaceError) as refused:
        arranged(DataItems(table, items.latents, items.offsets), "dose")
    assert refused.value.remedy == "Use near or given; or the labels 'kind', 'near'."


def test_one_column_of_order_is_the_usual_order_and_of_several_none_is():
    items = rows()
    assert usual_order(items) == "time"
    several = items.table.assign(**{"order.dose": 1.0})
    none = items.table.drop(columns="order.time")
    for table in (several, none):
        assert usual_order(DataItems(table, items.latents, items.offsets)) == "near"
