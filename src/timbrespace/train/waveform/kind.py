"""The kind ``waveform``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.train.kinds import Kind
from timbrespace.train.waveform.config import WaveformConfig
from timbrespace.train.waveform.presets import PRESETS

if TYPE_CHECKING:
    from timbrespace.spaces.base import DecodingSpace
    from timbrespace.train.model import TrainableModel


def _build(config: WaveformConfig) -> TrainableModel:
    from timbrespace.train.waveform.model import Waveform

    return Waveform(config)


def _open(folder: Path) -> DecodingSpace:
    from timbrespace.spaces.trained.waveform import open_folder

    return open_folder(folder)


KIND = Kind(
    name="waveform",
    title="convolutions on samples, at any bit rate",
    config=WaveformConfig,
    presets=PRESETS,
    build=_build,
    open=_open,
)
