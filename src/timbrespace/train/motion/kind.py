"""The kind ``motion``."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.jobs import Job
from timbrespace.spaces.data.motion import open_folder
from timbrespace.train.kinds import Gathering, Kind, OfData
from timbrespace.train.motion.config import PRESETS, MotionConfig

if TYPE_CHECKING:
    from timbrespace.train.material import Material
    from timbrespace.train.model import Learnable


def _build(config: MotionConfig) -> Learnable:
    from timbrespace.train.motion.model import Motion

    return Motion(config)


def _gather(asked: Gathering) -> Material:
    from timbrespace.train.motion.material import gather

    return gather(asked)


def _complete(folder: Path, material: Material) -> None:
    """Put the clips' latents and figures beside the model."""
    from timbrespace.spaces.data import figures, items
    from timbrespace.spaces.data.motion import figures_of
    from timbrespace.train.motion.material import MotionMaterial

    assert isinstance(material, MotionMaterial)
    items.write(folder, open_folder(folder).encoded(material.clips, material.parts))
    figures.write(folder, figures_of(material.clips.clips))


def _measure(folder: Path, material: Material, job: Job) -> Mapping[str, Any]:
    from timbrespace.train.motion.material import MotionMaterial
    from timbrespace.train.motion.measure import measure

    assert isinstance(material, MotionMaterial)
    return measure(folder, material, job)


KIND = Kind(
    name="motion",
    title="a temporal convolutional VAE of motion capture",
    config=MotionConfig,
    presets=PRESETS,
    build=_build,
    open=open_folder,
    data=OfData("clips", _gather, _complete, _measure),
)
