"""The kind ``spectrogram``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.spaces.trained.opening import open_space
from timbrespace.train.kinds import Kind
from timbrespace.train.spectrogram.config import PRESETS, SpectrogramConfig

if TYPE_CHECKING:
    from timbrespace.train.model import TrainableModel


def _build(config: SpectrogramConfig) -> TrainableModel:
    from timbrespace.train.spectrogram.model import Spectrogram

    return Spectrogram(config)


KIND = Kind(
    name="spectrogram",
    title="a VAE of spectrogram segments",
    config=SpectrogramConfig,
    presets=PRESETS,
    build=_build,
    open=open_space,
)
