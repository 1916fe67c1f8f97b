"""Read the tensors out of Google's ``yamnet.h5`` (Keras weights), with batch norm folded in."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.spaces.yamnet.table import EMBEDDING_DIMS, LAYERS, N_CLASSES

Tensors = dict[str, NDArray[np.float32]]

#: The release's ``batchnorm_epsilon``; its batch norm has a centre and no scale.
BATCH_NORM_EPSILON = 1e-4

# Keras counts layers from 1 and repeats the layer's name in the path of each dataset.
_DATASET = re.compile(
    r"(?:^|/)layer(?P<layer>\d+)/(?P<part>conv|depthwise_conv|pointwise_conv)(?:/bn)?"
    r"/(?P<value>kernel|depthwise_kernel|beta|gamma|moving_mean|moving_variance)(?::0)?$"
)
_PARTS = {"conv": "", "depthwise_conv": ".depthwise", "pointwise_conv": ".pointwise"}


def read(path: Path) -> Tensors:
    """The tensors of a Keras weights file, each convolution with its batch norm folded in.

    Args:
        path: ``yamnet.h5``.

    Returns:
        Tensors by the names of :func:`~timbrespace.spaces.yamnet.table.weight_shapes`.

    Raises:
        MissingExtra: h5py is not installed.
        TimbrespaceError: It is no HDF5 file, or not YAMNet's.
    """
    raw, classifier = _datasets(path)
    tensors: Tensors = {}
    for layer in LAYERS:
        for name in layer.convolutions:
            try:
                weight, bias = _folded(raw[name], depthwise=name.endswith("depthwise"))
            except KeyError as missing:
                raise _not_yamnet(path, f"{name} has no {missing}") from missing
            tensors[f"{name}.weight"], tensors[f"{name}.bias"] = weight, bias
    if set(classifier) != {"weight", "bias"}:
        raise _not_yamnet(path, "no dense layer from 1024 to 521")
    tensors["classifier.weight"] = np.ascontiguousarray(classifier["weight"].T)
    tensors["classifier.bias"] = classifier["bias"]
    return tensors


def _datasets(path: Path) -> tuple[dict[str, Tensors], Tensors]:
    """Raw values by convolution and kind, and the dense layer's."""
    try:
        import h5py
    except ModuleNotFoundError:
        raise MissingExtra("reading .h5 weights", "models") from None
    raw: dict[str, Tensors] = {}
    classifier: Tensors = {}

    def visit(name: str, node: Any) -> None:
        if not isinstance(node, h5py.Dataset):
            return
        found = _DATASET.search(name)
        if found is not None:
            value = "kernel" if "kernel" in found["value"] else found["value"]
            raw.setdefault(_ours(found["layer"], found["part"]), {})[value] = _array(node)
        elif node.shape == (EMBEDDING_DIMS, N_CLASSES):
            classifier["weight"] = _array(node)
        elif node.shape == (N_CLASSES,):
            classifier["bias"] = _array(node)

    try:
        with h5py.File(path, "r") as file:
            file.visititems(visit)
    except OSError as error:
        raise TimbrespaceError(
            f"Expected an HDF5 file at {path}, and it can't be read ({error}).",
            "Fetch it again: timbrespace weights fetch h5",
        ) from error
    return raw, classifier


def _ours(layer: str, part: str) -> str:
    index = int(layer) - 1
    return f"layer{index}{_PARTS[part]}" if index else "conv1"


def _array(node: Any) -> NDArray[np.float32]:
    return np.asarray(node[()], dtype=np.float32)


def _folded(raw: Tensors, *, depthwise: bool) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    # Keras keeps (h, w, in, out), and (h, w, channels, 1) where depthwise.
    kernel = raw["kernel"].transpose((2, 3, 0, 1) if depthwise else (3, 2, 0, 1))
    gain = 1.0 / np.sqrt(raw["moving_variance"].astype(np.float64) + BATCH_NORM_EPSILON)
    if "gamma" in raw:
        gain = gain * raw["gamma"]
    weight = kernel * gain.reshape(-1, 1, 1, 1)
    bias = raw["beta"] - raw["moving_mean"] * gain
    return np.ascontiguousarray(weight, dtype=np.float32), bias.astype(np.float32)


def _not_yamnet(path: Path, because: str) -> TimbrespaceError:
    return TimbrespaceError(
        f"Expected YAMNet's Keras weights in {path}, found another network ({because}).",
        "Its official file: timbrespace weights fetch h5",
    )
