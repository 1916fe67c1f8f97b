"""From latents to a map with its quality figures, and places on it for new sounds."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas import MapRecord
from timbrespace.atlas.maps import map_name
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    import pandas as pd

    from timbrespace.explore.layout import Layout, MethodName
    from timbrespace.jobs import Job

Points = NDArray[np.float32]
AXES = ("x", "y", "z")


def lay_out(
    latents: NDArray[np.float32],
    ids: pd.Series[str],
    space: str,
    method: str,
    *,
    dims: int = 2,
    seed: int = 0,
    params: dict[str, Any] | None = None,
    job: Job | None = None,
    compute: Callable[..., Layout] | None = None,
    measure: bool = True,
) -> tuple[MapRecord, pd.DataFrame]:
    """A map of these latents and its record.

    Args:
        latents: ``(N, D)``; items without latents are left off the map.
        ids: Their items.
        space: Their space id, for the record.
        method: Layout method.
        dims: 2 or 3.
        seed: Random seed.
        params: Parameters that differ from the method's defaults.
        job: Shows progress, can cancel.
        compute: Instead of :func:`timbrespace.explore.layout.compute`.
        measure: Whether to measure quality too; without, trust is 1 and figures are None.
    """
    from timbrespace.explore.layout import compute as compute_here

    usable = _encoded(latents)
    latents = _filled(latents[usable])
    if not len(latents):
        raise TimbrespaceError(
            f"There is nothing to lay out in '{space}'.", "Encode some sounds first."
        )
    layout = (compute or compute_here)(
        latents, cast("MethodName", method), dims=dims, seed=seed, params=params, job=job
    )
    quality = _measure(latents, layout, job) if measure else {}
    trust = quality.pop("point_trust", np.ones(len(latents), np.float32))
    record = MapRecord(
        map_name(space, method, dims), space, method, dims, len(latents), seed,
        dict(layout.params), **quality,
    )  # fmt: skip
    return record, _table(ids[usable], layout.points, trust)


def place_on(
    record: MapRecord,
    points: pd.DataFrame,
    latents: NDArray[np.float32],
    ids: pd.Series[str],
    vectors: NDArray[np.float32],
) -> tuple[Points, NDArray[np.float32]]:
    """Where new latents ``(M, D)`` belong on a kept map, and how far their nearest item is.

    A PCA map is a projection, which is fitted again (the same latents give the same one);
    on any other map the neighbours in the full space decide.
    """
    from timbrespace.explore import prepare
    from timbrespace.explore.layout import compute
    from timbrespace.explore.place import place

    rows = {item_id: i for i, item_id in enumerate(ids)}
    known = [(i, rows[item_id]) for i, item_id in enumerate(points["id"]) if item_id in rows]
    on_map, in_space = np.array(known, np.int64).reshape(-1, 2).T
    axes = list(AXES[: record.dims])
    xy = points[axes].to_numpy(np.float32)[on_map]
    there = _filled(latents[in_space])
    preparation = record.params.get("preparation", prepare.DEFAULT)
    model = None
    if record.method == "pca" and len(there) == record.n_items:
        params = {"preparation": preparation}
        model = compute(there, "pca", dims=record.dims, seed=record.seed, params=params).model
    return place(np.atleast_2d(vectors), there, xy, model=model, preparation=preparation)


class Near:
    """Neighbours in the full space, by item id.

    Args:
        latents: ``(N, D)``; items without latents are nobody's neighbours.
        ids: Their items.
    """

    def __init__(self, latents: NDArray[np.float32], ids: pd.Series[str]) -> None:
        from timbrespace.explore.neighbours import Neighbours

        encoded = _encoded(latents)
        self._ids = list(ids[encoded])
        self._row = {item_id: row for row, item_id in enumerate(self._ids)}
        self._index = Neighbours(_filled(latents[encoded]))

    def of_item(self, item_id: str, k: int) -> list[tuple[str, float]]:
        """The ``k`` nearest others of an item with their distances; [] if not encoded."""
        if item_id not in self._row:
            return []
        return self._named(*self._index.of([self._row[item_id]], k))

    def of_vector(self, vector: NDArray[np.float32], k: int) -> list[tuple[str, float]]:
        """The ``k`` items nearest to a latent ``(D,)`` with their distances."""
        return self._named(*self._index.query(np.atleast_2d(vector), k))

    def _named(
        self, rows: NDArray[np.int64], distances: NDArray[np.float32]
    ) -> list[tuple[str, float]]:
        pairs = zip(rows[0], distances[0], strict=True)
        return [(self._ids[int(row)], float(distance)) for row, distance in pairs]


def _encoded(latents: NDArray[np.float32]) -> NDArray[np.bool_]:
    """Which items have latents at all."""
    return np.asarray(np.isfinite(latents).any(axis=1))


def _filled(latents: NDArray[np.float32]) -> NDArray[np.float32]:
    """Latents without gaps: what is undefined (the pitch of a drum) becomes the median."""
    gaps = ~np.isfinite(latents)
    if not gaps.any():
        return latents
    known = ~gaps.all(axis=0)
    medians = np.zeros(latents.shape[1], np.float32)
    medians[known] = np.nanmedian(np.where(gaps, np.nan, latents)[:, known], axis=0)
    return np.where(gaps, medians, latents).astype(np.float32)


def _measure(latents: NDArray[np.float32], layout: Layout, job: Job | None) -> dict[str, Any]:
    from timbrespace.explore.quality import measure

    found = measure(
        latents, layout.points, seed=layout.seed, preparation=layout.params["preparation"], job=job
    )
    return {
        "trustworthiness": found.trustworthiness,
        "continuity": found.continuity,
        "recall_at_10": found.recall_at_10,
        "n_queries": found.n_queries,
        "point_trust": found.point_trust,
    }


def _table(ids: pd.Series[str], points: Points, trust: NDArray[np.float32]) -> pd.DataFrame:
    import pandas as pd

    columns = {axis: points[:, i] for i, axis in enumerate(AXES[: points.shape[1]])}
    return pd.DataFrame({"id": ids.to_numpy(), **columns, "trust": trust})
