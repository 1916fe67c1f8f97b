"""Batch norm is folded as the Keras release computes it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.yamnet import keras_file
from timbrespace.spaces.yamnet.table import LAYERS
from timbrespace.spaces.yamnet.weights import Weights

h5py = pytest.importorskip("h5py")

KERAS = {"": "conv", ".depthwise": "depthwise_conv", ".pointwise": "pointwise_conv"}


def write_keras(path: Path, weights: Weights) -> None:
    """The file that Keras would have written, with batch norms that fold to these weights."""
    rng = np.random.default_rng(0)
    with h5py.File(path, "w") as file:
        for layer in LAYERS:
            for name in layer.convolutions:
                part = KERAS[name.partition(".")[1] + name.partition(".")[2]]
                keras = f"layer{layer.index + 1}/{part}"
                weight = weights.tensors[f"{name}.weight"].astype(np.float64)
                bias = weights.tensors[f"{name}.bias"].astype(np.float64)
                mean = rng.standard_normal(len(bias))
                variance = rng.uniform(0.5, 2, len(bias))
                gain = 1 / np.sqrt(variance + 1e-4)
                kernel = weight / gain[:, None, None, None]
                deep = name.endswith("depthwise")
                kernel = kernel.transpose((2, 3, 0, 1) if deep else (2, 3, 1, 0))
                what = "depthwise_kernel" if deep else "kernel"
                file[f"{keras}/{keras}/{what}:0"] = kernel.astype(np.float32)
                file[f"{keras}/bn/{keras}/bn/beta:0"] = (bias + mean * gain).astype(np.float32)
                file[f"{keras}/bn/{keras}/bn/moving_mean:0"] = mean.astype(np.float32)
                file[f"{keras}/bn/{keras}/bn/moving_variance:0"] = variance.astype(np.float32)
        file["dense/dense/kernel:0"] = weights.tensors["classifier.weight"].T
        file["dense/dense/bias:0"] = weights.tensors["classifier.bias"]


def test_round_trip(random_weights: Weights, tmp_path: Path) -> None:
    path = tmp_path / "yamnet.h5"
    write_keras(path, random_weights)
    found = keras_file.read(path)
    assert found.keys() == random_weights.tensors.keys()
    for name, value in random_weights.tensors.items():
        assert found[name].shape == value.shape
        assert np.allclose(found[name], value, atol=1e-5), name


def test_another_file_is_refused_by_name(random_weights: Weights, tmp_path: Path) -> None:
    path = tmp_path / "yamnet.h5"
    write_keras(path, random_weights)
    with h5py.File(path, "a") as file:
        del file["layer4/pointwise_conv"]
    with pytest.raises(TimbrespaceError, match=r"layer3\.pointwise"):
        keras_file.read(path)
    path.write_bytes(b"not HDF5 at all")
    with pytest.raises(TimbrespaceError, match="HDF5"):
        keras_file.read(path)
