"""The kind ``waveform``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.spaces.trained.opening import open_space
from timbrespace.train.kinds import Kind
from timbrespace.train.waveform.config import WaveformConfig
from timbrespace.train.waveform.presets import PRESETS

if TYPE_CHECKING:
    from timbrespace.train.model import TrainableModel


def _build(config: WaveformConfig) -> TrainableModel:
    from timbrespace.train.waveform.model import Waveform

    return Waveform(config)


KIND = Kind(
    name="waveform",
    title="convolutions on samples, at any bit rate",
    config=WaveformConfig,
    presets=PRESETS,
    build=_build,
    open=open_space,
)
