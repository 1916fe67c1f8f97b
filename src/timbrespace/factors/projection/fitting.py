"""Fits of several spaces fed from the same passes, as many at a time as memory allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.projection.covariance import CovarianceFit
from timbrespace.factors.projection.moments import FLOOR, Axes
from timbrespace.factors.projection.projection import Projection
from timbrespace.factors.projection.range_finder import SketchFit
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    from collections.abc import Sequence

Floats = NDArray[np.float32]

#: Up to this many dims the covariance is held whole: 1.2 GB, and 0.6 GB of rows.
EXACT_UP_TO = 12_288
#: Memory that the fits of one pass may take together, in bytes.
MEMORY = 4 << 30


class Fit(Protocol):
    """Principal axes in the making: rows come in, one or several passes of them."""

    passes_left: int

    def add(self, rows: Floats) -> None:
        """Take ``(n, D)`` rows."""

    def end_pass(self) -> None:
        """All rows of this pass have come."""

    def axes(self) -> Axes:
        """What was found; once no pass is left."""


def new_fit(n_inputs: int, n_dims: int, *, exact: bool | None = None, seed: int = 0) -> Fit:
    """The fit that suits latents of ``n_inputs`` dims; see :func:`.projection.fit_projection`."""
    if is_exact(n_inputs, exact):
        return CovarianceFit(n_inputs, n_dims)
    return SketchFit(n_inputs, n_dims, seed=seed)


def is_exact(n_inputs: int, exact: bool | None = None) -> bool:
    """Whether latents of so many dims are fitted by their whole covariance."""
    return n_inputs <= EXACT_UP_TO if exact is None else exact


def fit_one(
    passes: Callable[[], Iterator[Floats]],
    n_dims: int,
    *,
    full: bool,
    exact: bool | None,
    seed: int,
    job: Job | None,
) -> Projection:
    """One space by itself; see :func:`.projection.fit_projection`."""
    job = quiet_job(job, "project")
    fit: Fit | None = None
    while fit is None or fit.passes_left:
        job.begin(message="Fitting a projection")
        for rows in passes():
            job.check()
            fit = fit or new_fit(rows.shape[1], n_dims, exact=exact, seed=seed)
            fit.add(rows)
            job.advance(len(rows))
        fit = fit or new_fit(1, n_dims, exact=exact)
        fit.end_pass()
    return projection_of(fit.axes(), full=full)


def fit_many(
    passes: Callable[[Sequence[str]], Iterator[Mapping[str, Floats]]],
    widths: Mapping[str, int],
    n_dims: Mapping[str, int],
    *,
    full: bool = False,
    n_rows: int | None = None,
    memory: int = MEMORY,
    seed: int = 0,
) -> Iterator[tuple[str, Projection]]:
    """Fit the projections of several spaces, each as soon as its passes are done.

    Args:
        passes: Called once for each pass with the spaces that take part in it; gives blocks
            ``(n, D)`` by space, always the same ones in the same order.
        widths: Dims of each space, by its id.
        n_dims: How many principal dims are wanted of each, by its id.
        full: Whether the bases are completed.
        n_rows: How many latents there are, if that is known: few take less memory.
        memory: Bytes that the fits of one pass may take together; at least one takes part.
        seed: For the sketches.

    Yields:
        Space ids and their projections.
    """
    costs = {space: _n_bytes(widths[space], n_dims[space], n_rows) for space in widths}
    waiting = sorted(widths, key=lambda space: (is_exact(widths[space]), widths[space]))
    running: dict[str, Fit] = {}
    while waiting or running:
        for space in list(waiting):
            used = sum(costs[other] for other in running)
            if used + costs[space] <= memory or not running:
                running[space] = new_fit(widths[space], n_dims[space], seed=seed)
                waiting.remove(space)
        for blocks in passes(list(running)):
            for space, rows in blocks.items():
                running[space].add(rows)
        for space in list(running):
            running[space].end_pass()
            if not running[space].passes_left:
                yield space, projection_of(running.pop(space).axes(), full=full)


def projection_of(found: Axes, *, full: bool) -> Projection:
    """The projection along the axes that a fit has found."""
    spread = np.sqrt(np.maximum(found.variances, 0.0))
    if not spread[0] > 0:
        spread = np.ones_like(spread)
    n_rest = len(found.mean) - len(spread)
    rest = max(found.total - float(found.variances.sum()), 0.0) / max(n_rest, 1)
    return Projection(
        mean=found.mean,
        scale=found.scale,
        axes=found.axes,
        spread=spread.astype(np.float32),
        rest_spread=max(float(np.sqrt(rest)), FLOOR * float(spread[0])) if full else 0.0,
        explained=(found.variances / max(found.total, 1e-30)).astype(np.float32),
        n_rows=found.n_rows,
    )


def _n_bytes(n_inputs: int, n_dims: int, n_rows: int | None) -> int:
    kind = CovarianceFit if is_exact(n_inputs) else SketchFit
    return kind.n_bytes(n_inputs, n_dims, n_rows)
