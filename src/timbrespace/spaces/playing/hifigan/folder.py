"""The folder of such a voice: what is in it, how it is written, how it is read.

config.toml           kind ("hifigan"), name, dims, where the generator came from
axes.safetensors      mean and axes of the mel frames
posterior.safetensors some frames of the sounds that the axes were fitted on
generator.onnx        the generator as a streaming graph
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.atlas.files import read_toml, write_toml, written_aside
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim, Latents
from timbrespace.spaces.playing import posterior
from timbrespace.spaces.playing.hifigan.axes import MelAxes
from timbrespace.spaces.playing.hifigan.shape import Shape

if TYPE_CHECKING:
    import onnx

KIND = "hifigan"
CONFIG, AXES, GENERATOR = "config.toml", "axes.safetensors", "generator.onnx"
_REMEDY = "Make it again: timbrespace voices hifigan SOUNDS"


@dataclass(frozen=True)
class Facts:
    """What ``config.toml`` says.

    Args:
        name: Of the voice.
        dims: One per axis.
        explained: Share of the variance of mel frames that the axes hold.
        shape: Of the generator.
        made_from: Plain facts: checkpoint, licence, how many sounds.
    """

    name: str
    dims: tuple[Dim, ...]
    explained: float
    shape: Shape = field(default_factory=Shape)
    made_from: Mapping[str, Any] = field(default_factory=dict)


def is_voice(folder: Path) -> bool:
    """Whether a folder looks like such a voice."""
    return (folder / CONFIG).is_file() and (folder / GENERATOR).is_file()


def write(
    folder: Path, facts: Facts, axes: MelAxes, generator: onnx.ModelProto, usual: Latents
) -> None:
    """Write a voice, whole or not at all; one that was there is replaced.

    Raises:
        TimbrespaceError: There is something else in the folder's place.
    """
    from safetensors.numpy import save_file

    from timbrespace.spaces.trained import graphs

    if folder.exists() and not is_voice(folder) and (folder.is_file() or any(folder.iterdir())):
        raise TimbrespaceError(
            f"'{folder}' is there already, and is not a voice of this kind.",
            "Name another folder with --out, or move that one away.",
        )
    with written_aside(folder) as aside:
        save_file({"mean": axes.mean, "axes": axes.axes}, aside / AXES)
        posterior.write(aside, usual)
        graphs.save(generator, aside / GENERATOR)
        write_toml(aside / CONFIG, _as_toml(facts))


def read(folder: Path) -> tuple[Facts, MelAxes]:
    """What a folder says of itself, and its axes.

    Raises:
        TimbrespaceError: It is not such a voice, or it is damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    values = read_toml(folder / CONFIG)
    try:
        facts = _from_toml(values)
        tensors = load_file(folder / AXES)
        axes = MelAxes(tensors["mean"], tensors["axes"], facts.explained)
        if axes.axes.shape != (len(facts.dims), facts.shape.n_mels):
            raise ValueError(f"axes of the shape {axes.axes.shape}")
    except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
        raise TimbrespaceError(f"'{folder}' is damaged ({error}).", _REMEDY) from error
    return facts, axes


def model_hash(folder: Path) -> str:
    """SHA-256 of what the voice computes with: axes and generator."""
    digest = hashlib.sha256()
    for name in (AXES, GENERATOR):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _as_toml(facts: Facts) -> dict[str, Any]:
    return {
        "kind": KIND,
        "name": facts.name,
        "explained": facts.explained,
        "shape": {
            k: list(v) if isinstance(v, tuple) else v for k, v in asdict(facts.shape).items()
        },
        "made_from": dict(facts.made_from),
        "dims": [asdict(dim) for dim in facts.dims],
    }


def _from_toml(values: Mapping[str, Any]) -> Facts:
    if values["kind"] != KIND:
        raise ValueError(f"its kind is {values['kind']!r}")
    shape: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value
        for key, value in values["shape"].items()
    }
    return Facts(
        name=str(values["name"]),
        dims=tuple(Dim(**dim) for dim in values["dims"]),
        explained=float(values["explained"]),
        shape=Shape(**shape),
        made_from=dict(values.get("made_from", {})),
    )
