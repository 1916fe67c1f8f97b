"""YAMNet as ONNX graphs, built from the table of layers and run by ONNX Runtime."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.yamnet import int8
from timbrespace.spaces.yamnet.table import (
    EMBEDDING_DIMS,
    LAYERS,
    MEL_BANDS,
    N_CLASSES,
    PATCH_FRAMES,
    Layer,
)
from timbrespace.spaces.yamnet.taps import Tap
from timbrespace.spaces.yamnet.weights import Weights

if TYPE_CHECKING:
    import onnx
    import onnxruntime

Device = Literal["auto", "cpu", "cuda"]

_OPSET = 17
_IR_VERSION = 9


def straight(weights: Weights, taps: Sequence[Tap]) -> onnx.ModelProto:
    """Patches in, taps out, as far up the network as the taps need.

    Input ``patches``: ``(N, 96, 64)``. Outputs are named as the taps are: a pooled layer gives
    its mean over frequency, ``(N, C, rows)``, so that padded rows can still be left out; a flat
    one ``(N, rows * columns * C)`` in that order; ``embedding`` and ``scores`` ``(N, D)``.
    """
    graph = _Graph(weights)
    wanted = {tap.name: [t for t in taps if t.name == tap.name] for tap in taps}
    last = LAYERS[-1] if wanted.keys() & {"embedding", "scores"} else _last(wanted)
    graph.take_in("patches", ["n", PATCH_FRAMES, MEL_BANDS])
    value = graph.patches("patches")
    for layer in LAYERS[: last.index + 1]:
        value = graph.layer(layer, value)
        for tap in wanted.get(str(layer.index), ()):
            _tap_out(graph, layer, value, tap)
    if wanted.keys() & {"embedding", "scores"}:
        embedding = graph.embedding(value)
        scores = graph.add("Sigmoid", graph.logits(embedding)) if "scores" in wanted else ""
        for tap in taps:
            if tap.name in ("embedding", "scores"):
                width = EMBEDDING_DIMS if tap.name == "embedding" else N_CLASSES
                graph.give_out(str(tap), embedding if width == EMBEDDING_DIMS else scores, [width])
    return graph.model("yamnet")


def resumed(weights: Weights, after: str) -> onnx.ModelProto:
    """The rest of the network after one tap: input ``latents``, output ``logits`` ``(N, 521)``.

    Args:
        weights: The set to build with.
        after: ``"logmel"``, a layer's index, or ``"embedding"``; ``latents`` has its shape
            (rows, columns, channels in that order) after N.
    """
    graph = _Graph(weights)
    graph.take_in("latents", ["n", *Tap(after).shape])
    if after == "embedding":
        value, first = "latents", len(LAYERS)
    elif after == "logmel":
        value, first = graph.patches("latents"), 0
    else:
        value, first = graph.latents("latents", LAYERS[int(after)]), int(after) + 1
    for layer in LAYERS[first:]:
        value = graph.layer(layer, value)
    if after != "embedding":
        value = graph.embedding(value)
    graph.give_out("logits", graph.logits(value), [N_CLASSES])
    return graph.model(f"yamnet_after_{after}")


def open_session(model: onnx.ModelProto, device: Device = "auto") -> onnxruntime.InferenceSession:
    """A session on one thread, whose ``run`` several threads may call at once.

    Args:
        model: What :func:`straight` or :func:`resumed` built.
        device: ``"auto"`` takes CUDA where ONNX Runtime has it.

    Raises:
        TimbrespaceError: ``"cuda"`` was asked for, and this ONNX Runtime has none.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # One thread for each session: encoding runs one sound per core, which scales better than
    # sharing out a patch of a millisecond, and gives the same bits however many cores there are.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    rounds = any(node.op_type == "QuantizeLinear" for node in model.graph.node)
    if rounds and not int8.sums_are_exact():
        options.add_session_config_entry("session.x64quantprecision", "1")
    has_cuda = "CUDAExecutionProvider" in onnxruntime.get_available_providers()
    if device == "cuda" and not has_cuda:
        raise TimbrespaceError(
            "CUDA was asked for, and the installed ONNX Runtime has no CUDA provider.",
            "Install onnxruntime-gpu in place of onnxruntime, or use the CPU.",
        )
    providers = ["CPUExecutionProvider"]
    if has_cuda and device != "cpu":
        providers.insert(0, "CUDAExecutionProvider")
    return onnxruntime.InferenceSession(model.SerializeToString(), options, providers=providers)


def _last(wanted: dict[str, list[Tap]]) -> Layer:
    return LAYERS[max(int(name) for name in wanted if name.isdigit())]


def _tap_out(graph: _Graph, layer: Layer, value: str, tap: Tap) -> None:
    rows, columns, channels = layer.shape
    if tap.flat:
        last = graph.add("Transpose", value, perm=[0, 2, 3, 1])
        graph.give_out(str(tap), graph.add("Flatten", last), [layer.size])
        return
    # An average pool and not a ReduceMean: the runtime keeps channels in blocks between
    # convolutions, and only pools can read them so; a reduction would first copy the layer.
    mean = graph.add("AveragePool", value, kernel_shape=[1, columns])
    axis = graph.constant("column_axis", np.array([3]))
    graph.give_out(str(tap), graph.add("Squeeze", mean, axis), [channels, rows])


class _Graph:
    """Nodes, weights, inputs and outputs on their way to a model."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._nodes: list[onnx.NodeProto] = []
        self._constants: dict[str, onnx.TensorProto] = {}
        self._inputs: list[onnx.ValueInfoProto] = []
        self._outputs: list[onnx.ValueInfoProto] = []

    def add(self, operator: str, *inputs: str, **attributes: Any) -> str:
        """One node; returns the name of its output."""
        from onnx import helper

        name = f"{operator.lower()}_{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, inputs, [name], name, **attributes))
        return name

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """One tensor of the model; the same name twice is the same tensor."""
        from onnx import numpy_helper

        if name not in self._constants:
            self._constants[name] = numpy_helper.from_array(value, name)
        return name

    def take_in(self, name: str, shape: list[str | int]) -> None:
        """Declare an input."""
        from onnx import TensorProto, helper

        self._inputs.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, shape))

    def give_out(self, name: str, value: str, shape: list[int]) -> None:
        """Declare ``value`` as an output called ``name``, ``(N, *shape)``."""
        from onnx import TensorProto, helper

        self._nodes.append(helper.make_node("Identity", [value], [name]))
        info = helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", *shape])
        self._outputs.append(info)

    def patches(self, value: str) -> str:
        """Log-mel patches, ``(N, 96, 64)``, as the one channel of an image."""
        value = self.add("Unsqueeze", value, self.constant("channel_axis", np.array([1])))
        return self._rounded(value, *int8.PATCHES) if self._weights.int8 else value

    def latents(self, value: str, layer: Layer) -> str:
        """What a layer put out, ``(N, rows, columns, C)``, as the next layer takes it."""
        value = self.add("Transpose", value, perm=[0, 3, 1, 2])
        return self._activation(value, layer.convolutions[-1]) if self._weights.int8 else value

    def layer(self, layer: Layer, value: str) -> str:
        """One layer of the table: each convolution with its ReLU."""
        for name in layer.convolutions:
            value = self._activation(self._convolution(layer, name, value), name)
        return value

    def embedding(self, value: str) -> str:
        """Mean over what is left of time and frequency, ``(N, 1024)``."""
        return self.add("Flatten", self.add("GlobalAveragePool", value))

    def logits(self, value: str) -> str:
        """The dense layer, ``(N, 521)``."""
        return self.add("Gemm", value, *self._pair("classifier"), transB=1)

    def model(self, name: str) -> onnx.ModelProto:
        """All of it, checked."""
        from onnx import checker, helper

        graph = helper.make_graph(
            self._nodes, name, self._inputs, self._outputs, list(self._constants.values())
        )
        opset = helper.make_opsetid("", _OPSET)
        model = helper.make_model(graph, opset_imports=[opset], ir_version=_IR_VERSION)
        checker.check_model(model)
        return model

    def _convolution(self, layer: Layer, name: str, value: str) -> str:
        out, _, height, width = layer.weight_shape(name)
        pointwise = name.endswith("pointwise")
        return self.add(
            "Conv",
            value,
            *(self._int8_pair(name) if self._weights.int8 else self._pair(name)),
            kernel_shape=[height, width],
            strides=[1, 1] if pointwise else [layer.stride, layer.stride],
            pads=[0, 0, 0, 0] if pointwise else list(layer.padding),
            group=out if name.endswith("depthwise") else 1,
        )

    def _activation(self, value: str, convolution: str) -> str:
        if self._weights.int8:
            # Rounding clips to the range as well: it is the ReLU6.
            return self._rounded(value, *int8.activation(convolution))
        if self._weights.ceiling is None:
            return self.add("Relu", value)
        floor = self.constant("floor", np.array(0, np.float32))
        ceiling = self.constant("ceiling", np.array(self._weights.ceiling, np.float32))
        return self.add("Clip", value, floor, ceiling)

    def _rounded(self, value: str, step: float, zero: int) -> str:
        grid = (
            self.constant(f"step_{step:.6f}", np.array(step, np.float32)),
            self.constant(f"zero_{zero}", np.array(zero, np.uint8)),
        )
        return self.add("DequantizeLinear", self.add("QuantizeLinear", value, *grid), *grid)

    def _pair(self, name: str) -> tuple[str, str]:
        weight, bias = f"{name}.weight", f"{name}.bias"
        tensors = self._weights.tensors
        return self.constant(weight, tensors[weight]), self.constant(bias, tensors[bias])

    def _int8_pair(self, name: str) -> tuple[str, str]:
        weight, step = int8.rounded_weight(self._weights.tensors[f"{name}.weight"])
        bias, bias_step = int8.rounded_bias(self._weights.tensors[f"{name}.bias"], name, step)
        return (
            self._on_grid(f"{name}.weight", weight, step),
            self._on_grid(f"{name}.bias", bias, bias_step),
        )

    def _on_grid(self, name: str, steps: NDArray[Any], step: NDArray[np.float32]) -> str:
        grid = self.constant(name, steps), self.constant(f"{name}.step", step)
        return self.add("DequantizeLinear", *grid, axis=0)
