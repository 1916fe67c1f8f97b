"""The kind ``spectrogram``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.train.kinds import Kind
from timbrespace.train.spectrogram.config import PRESETS, SpectrogramConfig

if TYPE_CHECKING:
    from timbrespace.spaces.base import DecodingSpace
    from timbrespace.train.model import TrainableModel


def _build(config: SpectrogramConfig) -> TrainableModel:
    from timbrespace.train.spectrogram.model import Spectrogram

    return Spectrogram(config)


def _open(folder: Path) -> DecodingSpace:
    from timbrespace.spaces.trained.spectrogram import open_folder

    return open_folder(folder)


KIND = Kind(
    name="spectrogram",
    title="a VAE of spectrogram segments",
    config=SpectrogramConfig,
    presets=PRESETS,
    build=_build,
    open=_open,
)
