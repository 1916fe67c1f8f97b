"""The kind ``wavenet``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.spaces.trained.opening import open_space
from timbrespace.train.kinds import Kind
from timbrespace.train.wavenet.config import PRESETS, WavenetConfig

if TYPE_CHECKING:
    from timbrespace.train.model import TrainableModel


def _build(config: WavenetConfig) -> TrainableModel:
    from timbrespace.train.wavenet.model import WavenetModel

    return WavenetModel(config)


KIND = Kind(
    name="wavenet",
    title="a WaveNet that reads its sound off latents, sample by sample",
    config=WavenetConfig,
    presets=PRESETS,
    build=_build,
    open=open_space,
    search={
        "learning_rate": (3e-4, 4e-3, "log"),
        "batch_size": (1, 8),
        "condition": (32, 128),
        "averaging": (0.99, 0.9995),
    },
)
