"""A map with corners: bright at the right, deep above, from a few labels."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import layout, prepare
from timbrespace.explore.layout import Layout
from timbrespace.jobs import Job, quiet_job
from timbrespace.settings.measures import NAMES

Corner = Literal["right", "left", "up", "down"]
#: Which descriptor stands in for a person, and for what its figures are told.
AXES = {"x": "brightness", "y": "depth"}
ENDS: dict[str, tuple[Corner, Corner]] = {"x": ("left", "right"), "y": ("down", "up")}
#: The map's name.
MAP = "corners"
#: How much the two axes count beside all the rest: at 1, as much as it.
PULL = 1.5
#: Directions of the embedding in which the two axes are looked for.
_DIRECTIONS = 16
_RIDGE = 1.0

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Label:
    """What somebody said of a point.

    Args:
        index: The point.
        corner: Where it belongs.
    """

    index: int
    corner: Corner


@dataclass(frozen=True)
class Cornered:
    """A map with corners.

    Args:
        points: ``(N, 2)``.
        params: What made it, ``figures`` among it: for each axis the rank correlation with its
            descriptor, over points that nobody labelled.
    """

    points: Floats
    params: dict[str, Any]


def measured_labels(descriptors: Floats, per_corner: int) -> list[Label]:
    """The brightest, dullest, deepest and shallowest of points ``(N, K)``, instead of a person.

    Raises:
        TimbrespaceError: There are too few points.
    """
    if per_corner < 1 or len(descriptors) < 4 * per_corner:
        raise TimbrespaceError(
            f"{per_corner} labels a corner need {4 * max(1, per_corner)} points "
            f"(there are {len(descriptors)}).",
            "Wait for more points, or ask for fewer labels.",
        )
    labels = []
    for axis, name in AXES.items():
        column = descriptors[:, NAMES.index(name)]
        order = np.argsort(np.nan_to_num(column, nan=float(np.nanmedian(column))), kind="stable")
        low, high = ENDS[axis]
        labels += [Label(int(index), low) for index in order[:per_corner]]
        labels += [Label(int(index), high) for index in order[-per_corner:]]
    return labels


def cornered(
    latents: Floats,
    descriptors: Floats,
    labels: Sequence[Label],
    *,
    seed: int = 0,
    job: Job | None = None,
    compute: Callable[..., Layout] | None = None,
) -> Cornered:
    """Lay points out so that labelled ones lie towards their corners, and their like with them.

    Each axis is a linear reading of the embedding, learned from the labels alone (ridge
    regression); UMAP then sees the embedding and both axes, and begins from the axes, so that
    nearness is still of all that is heard.

    Args:
        latents: ``(N, D)``.
        descriptors: ``(N, K)``, for the figures only.
        labels: At least one at each of two opposite corners.
        seed: Decides everything random.
        job: Can cancel.
        compute: Instead of :func:`timbrespace.explore.layout.compute`, for instance one that
            works in another process.

    Raises:
        TimbrespaceError: The labels are too few, or of no points.
    """
    checked(labels, len(latents))
    rows = prepare.fit(latents).apply(latents).astype(np.float64)
    directions = _directions(rows)
    axes = np.stack([_axis(directions, labels, ENDS[axis]) for axis in AXES], axis=1)
    spread = np.sqrt(np.square(rows).sum(axis=1).mean() / 2)
    joined = np.concatenate([rows, PULL * spread * axes / 0.58], axis=1)  # 0.58: of an even spread
    quiet_job(job, "corners").check()
    method: Literal["umap", "pca"] = "umap" if len(rows) >= 30 else "pca"
    params: dict[str, Any] = {"preparation": "centre"}
    if method == "umap":
        params |= {"n_neighbors": 15, "min_dist": 0.25}
    lay_out = compute or layout.compute
    made = lay_out(joined, method, seed=seed, params=params, init=axes, job=job)
    figures = _figures(made.points, descriptors, {label.index for label in labels})
    return Cornered(made.points, {**made.params, "n_labels": len(labels), "figures": figures})


def checked(labels: Sequence[Label], n_points: int) -> None:
    """Whether these labels say enough.

    Raises:
        TimbrespaceError: They don't.
    """
    for label in labels:
        if label.corner not in get_args(Corner) or not 0 <= label.index < n_points:
            raise TimbrespaceError(
                f"Point {label.index} can't be put to the '{label.corner}'.",
                f"Points are 0 to {n_points - 1}; corners {', '.join(get_args(Corner))}.",
            )
    said = {label.corner for label in labels}
    if not any(set(ends) <= said for ends in ENDS.values()):
        raise TimbrespaceError(
            "Labels of two opposite corners are needed.", "Label a point left and one right."
        )


def _directions(rows: NDArray[np.float64]) -> NDArray[np.float64]:
    """The leading principal components ``(N, <= 16)``, each of deviation 1 at most."""
    u, s, _ = np.linalg.svd(rows, full_matrices=False)
    n = min(_DIRECTIONS, len(s))
    scores = u[:, :n] * s[:n]
    return np.asarray(scores / max(float(scores[:, 0].std()), 1e-9))


def _axis(
    directions: NDArray[np.float64], labels: Sequence[Label], ends: tuple[Corner, Corner]
) -> Floats:
    """Ranks in -1..1 of how far each point belongs to the second end; 0 without labels."""
    signs = {ends[0]: -1.0, ends[1]: 1.0}
    said = [(each.index, signs[each.corner]) for each in labels if each.corner in signs]
    if len({sign for _, sign in said}) < 2:
        return np.zeros(len(directions), np.float32)
    index = np.array([i for i, _ in said])
    target = np.array([sign for _, sign in said])
    x, middle = directions[index], directions[index].mean(axis=0)
    gram = (x - middle).T @ (x - middle) + _RIDGE * np.eye(directions.shape[1])
    weights = np.linalg.solve(gram, (x - middle).T @ (target - target.mean()))
    order = np.argsort(np.argsort(directions @ weights, kind="stable"), kind="stable")
    return np.asarray(2 * (order + 0.5) / len(order) - 1, np.float32)


def _figures(points: Floats, descriptors: Floats, labelled: set[int]) -> dict[str, Any]:
    from scipy.stats import spearmanr

    others = np.array([i for i in range(len(points)) if i not in labelled], np.int64)
    figures = {}
    for at, (axis, name) in enumerate(AXES.items()):
        column = descriptors[others, NAMES.index(name)]
        known = np.isfinite(column)
        enough = known.sum() > 2 and np.ptp(column[known]) > 0
        rho = float(spearmanr(points[others[known], at], column[known])[0]) if enough else 0.0
        figures[axis] = {"name": name, "spearman": round(rho, 3)}
    return figures
