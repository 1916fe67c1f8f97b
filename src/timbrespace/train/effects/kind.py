"""The kind ``effects``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from timbrespace.spaces.trained.opening import open_space
from timbrespace.train.effects.config import PRESETS, EffectsConfig
from timbrespace.train.kinds import Kind

if TYPE_CHECKING:
    from timbrespace.train.model import TrainableModel


def _build(config: EffectsConfig) -> TrainableModel:
    if config.objective == "vae":
        from timbrespace.train.effects.vae import EffectedSpectrogram

        return EffectedSpectrogram(config)
    from timbrespace.train.effects.style import Style

    return Style(config)


KIND = Kind(
    name="effects",
    title="how a sound was processed: an embedding of effects and settings, or a VAE",
    config=EffectsConfig,
    presets=PRESETS,
    build=_build,
    open=open_space,
)
