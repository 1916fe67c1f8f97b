"""The one table of YAMNet's layers that the ONNX graph and the PyTorch module are built from.

YAMNet is MobileNet v1 (Howard et al., 2017) on log-mel patches, trained on AudioSet
(Gemmeke et al., 2017) and released by Google with TensorFlow Models.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import prod

SAMPLE_RATE_HZ = 16_000
PATCH_FRAMES = 96
MEL_BANDS = 64
EMBEDDING_DIMS = 1024
N_CLASSES = 521
KERNEL = 3

_STRIDES = (2, 1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1)
_CHANNELS = (32, 64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024)


@dataclass(frozen=True)
class Layer:
    """One layer, with its ReLU: conv 1, or a depthwise and a pointwise convolution.

    Args:
        index: 0 for conv 1, then 1 to 13.
        name: ``"conv 1"`` or ``"conv i pw"``.
        stride: Of its 3 x 3 convolution, in both directions.
        in_shape: What comes in: rows (time), columns (frequency), channels.
        channels: How many channels it puts out.
    """

    index: int
    name: str
    stride: int
    in_shape: tuple[int, int, int]
    channels: int

    @property
    def shape(self) -> tuple[int, int, int]:
        """What goes out: rows (time), columns (frequency), channels."""
        rows, columns, _ = self.in_shape
        return -(-rows // self.stride), -(-columns // self.stride), self.channels

    @property
    def size(self) -> int:
        """Numbers in one patch's output."""
        return prod(self.shape)

    @property
    def padding(self) -> tuple[int, int, int, int]:
        """TensorFlow's "same": top, left, bottom, right; an odd row goes to the end."""
        (top, bottom), (left, right) = (_same(length, self.stride) for length in self.in_shape[:2])
        return top, left, bottom, right

    @property
    def convolutions(self) -> tuple[str, ...]:
        """Names of its weights, in order: ``NAME.weight``, ``NAME.bias``."""
        if self.index == 0:
            return ("conv1",)
        return (f"layer{self.index}.depthwise", f"layer{self.index}.pointwise")

    def weight_shape(self, convolution: str) -> tuple[int, int, int, int]:
        """Shape of ``NAME.weight``: out, in / groups, height, width."""
        if convolution.endswith("pointwise"):
            return self.channels, self.in_shape[2], 1, 1
        out = self.channels if self.index == 0 else self.in_shape[2]
        return out, 1, KERNEL, KERNEL


def _same(length: int, stride: int) -> tuple[int, int]:
    total = max((-(-length // stride) - 1) * stride + KERNEL - length, 0)
    return total // 2, total - total // 2


def _layers() -> tuple[Layer, ...]:
    layers: list[Layer] = []
    shape = (PATCH_FRAMES, MEL_BANDS, 1)
    for index, (stride, channels) in enumerate(zip(_STRIDES, _CHANNELS, strict=True)):
        name = f"conv {index} pw" if index else "conv 1"
        layers.append(Layer(index, name, stride, shape, channels))
        shape = layers[-1].shape
    return tuple(layers)


#: The 14 layers, in order; ``LAYERS[i].index == i``.
LAYERS: tuple[Layer, ...] = _layers()

#: Names of everything one pass can give, in the order of the pass.
TAPS: tuple[str, ...] = ("logmel", *(str(layer.index) for layer in LAYERS), "embedding", "scores")


def weight_shapes() -> dict[str, tuple[int, ...]]:
    """Name and shape of every tensor of the network, batch norm folded.

    Example:
        >>> shapes = weight_shapes()
        >>> shapes["layer13.pointwise.weight"], shapes["classifier.bias"]
        ((1024, 1024, 1, 1), (521,))
    """
    shapes: dict[str, tuple[int, ...]] = {}
    for layer in LAYERS:
        for name in layer.convolutions:
            shapes[f"{name}.weight"] = layer.weight_shape(name)
            shapes[f"{name}.bias"] = layer.weight_shape(name)[:1]
    shapes["classifier.weight"] = (N_CLASSES, EMBEDDING_DIMS)
    shapes["classifier.bias"] = (N_CLASSES,)
    return shapes


@cache
def class_names() -> tuple[str, ...]:
    """The 521 display names of AudioSet's classes that YAMNet scores, in its order.

    Example:
        >>> class_names()[0], class_names()[494]
        ('Speech', 'Silence')
    """
    text = files(__package__).joinpath("classes.csv").read_text(encoding="utf-8")
    return tuple(row["display_name"] for row in csv.DictReader(text.splitlines()))
