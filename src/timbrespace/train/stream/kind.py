"""The kind ``stream``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.train.kinds import Kind
from timbrespace.train.stream.config import PRESETS, StreamConfig

if TYPE_CHECKING:
    from timbrespace.spaces.base import DecodingSpace
    from timbrespace.train.model import TrainableModel


def _build(config: StreamConfig) -> TrainableModel:
    from timbrespace.train.stream.model import StreamModel

    return StreamModel(config)


def _open(folder: Path) -> DecodingSpace:
    from timbrespace.spaces.trained.stream import open_folder

    return open_folder(folder)


KIND = Kind(
    name="stream",
    title="a causal VAE that plays live, 16 ms behind",
    config=StreamConfig,
    presets=PRESETS,
    build=_build,
    open=_open,
)
