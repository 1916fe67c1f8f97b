"""The folder of a trained space: what is in it, how it is written, how it is read.

config.toml           what it is: kind, name, rate, hop, delay, dims, settings, data facts
weights.safetensors   the weights, to train on from or to read
model.onnx            what encodes and decodes, see :mod:`timbrespace.spaces.trained.graphs`
metrics.json          how well it does
posterior.safetensors some frames of the sounds it was trained on, to draw latents from
training/             the log of the training and what its reconstructions sounded like
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import (
    read_json,
    read_toml,
    write_json,
    write_toml,
    written_aside,
)
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim

CONFIG = "config.toml"
WEIGHTS = "weights.safetensors"
MODEL = "model.onnx"
METRICS = "metrics.json"
LOG = "training"
#: Kinds whose runtime computes with :data:`WEIGHTS` too, and not with the graphs alone.
_BY_WEIGHTS = ("wavenet",)

_REMEDY = "Train it again, or copy the whole folder again from where it came from."


@dataclass(frozen=True)
class SpaceFacts:
    """What ``config.toml`` says of a trained space.

    Args:
        kind: ``"stream"``; says which runtime opens it.
        name: ``"bells"``.
        sample_rate: In Hz; None for a space of data that was never sound.
        hop: Samples between frames of latents; None for data.
        dims: One per latent dim.
        delay_samples: By which decoding what was encoded lags behind.
        model: The kind's own settings.
        training: Facts about data and training; no clocks, no paths.
        bits_per_frame: What a frame of latents costs, where the model quantises them itself.
        decodes: Whether latents become sound again.
    """

    kind: str
    name: str
    sample_rate: int | None
    hop: int | None
    dims: tuple[Dim, ...]
    delay_samples: int = 0
    model: Mapping[str, Any] = field(default_factory=dict)
    training: Mapping[str, Any] = field(default_factory=dict)
    bits_per_frame: float | None = None
    decodes: bool = True

    @property
    def of_sounds(self) -> bool:
        """Whether its latents are those of sounds, and not of rows or clips of motion."""
        return self.sample_rate is not None

    @property
    def kbit_s(self) -> float | None:
        """Thousands of bits a second, where the model quantises its latents itself."""
        if self.bits_per_frame is None or self.sample_rate is None or self.hop is None:
            return None
        return self.bits_per_frame * self.sample_rate / self.hop / 1000

    @property
    def id(self) -> str:
        """Its space id.

        Example:
            >>> SpaceFacts("stream", "bells", 48_000, 256, (Dim("z0"),)).id
            'stream:bells'
        """
        return f"{self.kind}:{self.name}"


def is_space(folder: Path) -> bool:
    """Whether a folder looks like a trained space."""
    return (folder / CONFIG).is_file() and (folder / MODEL).is_file()


def write(
    folder: Path,
    facts: SpaceFacts,
    weights: Mapping[str, NDArray[Any]],
    write_model: Callable[[Path], None],
    metrics: Mapping[str, Any],
    log: Path | None = None,
) -> None:
    """Write a space, whole or not at all; one that was there is replaced.

    Args:
        folder: Where.
        facts: For ``config.toml``.
        weights: For ``weights.safetensors``.
        write_model: Fills the path of ``model.onnx``.
        metrics: For ``metrics.json``.
        log: A folder that is copied as ``training/``.

    Raises:
        TimbrespaceError: There is something else in the folder's place.
    """
    from safetensors.numpy import save_file

    check_free(folder)
    with written_aside(folder) as aside:
        # safetensors keeps the memory as it lies, so strided arrays are laid out first.
        save_file({k: np.asarray(v, order="C") for k, v in weights.items()}, aside / WEIGHTS)
        write_model(aside / MODEL)
        if log is not None:
            shutil.copytree(log, aside / LOG)
        write_json(aside / METRICS, dict(metrics))
        write_toml(aside / CONFIG, _as_toml(facts))


def check_free(folder: Path) -> None:
    """Raise unless a space may be written there: nothing, an empty folder, or an older space.

    Raises:
        TimbrespaceError: There is something else.
    """
    if not folder.exists() or is_space(folder):
        return
    if not folder.is_dir() or any(folder.iterdir()):
        raise TimbrespaceError(
            f"'{folder}' is there already, and is not a trained space.",
            "Name another folder with --out, or move that one away.",
        )


def read(folder: Path) -> SpaceFacts:
    """What a folder says of itself.

    Raises:
        TimbrespaceError: It is not the folder of a space, or it is damaged.
    """
    if not folder.is_dir():
        raise TimbrespaceError(
            f"There is no folder '{folder}'.",
            "timbrespace spaces lists the trained spaces that are known here, timbrespace voices "
            "all that can be played.",
        )
    lacking = [name for name in (CONFIG, MODEL) if not (folder / name).is_file()]
    if lacking:
        raise TimbrespaceError(
            f"'{folder}' is not a trained space: it has no {' and no '.join(lacking)}.",
            "Name a folder that timbrespace train has made.",
        )
    try:
        return _from_toml(read_toml(folder / CONFIG))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TimbrespaceError(
            f"'{folder / CONFIG}' does not say what a space is ({_words(error)}).", _REMEDY
        ) from error


def read_weights(folder: Path) -> dict[str, NDArray[Any]]:
    """The weights of a space, by name.

    Raises:
        TimbrespaceError: They are missing or damaged.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        return dict(load_file(folder / WEIGHTS))
    except (SafetensorError, OSError) as error:
        raise TimbrespaceError(
            f"'{folder / WEIGHTS}' can't be read ({error}).", _REMEDY
        ) from error


def read_metrics(folder: Path) -> dict[str, Any]:
    """How well a space does; empty where nobody has measured."""
    path = folder / METRICS
    return dict(read_json(path)) if path.is_file() else {}


def model_hash(folder: Path) -> str:
    """SHA-256 of what a space computes with: its graphs and its settings, not its name."""
    facts = read(folder)
    computing = [facts.kind, facts.sample_rate, facts.hop, facts.delay_samples, dict(facts.model)]
    digest = hashlib.sha256(json.dumps(computing, sort_keys=True).encode())
    for name in (MODEL, WEIGHTS) if facts.kind in _BY_WEIGHTS else (MODEL,):
        with (folder / name).open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _as_toml(facts: SpaceFacts) -> dict[str, Any]:
    dims = [{k: v for k, v in vars(dim).items() if v is not None} for dim in facts.dims]
    return {
        "kind": facts.kind,
        "name": facts.name,
        "sample_rate": facts.sample_rate,
        "hop": facts.hop,
        "delay_samples": facts.delay_samples,
        "bits_per_frame": facts.bits_per_frame,
        "decodes": None if facts.decodes else False,
        "model": dict(facts.model),
        "training": dict(facts.training),
        "dims": dims,
    }


def _from_toml(values: Mapping[str, Any]) -> SpaceFacts:
    bits = values.get("bits_per_frame")
    # A space of data has neither rate nor hop; one without the other is damaged.
    sounds = "sample_rate" in values or "hop" in values
    facts = SpaceFacts(
        kind=_text(values["kind"]),
        name=_text(values["name"]),
        sample_rate=_count(values["sample_rate"], "sample_rate") if sounds else None,
        hop=_count(values["hop"], "hop") if sounds else None,
        dims=tuple(Dim(**dim) for dim in values["dims"]),
        delay_samples=int(values.get("delay_samples", 0)),
        model=dict(values.get("model", {})),
        training=dict(values.get("training", {})),
        bits_per_frame=None if bits is None else float(bits),
        decodes=bool(values.get("decodes", True)),
    )
    if not facts.dims:
        raise ValueError("it has no dims")
    return facts


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value or ":" in value:
        raise ValueError(f"{value!r} is no name")
    return value


def _count(value: Any, name: str) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError(f"{name} is {value!r}")
    return value


def _words(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
