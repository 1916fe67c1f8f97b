"""The job that lays a space out by a few labels."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import CallError
from timbrespace.jobs import Job
from timbrespace.settings import corners

if TYPE_CHECKING:
    from timbrespace.app.effects.spaces import Spaces
    from timbrespace.app.jobs import JobRunner
    from timbrespace.explore.worker import LayoutWorker

MOST_LABELS = 400


def start_corners(
    spaces: Spaces,
    jobs: JobRunner,
    layouter: Callable[[], LayoutWorker],
    space: str,
    per_corner: int,
    labels: list[dict[str, Any]],
) -> Job:
    """Start it, in a process of its own, so that what plays is not disturbed.

    Raises:
        TimbrespaceError: The labels make no sense, or there are too few points.
    """
    from timbrespace.api.settings_space import lay_out_corners

    state = spaces.state(space)
    said = [_label(each) for each in labels[:MOST_LABELS]]
    if not said:
        said = corners.measured_labels(state.descriptors, per_corner)
    corners.checked(said, len(state))

    def work(job: Job) -> None:
        job.begin(None, f"{len(said)} labels")
        n = lay_out_corners(state.folder.path, said, job=job, compute=layouter().compute)
        spaces.read_again(space)
        spaces.tell(space, corners.MAP, n, n)

    return jobs.run(Job("corners", f"{state.title}: corners"), work, lane="layout")


def _label(said: dict[str, Any]) -> corners.Label:
    index, corner = said.get("index"), said.get("corner")
    if not isinstance(index, int) or isinstance(index, bool) or not isinstance(corner, str):
        raise CallError("A label is a point and a corner.", 'Send {"index": 3, "corner": "up"}.')
    return corners.Label(index, corner)  # type: ignore[arg-type]
