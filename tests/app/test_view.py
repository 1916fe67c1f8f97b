"""One moment of an atlas: worked out once, right after a change."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest

from timbrespace.app.answers import NotFound
from timbrespace.app.empty import EmptyAtlas
from timbrespace.app.view import View

from .toys import IDS, MAP, ToyAtlas, write_map


@pytest.fixture
def view(own_atlas):
    return View(own_atlas, 3)


def test_columns_are_worked_out_once_and_say_their_version(view):
    assert view.columns is view.columns
    assert view.columns["version"] == 3


def test_a_map_is_read_once_until_it_is_written_anew(view, own_atlas):
    record = view.record(MAP)
    before = view.rows(record)
    assert view.rows(record) is before
    write_map(own_atlas.store, ids=IDS)
    assert view.rows(record) is before
    view.forget_map(MAP)
    after = view.rows(record)
    assert np.isnan(before[-1]).all()
    assert np.isfinite(after).all()


def test_an_item_has_trust_only_where_it_lies_on_a_map(view):
    assert view.trust(IDS[-2]) == {MAP: 0.0}
    assert view.trust(IDS[-1]) == {}


def test_a_map_that_is_not_there_is_not_found(view):
    with pytest.raises(NotFound):
        view.record("nope")


def test_an_index_is_built_by_one_thread_only(own_atlas, monkeypatch):
    building, most = [], []
    near = ToyAtlas.neighbours

    def slow(self, *args, **options):
        building.append(1)
        most.append(len(building))
        time.sleep(0.02)
        building.pop()
        return near(self, *args, **options)

    monkeypatch.setattr(ToyAtlas, "neighbours", slow)
    view = View(own_atlas, 1)
    threads = [
        threading.Thread(target=view.neighbours, args=(item_id, None, 2)) for item_id in IDS
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1


def test_warming_up_works_out_what_a_first_click_needs(own_atlas, monkeypatch):
    asked = []
    monkeypatch.setattr(own_atlas, "neighbours", lambda *a, **o: asked.append("neighbours") or [])
    monkeypatch.setattr(own_atlas, "classes", lambda *a: asked.append("classes") or [])
    view = View(own_atlas, 1)
    view.warm_up()
    assert "columns" in vars(view)
    assert asked == ["neighbours", "classes"]


def test_an_empty_atlas_has_nothing_to_warm_up():
    View(EmptyAtlas("x"), 1).warm_up()
