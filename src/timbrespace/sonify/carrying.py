"""Items are carried into a voice: where they lie in it, and the paths that they take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.jobs import Job
from timbrespace.sonify.courses import Course
from timbrespace.sonify.order import Indices, following
from timbrespace.sonify.paths import N_STOPS, PathName, Paths
from timbrespace.spaces.base import Latents
from timbrespace.spaces.data.items import DataItems

if TYPE_CHECKING:
    from timbrespace.sonify.coupling import Coupling
    from timbrespace.sonify.plan import Plan
    from timbrespace.sonify.posterior import Posterior
    from timbrespace.spaces.voice import Voice

#: Rows that are carried over between two looks at whether to stop.
AT_ONCE = 512


@dataclass(frozen=True)
class Placed:
    """Items in a voice.

    Args:
        points: ``(N, K)``; where each lies.
        runs: Rows ``(F, K)`` of each, where they move; else empty.
    """

    points: Latents
    runs: tuple[Latents, ...] = ()


def placed(items: DataItems, coupling: Coupling, path: PathName, job: Job) -> Placed:
    """Where a coupling carries items.

    Args:
        items: Of a data space.
        coupling: From data to voice.
        path: Only for ``"motion"`` every row is carried over, else one point for each item.
        job: Progress in rows.

    Raises:
        Cancelled: The job was asked to stop.
    """
    points = _applied(coupling, items.means(), job)
    if path != "motion":
        return Placed(points)
    rows = _applied(coupling, items.latents, job)
    return Placed(points, tuple(np.split(rows, items.offsets[1:-1])))


def paths_of(
    plan: Plan,
    items: DataItems,
    order: Indices,
    where: Placed,
    home: Posterior,
    voice: Voice,
    courses: Sequence[Course] = (),
) -> Paths:
    """The tracks of latents that a plan asks for.

    Args:
        plan: Path, length, order and stops.
        items: Of the data.
        order: Of the items ``(N,)``, as :func:`timbrespace.sonify.order.arranged` gives it.
        where: The items lie in the voice.
        home: Of the voice; glides go round its middle.
        voice: That takes the frames.
        courses: That items are heard in, where the plan's path is one.
    """
    return Paths(
        how=plan.path,
        points=where.points,
        centre=home.frames.mean(axis=0, dtype=np.float64),
        after=following(items, plan.order, order),
        near=_near(items, plan.stops or N_STOPS if plan.path == "tour" else 0),
        runs=where.runs,
        rate_hz=items.rate_hz,
        frame_rate_hz=voice.sample_rate / voice.hop,
        seconds=plan.seconds,
        courses=tuple(course.stops for course in courses),
    )


def _near(items: DataItems, n: int) -> Indices:
    """The items most like each ``(N, n)``, nearest first; fewer where there are no more."""
    if not n:
        return np.zeros((len(items), 0), np.int64)
    from timbrespace.explore.neighbours import Neighbours

    everyone = np.arange(len(items))
    return Neighbours(items.means()).of(everyone, min(n, len(items) - 1))[0]


def _applied(coupling: Coupling, latents: Latents, job: Job) -> Latents:
    """What :meth:`Coupling.apply` gives; words are asked for one by one, so it can be stopped."""
    job.begin(len(latents), "Carrying data into the voice", unit="rows")
    parts = []
    for begin in range(0, len(latents), AT_ONCE):
        job.check()
        parts.append(coupling.apply(latents[begin : begin + AT_ONCE]))
        job.advance(len(parts[-1]))
    return np.concatenate(parts)
