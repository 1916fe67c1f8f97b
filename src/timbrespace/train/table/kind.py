"""The kind ``table``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.jobs import Job
from timbrespace.spaces.data.table import open_folder
from timbrespace.train.kinds import Gathering, Kind, OfData
from timbrespace.train.table.config import PRESETS, TableConfig

if TYPE_CHECKING:
    from timbrespace.train.material import Material
    from timbrespace.train.model import Learnable


def _build(config: TableConfig) -> Learnable:
    from timbrespace.train.table.model import Tabular

    return Tabular(config)


def _gather(asked: Gathering) -> Material:
    from timbrespace.train.table.material import gather

    return gather(asked)


def _complete(folder: Path, material: Material) -> None:
    """Put the names of the columns and the rows' latents beside the model."""
    from timbrespace.spaces.data import items
    from timbrespace.spaces.data.table import write_columns
    from timbrespace.train.table.material import Rows

    assert isinstance(material, Rows)
    write_columns(folder, material.table.columns, material.scaling)
    items.write(folder, open_folder(folder).encoded(material.table, material.parts))


def _measure(folder: Path, material: Material, job: Job) -> Mapping[str, Any]:
    from timbrespace.train.table.material import Rows
    from timbrespace.train.table.measure import measure

    assert isinstance(material, Rows)
    return measure(open_folder(folder), material, job)


KIND = Kind(
    name="table",
    title="a VAE of rows of numbers, of genes for instance",
    config=TableConfig,
    presets=PRESETS,
    build=_build,
    open=open_folder,
    search={
        "learning_rate": (1e-4, 3e-3, "log"),
        "batch_size": [16, 32, 50, 100],
    },
    data=OfData("rows", _gather, _complete, _measure),
)
