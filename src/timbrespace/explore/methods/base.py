"""What every layout method is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.explore.neighbours import Neighbours
from timbrespace.jobs import Job

Points = NDArray[np.float32]


@dataclass(frozen=True)
class Task:
    """One layout to be made.

    Args:
        vectors: ``(N, D)`` prepared latents.
        start: ``(N, dims)`` points to begin from, within [-1, 1].
        seed: Decides everything random.
        params: The method's parameters, complete.
        job: Gets the progress.
    """

    vectors: NDArray[np.float32]
    start: Points
    seed: int
    params: Mapping[str, Any]
    job: Job

    @property
    def dims(self) -> int:
        """2 or 3."""
        return int(self.start.shape[1])

    def graph(self, k: int) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """The ``k`` nearest others of every item, by the metric of the parameters."""
        metric = self.params["metric"]
        near = Neighbours(self.vectors, metric, preparation="none")
        self.job.begin(len(self.vectors), "Finding neighbours in the full space")
        parts = []
        for at in range(0, len(self.vectors), 2048):
            self.job.check()
            items = np.arange(at, min(at + 2048, len(self.vectors)))
            parts.append(near.of(items, k))
            self.job.advance(len(items))
        indices, distances = zip(*parts, strict=True)
        return np.concatenate(indices), np.concatenate(distances)


@dataclass(frozen=True)
class Method:
    """One way of laying out.

    Args:
        name: ``"umap"`` and so on.
        library: Distribution that implements it, whose version is recorded.
        fewest: Fewest different items that it makes sense for.
        defaults: Its parameters, by the library's own names.
        run: Makes the points ``(N, dims)`` and says which parameters it came to use.
    """

    name: str
    library: str
    fewest: int
    defaults: Mapping[str, Any]
    run: Callable[[Task], tuple[NDArray[np.floating], dict[str, Any]]]

    @property
    def release(self) -> str:
        """Name and version of the library, for the record."""
        return f"{self.library} {version(self.library)}"
