"""Twin of ``sonify/courses.py``: every item in one course, and where in it, is known."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sonify.world import clips, rows
from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.courses import (
    EVERYTHING,
    as_items,
    check_course,
    courses_of,
    cues_within,
    lines_within,
)
from timbrespace.sonify.folder import Line
from timbrespace.sonify.order import arranged, short_way
from timbrespace.sonify.piece import plan_cues


def courses(items, by="time", tour_of=None):
    return courses_of(items, by, arranged(items, by), tour_of)


def _length(points):
    return float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())


@pytest.mark.parametrize(
    ("by", "tour_of"), [("time", None), ("given", None), ("near", "kind"), ("time", "kind")]
)
def test_every_item_is_in_one_course(by, tour_of):
    found = courses(rows(), by, tour_of)
    stops = np.concatenate([course.stops for course in found])
    assert sorted(stops.tolist()) == list(range(24))
    assert len({course.name for course in found}) == len(found)


def test_a_group_goes_by_its_own_time():
    items = rows()
    for course in courses(items):
        some = items.table.iloc[course.stops]
        assert set(some["group"]) == {course.name}
        assert some["order.time"].is_monotonic_increasing and len(some) == 4


def test_without_groups_all_items_are_one_course():
    items = rows(6)
    items.table["group"] = items.table["id"]
    (course,) = courses(items)
    assert course.name == EVERYTHING and course.stops.tolist() == [5, 4, 3, 2, 1, 0]


def test_a_tour_of_a_class_is_a_short_way_through_it():
    items = rows()
    items.table.loc[3, "label.kind"] = None
    found = courses(items, "near", "kind")
    assert [course.name for course in found] == ["k0", "k1", "k2", "no kind"]
    means = items.means()
    for course in found:
        of_class = means[np.sort(course.stops)]
        walked, least = (
            _length(way) for way in (means[course.stops], of_class[short_way(of_class)])
        )
        assert walked == pytest.approx(least, rel=0.2)


def test_a_course_has_the_labels_that_all_its_stops_share():
    items = rows()
    made = as_items(items, courses(items, "near", "kind"))
    assert made.labelled("kind").tolist() == ["k0", "k1", "k2"]
    assert made.table["group"].tolist() == ["k0", "k1", "k2"]
    by_group = as_items(items, courses(items))
    assert by_group.labelled("kind").tolist() == [""] * 6, "a group has items of several kinds"
    assert by_group.table["group"].tolist() == [f"g{i}" for i in range(6)]


def test_lines_and_cues_say_where_an_item_is_heard():
    items = rows(8)
    found = courses(items)
    lines = [Line(c.name, f"{c.name}.wav", "ab", 2.0 * len(c.stops), -20.0, 3.0) for c in found]
    within = lines_within(items, found, lines)
    assert [line.id for line in within] == items.table["id"].tolist()
    assert within[0].path == "g0.wav" and within[0].duration_s == 2.0
    assert [line.offset_s for line in within[:4]] == [6.0, 4.0, 2.0, 0.0], "latest comes last"
    cues = plan_cues([0, 1], [line.path for line in lines], [8.0, 8.0], 0.5)
    told = cues_within(found, cues)
    assert [cue.index for cue in told] == [3, 2, 1, 0, 7, 6, 5, 4]
    assert [cue.begin_s for cue in told] == pytest.approx([0, 2, 4, 6, 7.5, 9.5, 11.5, 13.5])
    assert told[3].end_s == 8.0 and told[4].path == "g1.wav"


@pytest.mark.parametrize(
    ("items", "asked", "said"),
    [
        (rows(), ("near", None, None), "Use --order time, or --tour-of"),
        (clips(), ("near", None, None), "these items have none"),
        (rows(), ("near", "tissue", None), "no label 'tissue'"),
        (rows(), ("time", None, 500.0), "longer than 1800 s"),
    ],
)
def test_what_can_not_be_a_course_is_said(items, asked, said):
    with pytest.raises(TimbrespaceError, match=said):
        check_course(items, *asked)
