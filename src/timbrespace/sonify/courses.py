"""Courses: many items in one breath, as a patient's visits by time, or all items of a class."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.order import GIVEN, NEAR, Indices, check_order, short_way
from timbrespace.sonify.paths import LONGEST_COURSE_S, SECONDS
from timbrespace.spaces.data.items import LABEL, DataItems

if TYPE_CHECKING:
    from timbrespace.sonify.folder import Line
    from timbrespace.sonify.piece import Cue

#: What a course is called that leads through everything, and one of items without the label.
EVERYTHING, UNNAMED = "all items", "no {label}"


@dataclass(frozen=True)
class Course:
    """One sound through several items.

    Args:
        name: Of the group, or of the class.
        stops: The items, in their order.
    """

    name: str
    stops: Indices


def courses_of(
    items: DataItems, by: str, order: Indices, tour_of: str | None = None
) -> list[Course]:
    """Every item in exactly one course.

    Args:
        items: Of a data space.
        by: What puts them in order.
        order: All of them, as :func:`timbrespace.sonify.order.arranged` gives it.
        tour_of: The label each class of which is one course; None: each group is one, where
            items form groups, or else all are.

    Example:
        >>> import pandas as pd
        >>> table = pd.DataFrame({"id": list("abc"), "group": list("xyx"),
        ...                       "order.day": [2.0, 1.0, 1.0]})
        >>> items = DataItems(table, np.zeros((3, 1), np.float32), np.arange(4))
        >>> [(c.name, c.stops.tolist()) for c in courses_of(items, "day", np.array([2, 0, 1]))]
        [('x', [2, 0]), ('y', [1])]
    """
    names = _names(items, tour_of)
    found: dict[str, list[int]] = {}
    for index in order.tolist():
        found.setdefault(names[index], []).append(index)
    chosen = sorted(found) if tour_of is not None else list(found)
    made = [Course(name, np.array(found[name], np.int64)) for name in chosen]
    if by != NEAR:
        return made
    # A short way through all items is none through some of them.
    means = items.means()
    return [replace(each, stops=each.stops[short_way(means[each.stops])]) for each in made]


def check_course(items: DataItems, by: str, tour_of: str | None, seconds: float | None) -> None:
    """See that items can be heard in courses, before any work is done for it.

    Raises:
        TimbrespaceError: Nothing puts them in order, there is no such label, or it would last
            too long.
    """
    check_order(items, by)
    if tour_of is not None:
        items.labelled(tour_of)
    elif by not in (GIVEN, *items.orders()):
        there = items.orders()
        raise TimbrespaceError(
            "A course goes by a column of order (time, dose)"
            f"{', and several are there' if len(there) > 1 else ', and these items have none'}.",
            f"Use --order {' or '.join(there) or GIVEN}, or --tour-of LABEL.",
        )
    each_s = SECONDS["course"] if seconds is None else seconds
    most = max(_count(_names(items, tour_of)))
    if most * float(each_s or 0.0) > LONGEST_COURSE_S:
        raise TimbrespaceError(
            f"{most} items of {each_s:g} s in one breath are longer than "
            f"{LONGEST_COURSE_S:.0f} s.",
            f"Use --seconds {LONGEST_COURSE_S / most:.1f}, or a column of groups in training "
            "(--group).",
        )


def as_items(items: DataItems, courses: Sequence[Course]) -> DataItems:
    """The courses as items of their own: one latent each, and the labels that all stops share."""
    import pandas as pd

    table = items.table.reset_index(drop=True)
    groups = table["group" if "group" in table else "id"].astype(str)
    rows: list[dict[str, Any]] = []
    for course in courses:
        some, ids = table.iloc[course.stops], groups.iloc[course.stops]
        shared = {
            name: some[name].iloc[0] if some[name].nunique(dropna=False) == 1 else None
            for name in table.columns
            if str(name).startswith(LABEL)
        }
        group = ids.iloc[0] if ids.nunique() == 1 else course.name
        rows.append({"id": course.name, "title": course.name, "group": group, **shared})
    points = np.stack([items.means()[course.stops].mean(axis=0) for course in courses])
    return DataItems(pd.DataFrame(rows), points, np.arange(len(courses) + 1))


def lines_within(items: DataItems, courses: Sequence[Course], lines: Sequence[Line]) -> list[Line]:
    """Of each item, in their order, the part of its course's sound in which it is heard."""
    ids = items.table["id"].astype(str).tolist()
    found: dict[int, Line] = {}
    for course, line in zip(courses, lines, strict=True):
        each_s = line.duration_s / len(course.stops)
        for place, index in enumerate(course.stops.tolist()):
            found[index] = replace(line, id=ids[index], offset_s=place * each_s, duration_s=each_s)
    return [found[index] for index in range(len(items))]


def cues_within(courses: Sequence[Course], cues: Sequence[Cue]) -> list[Cue]:
    """When each item sounds, where courses sound as these cues say."""
    made = []
    for cue in cues:
        stops = courses[cue.index].stops.tolist()
        edges = np.linspace(cue.begin_s, cue.end_s, len(stops) + 1).tolist()
        made += [
            replace(cue, index=index, begin_s=edges[place], end_s=edges[place + 1])
            for place, index in enumerate(stops)
        ]
    return made


def _names(items: DataItems, tour_of: str | None) -> list[str]:
    """Of the course that each item belongs to."""
    if tour_of is not None:
        unnamed = UNNAMED.format(label=tour_of)
        return [str(value) or unnamed for value in items.labelled(tour_of)]
    table = items.table
    if "group" not in table or table["group"].nunique() == len(table):
        return [EVERYTHING] * len(items)
    return table["group"].astype(str).tolist()


def _count(names: Sequence[str]) -> list[int]:
    return [names.count(name) for name in set(names)]
