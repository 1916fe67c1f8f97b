"""The layout that a panel starts: checked, run once, in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import CallError
from timbrespace.atlas.maps import map_name
from timbrespace.jobs import Job

if TYPE_CHECKING:
    from timbrespace.api import Atlas
    from timbrespace.app.backend import Backend
    from timbrespace.app.empty import EmptyAtlas


def start_layout(backend: Backend, atlas: Atlas | EmptyAtlas, params: dict[str, Any]) -> Job:
    """Start a layout job; one that is under way already is not started twice.

    Args:
        backend: Its runner takes the job; its pages hear of the map.
        atlas: What to lay out.
        params: ``space`` (default: the atlas's own), ``method``, ``dims`` (2 or 3), ``seed``.

    Raises:
        TimbrespaceError: A parameter does not fit, or there is no such space.
    """
    from timbrespace.explore.layout import TITLES

    method = _one_of(params.get("method", "umap"), tuple(TITLES), "method")
    dims = _one_of(params.get("dims", 2), (2, 3), "dims")
    seed = _seed(params.get("seed", 0))
    space = atlas.space(_text(params.get("space")))
    title = f"{TITLES[method]} of {space}, {dims}-D, seed {seed}"
    for known in backend.jobs.jobs():
        if known["title"] == title and known["state"] in ("waiting", "running"):
            return backend.jobs.job(known["id"])

    def work(job: Job) -> None:
        # In a process of its own, so that the page stays quick meanwhile.
        atlas.layout(
            method, space=space, dims=dims, seed=seed, job=job, compute=backend.layouter.compute
        )
        backend.notify_map(map_name(space, method, dims))

    return backend.jobs.run(Job("layout", title), work, lane="layout")


def _one_of(value: Any, known: tuple[Any, ...], name: str) -> Any:
    if value not in known or isinstance(value, bool):
        raise CallError(
            f"{str(value)[:40]!r} is no {name} of a layout.",
            f"Use one of {', '.join(str(k) for k in known)}.",
        )
    return value


def _seed(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 1 << 32:
        raise CallError(f"{str(value)[:40]!r} is no seed.", "Use a whole number from 0 on.")
    return value


def _text(value: Any) -> str | None:
    if value is not None and not isinstance(value, str):
        raise CallError("The space is named by its id.", "Read the list of spaces again.")
    return value or None
