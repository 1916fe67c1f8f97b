"""UMAP (L. McInnes, J. Healy, J. Melville, 2018), by umap-learn."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.explore.methods.base import Method, Task
from timbrespace.explore.methods.progress import TqdmToJob

DEFAULTS: dict[str, Any] = {
    "n_neighbors": 15,
    "min_dist": 0.1,
    "spread": 1.0,
    "metric": "euclidean",
    "n_epochs": None,
    "negative_sample_rate": 5,
    "learning_rate": 1.0,
    "repulsion_strength": 1.0,
}


def _run(task: Task) -> tuple[NDArray[np.floating], dict[str, Any]]:
    with warnings.catch_warnings():
        # It misses TensorFlow, for a network that is not used here.
        warnings.filterwarnings("ignore", "Tensorflow not installed", ImportWarning)
        import umap

    n = len(task.vectors)
    params = dict(task.params)
    # The library's count includes the item itself, and stays below that of all items.
    params["n_neighbors"] = min(int(params["n_neighbors"]), n - 1)
    # The library's own rule, made visible: small data sets need more rounds to settle.
    params["n_epochs"] = int(params["n_epochs"] or (500 if n <= 10_000 else 200))
    near, distances = task.graph(params["n_neighbors"] - 1)
    items = np.arange(n)[:, None]
    graph = (
        np.hstack([items, near]).astype(np.int32),
        np.hstack([np.zeros((n, 1), np.float32), distances]),
    )
    task.job.begin(params["n_epochs"], "UMAP: preparing", unit="epochs")
    with warnings.catch_warnings():
        # Said because of the missing search index; new sounds are placed in another way.
        warnings.filterwarnings("ignore", "precomputed_knn", UserWarning)
        points = umap.UMAP(
            n_components=task.dims,
            init=_start(task),
            precomputed_knn=graph,
            random_state=task.seed,
            n_jobs=1,
            tqdm_kwds=TqdmToJob(task.job, "UMAP: settling").options(),
            **params,
        ).fit_transform(task.vectors)
    return np.asarray(points), params


def _start(task: Task) -> NDArray[np.float32]:
    """The first points; the library stretches every axis to one length, so none may be flat."""
    rng = np.random.default_rng(task.seed)
    return task.start + rng.normal(scale=1e-4, size=task.start.shape).astype(np.float32)


# Four neighbours are the fewest that make a graph with any shape.
METHOD = Method("umap", "umap-learn", 5, DEFAULTS, _run)
