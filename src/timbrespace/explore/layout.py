"""Latents become a map: PCA at once, then UMAP, t-SNE or PaCMAP."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import orient, prepare
from timbrespace.explore.methods.base import Method, Task
from timbrespace.jobs import Job, quiet_job

MethodName = Literal["umap", "tsne", "pca", "pacmap"]

#: Plain names, for pages and messages.
TITLES: dict[str, str] = {
    "umap": "UMAP",
    "tsne": "t-SNE",
    "pca": "PCA",
    "pacmap": "PaCMAP",
}


@dataclass(frozen=True)
class Projection:
    """An exact way from latents to the points of a PCA map.

    Args:
        mean: ``(D,)`` of the prepared latents.
        components: ``(dims, D)``, rotation and scale of the map included.
        offset: ``(dims,)`` added last.
    """

    mean: NDArray[np.float64]
    components: NDArray[np.float64]
    offset: NDArray[np.float64]

    def apply(self, vectors: NDArray[np.floating]) -> NDArray[np.float32]:
        """Points ``(N, dims)`` of prepared latents ``(N, D)``; new ones may lie beyond [-1, 1]."""
        points = (vectors - self.mean) @ self.components.T + self.offset
        return np.asarray(points, np.float32)


@dataclass(frozen=True)
class Layout:
    """One map.

    Args:
        points: ``(N, dims)`` float32 within [-1, 1], turned like the PCA map of the same latents.
        method: What was asked for.
        dims: 2 or 3.
        seed: What was asked for.
        params: Every parameter in effect, the preparation and the library's version among them;
            ``"note"`` says what was done differently, and why. Plain JSON values.
        model: Where PCA made the points, the exact projection of new latents, else None.
    """

    points: NDArray[np.float32]
    method: MethodName
    dims: int
    seed: int
    params: dict[str, Any] = field(default_factory=dict)
    model: Projection | None = None


def methods() -> tuple[MethodName, ...]:
    """Names of all methods."""
    return get_args(MethodName)


def defaults(method: MethodName) -> dict[str, Any]:
    """The parameters of a method with the values they have unless given."""
    return {**_method(method).defaults, "preparation": prepare.DEFAULT}


def compute(
    latents: ArrayLike,
    method: MethodName,
    *,
    dims: int = 2,
    seed: int = 0,
    params: Mapping[str, Any] | None = None,
    init: ArrayLike | None = None,
    job: Job | None = None,
) -> Layout:
    """Lay latents out on a map; the same seed gives the same bytes on one machine.

    Every method starts from the PCA map, and its result is turned and scaled to that, so that
    points can glide from one map into the next. Items too few or too alike for a method are laid
    out by PCA instead, and ``params["note"]`` says so.

    Args:
        latents: ``(N, D)``, finite.
        method: ``"umap"``, ``"tsne"``, ``"pca"`` or ``"pacmap"``.
        dims: 2 or 3.
        seed: Decides everything random.
        params: Parameters that differ from :func:`defaults`.
        init: ``(N, dims)`` points to begin from and to be turned to, for instance the map so
            far; rows of NaN begin at their place on the PCA map.
        job: Gets the progress; raises :class:`~timbrespace.errors.Cancelled` when stopped.

    Raises:
        TimbrespaceError: NaN in the latents, an unknown method or parameter, other dims.

    Example:
        >>> square = [[0, 0, 1], [0, 4, 1], [8, 0, 1], [8, 4, 1]]
        >>> compute(square, "pca", params={"preparation": "centre"}).points.round(3).tolist()
        [[-1.0, -0.5], [-1.0, 0.5], [1.0, -0.5], [1.0, 0.5]]
    """
    chosen, job = _method(method), quiet_job(job, "layout")
    if dims not in (2, 3):
        raise TimbrespaceError(f"A map has 2 or 3 dims, not {dims}.", "Ask for 2 or 3.")
    options = _completed(chosen, params or {})
    preparation = prepare.fit(latents, options.pop("preparation"))
    vectors = preparation.apply(latents)
    job.begin(None, f"{TITLES[method]}: first points by PCA")
    given = None if init is None else _checked_points(init, (len(vectors), dims))
    projection, facts = _pca(vectors, dims, seed, given)
    frame = np.clip(projection.apply(vectors), -1, 1)
    record: dict[str, Any] = {"preparation": preparation.kind}
    reason = _too_few(chosen, vectors)
    if method == "pca" or reason:
        notes = " ".join(filter(None, [reason, facts.pop("note")]))
        record |= facts | ({"note": notes} if notes else {})
        return Layout(frame, method, dims, seed, record, projection)
    job.check()
    start = frame if given is None else np.where(np.isfinite(given), given, frame)
    points, effective = chosen.run(Task(vectors, start, seed, options, job))
    job.check()
    record |= effective | {"library": chosen.release, "init": "pca" if init is None else "given"}
    shrunk = _shrunk(options, effective, len(vectors))
    record |= {"note": shrunk} if shrunk else {}
    return Layout(orient.oriented(points, start), method, dims, seed, record)


def _method(name: str) -> Method:
    if name not in get_args(MethodName):
        raise TimbrespaceError(
            f"There is no layout method '{name}'.",
            f"Choose one of {', '.join(get_args(MethodName))}.",
        )
    found: Method = import_module(f"timbrespace.explore.methods.{name}").METHOD
    return found


def _completed(method: Method, params: Mapping[str, Any]) -> dict[str, Any]:
    known = {**method.defaults, "preparation": prepare.DEFAULT}
    unknown = sorted(set(params) - set(known))
    if unknown:
        raise TimbrespaceError(
            f"{TITLES[method.name]} has no parameter '{unknown[0]}'.",
            f"It takes {', '.join(known)}.",
        )
    return {**known, **params}


def _checked_points(init: ArrayLike, shape: tuple[int, int]) -> NDArray[np.float32]:
    """First points, whole rows of NaN where there are none."""
    given = np.array(init, np.float32)
    if given.shape != shape:
        raise TimbrespaceError(
            f"Expected first points of shape {shape}, found {given.shape}.",
            "Give one row for each item, NaN where it has no point yet.",
        )
    given[~np.isfinite(given).all(axis=1)] = np.nan
    return given


def _pca(
    vectors: NDArray[np.float32], dims: int, seed: int, target: NDArray[np.float32] | None
) -> tuple[Projection, dict[str, Any]]:
    """The PCA map as an affine projection that already turns, centres and scales."""
    from timbrespace.explore.methods import pca

    axes = pca.principal_axes(vectors, dims, seed)
    points = axes.project(vectors)
    turn = np.eye(dims)
    if target is not None and (known := np.isfinite(target).all(axis=1)).sum() > dims:
        turn = orient.rotation(points[known], target[known])
    centre, half = orient.box(points @ turn)
    projection = Projection(axes.mean, turn.T @ axes.components / half, -centre / half)
    return projection, {
        "explained_variance": [round(float(share), 6) for share in axes.explained],
        "svd_solver": axes.solver,
        "library": pca.METHOD.release,
        "note": axes.note,
    }


def _too_few(method: Method, vectors: NDArray[np.float32]) -> str:
    """Why PCA must do, or nothing. Duplicates count once: they have no neighbourhood."""
    if method.fewest <= 1:
        return ""
    different = len(np.unique(vectors, axis=0))
    if different >= method.fewest:
        return ""
    return (
        f"{different} different items are too few for {TITLES[method.name]}, which needs "
        f"{method.fewest}; laid out by PCA."
    )


def _shrunk(asked: Mapping[str, Any], effective: Mapping[str, Any], n: int) -> str:
    changed = [
        f"{name} {effective[name]:g} instead of {asked[name]:g}"
        for name in ("n_neighbors", "perplexity")
        if name in asked and effective[name] != asked[name]
    ]
    return f"With {n} items: {', '.join(changed)}." if changed else ""
