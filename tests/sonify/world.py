"""Data spaces without a network: rows in clusters, and clips that move."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from timbrespace.spaces.base import Dim
from timbrespace.spaces.data.items import DataItems


@dataclass
class World:
    """A :class:`timbrespace.spaces.data.base.DataSpace` of given items."""

    made: DataItems
    id: str = "table:world"
    kind: str = "table"
    name: str = "world"
    model_hash: str = "ab" * 32
    rate_hz: float | None = None
    others: dict[str, DataItems] = field(default_factory=dict)

    @property
    def dims(self) -> tuple[Dim, ...]:
        return tuple(Dim(f"z{i}") for i in range(self.made.latents.shape[1]))

    def items(self) -> DataItems:
        return self.made

    def read(self, path: Path) -> DataItems:
        return self.others[path.name]

    def decode(self, latents: np.ndarray) -> np.ndarray:
        return latents

    def facts(self) -> dict[str, Any]:
        return {}


def rows(n: int = 24, dims: int = 8, clusters: int = 3, seed: int = 0) -> DataItems:
    """Items that are one latent each, in clusters that their label tells."""
    rng = np.random.default_rng(seed)
    which = np.arange(n) % clusters
    latents = 4 * rng.normal(size=(clusters, dims))[which] + rng.normal(size=(n, dims))
    table = pd.DataFrame(
        {
            "id": [f"r{i}" for i in range(n)],
            "title": [f"row {i}" for i in range(n)],
            "group": [f"g{i // 4}" for i in range(n)],
            "part": ["train" if i % 4 else "test" for i in range(n)],
            "label.kind": [f"k{w}" for w in which],
            "order.time": np.arange(n, dtype=np.float64)[::-1],
        }
    )
    return DataItems(table, latents.astype(np.float32), np.arange(n + 1))


def clips(n: int = 6, dims: int = 4, rate_hz: float = 30.0, seed: int = 0) -> DataItems:
    """Items that move, of unequal lengths."""
    rng = np.random.default_rng(seed)
    lengths = [20 + 5 * i for i in range(n)]
    runs = [np.cumsum(rng.normal(size=(length, dims)), axis=0) for length in lengths]
    table = pd.DataFrame(
        {
            "id": [f"c{i}" for i in range(n)],
            "title": [f"clip {i}" for i in range(n)],
            "group": [f"c{i}" for i in range(n)],
            "part": "train",
            "label.gait": ["walk" if i % 2 else "run" for i in range(n)],
        }
    )
    latents = np.concatenate(runs).astype(np.float32)
    return DataItems(table, latents, np.cumsum([0, *lengths]).astype(np.int64), rate_hz)


def world() -> World:
    return World(rows())


def moving_world() -> World:
    return World(clips(), id="motion:world", kind="motion", rate_hz=30.0)
