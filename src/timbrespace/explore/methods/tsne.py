"""t-SNE (L. van der Maaten, G. Hinton, 2008), by openTSNE."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.explore.methods.base import Method, Task
from timbrespace.jobs import Job

#: Iterations between two reports, and so between two chances to stop.
REPORT_EVERY = 10

DEFAULTS: dict[str, Any] = {
    "perplexity": 30.0,
    "metric": "euclidean",
    "early_exaggeration": "auto",
    "early_exaggeration_iter": 250,
    "exaggeration": None,
    "n_iter": 500,
    "learning_rate": "auto",
    "dof": 1.0,
}


def _run(task: Task) -> tuple[NDArray[np.floating], dict[str, Any]]:
    from openTSNE import TSNE, affinity, nearest_neighbors

    n = len(task.vectors)
    params = dict(task.params)
    params["perplexity"] = min(float(params["perplexity"]), (n - 1) / 3)
    near, distances = task.graph(min(n - 1, int(3 * params["perplexity"])))
    task.job.begin(None, "t-SNE: weighing neighbours")
    known = nearest_neighbors.PrecomputedNeighbors(near, distances.astype(np.float64))
    affinities = affinity.PerplexityBasedNN(perplexity=params["perplexity"], knn_index=known)
    total = int(params["early_exaggeration_iter"]) + int(params["n_iter"])
    task.job.begin(total, "t-SNE: settling", unit="steps")
    # Interpolation on a grid wins from here on, but only exists for two dims.
    quick = n >= 10_000 and task.dims == 2
    options = {name: value for name, value in params.items() if name not in _OF_AFFINITIES}
    embedding = TSNE(
        n_components=task.dims,
        negative_gradient_method="fft" if quick else "bh",
        random_state=task.seed,
        n_jobs=1,
        callbacks=_Report(task.job),
        callbacks_every_iters=REPORT_EVERY,
        **options,
    ).fit(affinities=affinities, initialization=_start(task))
    return np.asarray(embedding), params


_OF_AFFINITIES = ("perplexity", "metric")


def _start(task: Task) -> NDArray[np.float64]:
    """The first points, so small that they do not push each other before they know where to go."""
    start = task.start.astype(np.float64)
    rng = np.random.default_rng(task.seed)
    start += rng.normal(scale=1e-3, size=start.shape)
    return start / np.std(start[:, 0]) * 1e-4


class _Report:
    """Tells the job how far the optimisation is; raises where it was asked to stop."""

    def __init__(self, job: Job) -> None:
        self.job = job

    def __call__(self, iteration: int, error: float, embedding: object) -> None:
        self.job.advance(REPORT_EVERY)
        self.job.check()


METHOD = Method("tsne", "openTSNE", 5, DEFAULTS, _run)
