"""PaCMAP (Y. Wang, H. Huang, C. Rudin, Y. Shaposhnik, 2021), by its authors' package."""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.explore.methods.base import Method, Task

DEFAULTS: dict[str, Any] = {
    "n_neighbors": 10,
    "MN_ratio": 0.5,
    "FP_ratio": 2.0,
    "metric": "euclidean",
    "lr": 1.0,
    "num_iters": (100, 100, 250),
    "apply_pca": True,
}

_DISTANCES = {"euclidean": "euclidean", "cosine": "angular"}


def _run(task: Task) -> tuple[NDArray[np.floating], dict[str, Any]]:
    # It offers no hook for progress, so its stages are one.
    task.job.begin(None, "PaCMAP: compiling and settling")
    # It warns of every seed through logging; the seed is ours and on record.
    logging.getLogger("pacmap.pacmap").setLevel(logging.ERROR)
    import pacmap

    params = dict(task.params)
    params["num_iters"] = tuple(params["num_iters"])
    options = {name: value for name, value in params.items() if name != "metric"}
    reducer = pacmap.PaCMAP(
        n_components=task.dims,
        distance=_DISTANCES[params["metric"]],
        random_state=task.seed,
        **options,
    )
    points = reducer.fit_transform(task.vectors, init=_start(task))
    params["n_neighbors"] = int(reducer.n_neighbors)
    params["num_iters"] = list(params["num_iters"])
    return np.asarray(points), params


def _start(task: Task) -> NDArray[np.float32]:
    """The first points; the library divides by each axis's spread, so none may be flat."""
    rng = np.random.default_rng(task.seed)
    return task.start + rng.normal(scale=1e-4, size=task.start.shape).astype(np.float32)


# Below this its three kinds of pairs cannot all be drawn.
METHOD = Method("pacmap", "pacmap", 8, DEFAULTS, _run)
