"""A map on disk: where every item lies, and how far that picture can be trusted."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.atlas.files import read_table, write_table
from timbrespace.atlas.latents import slug

if TYPE_CHECKING:
    import pandas as pd

METADATA_KEY = "timbrespace.map"


@dataclass(frozen=True)
class MapRecord:
    """What made a map, and its quality figures against the latent space.

    Args:
        name: Its file name without ending.
        space: Space id of the latents that were laid out.
        method: ``"umap"``, ``"tsne"``, ``"pacmap"`` or ``"pca"``.
        dims: 2 or 3.
        n_items: How many items lie on it.
        seed: Random seed; the same seed gives the same map on one machine.
        params: All effective parameters of the method.
        trustworthiness: In 0..1 (Venna and Kaski, 2001); None while not measured.
        continuity: In 0..1 (Venna and Kaski, 2001); None while not measured.
        recall_at_10: Share of the 10 nearest in the space that are so on the map, too.
        n_queries: Items that the figures rest on; fewer than ``n_items`` means a sample.
    """

    name: str
    space: str
    method: str
    dims: int
    n_items: int = 0
    seed: int = 0
    params: dict[str, Any] = field(default_factory=dict)
    trustworthiness: float | None = None
    continuity: float | None = None
    recall_at_10: float | None = None
    n_queries: int = 0


def map_name(space: str, method: str, dims: int) -> str:
    """The name under which a map of this kind is kept.

    Example:
        >>> map_name("yamnet-tfhub:8", "umap", 2)
        'yamnet-tfhub.8-umap-2d'
    """
    return f"{slug(space)}-{method}-{dims}d"


def write_map(path: Path, record: MapRecord, points: pd.DataFrame) -> None:
    """Write points (columns id, x, y[, z], trust) with their record."""
    write_table(path, points, {METADATA_KEY: json.dumps(asdict(record), sort_keys=True)})


def read_map(path: Path) -> tuple[MapRecord, pd.DataFrame]:
    """Read what :func:`write_map` wrote."""
    points, metadata = read_table(path)
    return MapRecord(**json.loads(metadata[METADATA_KEY])), points


def read_record(path: Path) -> MapRecord:
    """Read only the record of a map."""
    import pyarrow.parquet as pq

    metadata = pq.read_schema(path).metadata or {}
    return MapRecord(**json.loads(metadata[METADATA_KEY.encode()]))
