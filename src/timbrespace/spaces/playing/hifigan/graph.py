"""The generator as an ONNX graph that takes frames as they come and hands its state in and out.

Every convolution looks back only, on values that it keeps; what the paper's network sees ahead
becomes a delay, and branches wait for each other. So any blocks of frames give the samples of the
paper's network on all frames at once, late by :attr:`Shape.delay_samples`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.playing.hifigan.shape import Shape

if TYPE_CHECKING:
    import onnx

Weights = Mapping[str, NDArray[np.float32]]

#: Slope below zero of all but the last activation, and of that.
SLOPE, LAST_SLOPE = 0.1, 0.01
_OPSET, _IR_VERSION = 17, 9
#: Where time lies in the shape of a value.
_TIME = 3
_END = np.iinfo(np.int64).max


def streaming(weights: Weights, shape: Shape) -> onnx.ModelProto:
    """From ``mel`` (1, n_mels, F) and ``state`` (1, S) to ``sound`` (1, F * hop) and ``next``.

    Args:
        weights: By the names of :meth:`Shape.weights`, with ``.weight`` and ``.bias``.
        shape: Of the generator.
    """
    graph = _Graph(weights)
    value = graph.conv(graph.add("Unsqueeze", "mel", graph.whole_numbers([2])), "conv_pre")
    for i, rate in enumerate(shape.rates):
        value = graph.up(graph.leaky(value), f"ups.{i}", rate)
        first = i * len(shape.kernels)
        slowest = shape.block_delay(max(shape.kernels))
        blocks = [
            graph.delayed(
                _block(graph, value, f"resblocks.{first + j}", shape, kernel),
                slowest - shape.block_delay(kernel),
                shape.channels(i + 1),
            )
            for j, kernel in enumerate(shape.kernels)
        ]
        value = graph.mean(blocks)
    value = graph.conv(graph.leaky(value, LAST_SLOPE), "conv_post")
    sound = graph.add("Tanh", value)
    return graph.model(graph.add("Squeeze", sound, graph.whole_numbers([1, 2])), shape)


def _block(graph: _Graph, value: str, name: str, shape: Shape, kernel: int) -> str:
    channels = len(graph.weights[f"{name}.convs1.0.bias"])
    for unit, dilation in enumerate(shape.dilations):
        inner = graph.conv(graph.leaky(value), f"{name}.convs1.{unit}", dilation)
        inner = graph.conv(graph.leaky(inner), f"{name}.convs2.{unit}")
        waiting = graph.delayed(value, shape.unit_delay(kernel, dilation), channels)
        value = graph.add("Add", waiting, inner)
    return value


class _Graph:
    """Nodes and tensors of a graph in the making; values ``(1, channels, 1, time)`` by name.

    Two-dimensional, because ONNX Runtime has faster convolutions for that.
    """

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._tensors: list[onnx.TensorProto] = []
        self._kept: list[str] = []
        self.n_state = 0

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """One node; gives the name of what it makes."""
        from onnx import helper

        made = f"{operator}{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, list(inputs), [made], **attributes))
        return made

    def whole_numbers(self, values: list[int]) -> str:
        """A constant of whole numbers."""
        return self._constant(np.array(values, np.int64))

    def leaky(self, value: str, slope: float = SLOPE) -> str:
        """The activation."""
        return self.add("LeakyRelu", value, alpha=slope)

    def mean(self, values: list[str]) -> str:
        """Of several values."""
        return self.add("Mean", *values)

    def conv(self, value: str, layer: str, dilation: int = 1) -> str:
        """A convolution that looks back only."""
        weight, bias = self._layer(layer)
        _, n_in, kernel = self.weights[f"{layer}.weight"].shape
        past = self._with_past(value, (kernel - 1) * dilation, n_in)
        return self.add("Conv", past, weight, bias, dilations=[1, dilation])

    def up(self, value: str, layer: str, rate: int) -> str:
        """A step up: each value has a part in its own ``rate`` values and in those that follow."""
        weight, bias = self._layer(layer)
        past = self._with_past(value, 1, len(self.weights[f"{layer}.weight"]))
        raised = self.add("ConvTranspose", past, weight, bias, strides=[1, rate])
        return self._cut(raised, rate, -rate)

    def delayed(self, value: str, n: int, channels: int) -> str:
        """The value, late by ``n``."""
        return self._cut(self._with_past(value, n, channels), 0, -n) if n else value

    def model(self, sound: str, shape: Shape) -> onnx.ModelProto:
        """The whole, once all is there."""
        from onnx import TensorProto, helper

        self._nodes.append(helper.make_node("Identity", [sound], ["sound"]))
        self._nodes.append(helper.make_node("Concat", self._kept, ["next"], axis=1))
        kind = TensorProto.FLOAT
        graph = helper.make_graph(
            self._nodes,
            "hifigan",
            [
                helper.make_tensor_value_info("mel", kind, [1, shape.n_mels, "frames"]),
                helper.make_tensor_value_info("state", kind, [1, self.n_state]),
            ],
            [
                helper.make_tensor_value_info("sound", kind, [1, "samples"]),
                helper.make_tensor_value_info("next", kind, [1, self.n_state]),
            ],
            self._tensors,
        )
        return helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", _OPSET)], ir_version=_IR_VERSION,
            producer_name="timbrespace",
        )  # fmt: skip

    def _with_past(self, value: str, n: int, channels: int) -> str:
        """The value behind its ``n`` last ones of the call before; keeps its own last ``n``."""
        if not n:
            return value
        start, stop = self.n_state, self.n_state + n * channels
        self.n_state = stop
        past = self.add("Reshape", self._cut("state", start, stop, axis=1),
                        self.whole_numbers([1, channels, 1, n]))  # fmt: skip
        both = self.add("Concat", past, value, axis=_TIME)
        last = self._cut(both, -n, _END)
        self._kept.append(self.add("Reshape", last, self.whole_numbers([1, n * channels])))
        return both

    def _cut(self, value: str, start: int, stop: int, axis: int = _TIME) -> str:
        ends = (self.whole_numbers([each]) for each in (start, stop, axis))
        return self.add("Slice", value, *ends)

    def _layer(self, name: str) -> tuple[str, str]:
        return self._tensor(f"{name}.weight"), self._tensor(f"{name}.bias")

    def _tensor(self, name: str) -> str:
        from onnx import numpy_helper

        values = self.weights[name]
        if values.ndim == 3:
            values = values[:, :, None]
        self._tensors.append(numpy_helper.from_array(values, name))
        return name

    def _constant(self, values: NDArray[np.int64]) -> str:
        from onnx import numpy_helper

        name = f"constant{len(self._tensors)}"
        self._tensors.append(numpy_helper.from_array(values, name))
        return name
