"""The kind ``stream``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.spaces.trained.opening import open_space
from timbrespace.train.kinds import Kind
from timbrespace.train.stream.config import PRESETS, StreamConfig

if TYPE_CHECKING:
    from timbrespace.train.model import TrainableModel


def _build(config: StreamConfig) -> TrainableModel:
    from timbrespace.train.stream.model import StreamModel

    return StreamModel(config)


KIND = Kind(
    name="stream",
    title="a causal VAE that plays live, 16 ms behind",
    config=StreamConfig,
    presets=PRESETS,
    build=_build,
    open=open_space,
)
