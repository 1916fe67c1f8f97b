"""Both directions of a surrogate as ONNX graphs, made from its arrays: no PyTorch is needed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from timbrespace.surrogates.forward import LOG_VARIANCE
from timbrespace.surrogates.scaling import LEAST_HZ, Scaling

if TYPE_CHECKING:
    import onnx

    from timbrespace.surrogates.runtime import LearnedSurrogate

OPSET = 18
#: Logarithms (base 2) above this are taken for this, as the runtime does.
_MOST_LOG = 60.0


class Builder:
    """Collects the nodes of a graph; every value is known by its name."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, values: ArrayLike, dtype: type = np.float32) -> str:
        """A tensor that is part of the graph."""
        from onnx import numpy_helper

        name = f"c{len(self.constants)}"
        array: NDArray[Any] = np.ascontiguousarray(values, dtype).reshape(np.shape(values))
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def node(self, kind: str, *taken: str, given: str = "", **attributes: Any) -> str:
        """What an operator makes of values; ``given`` names an output of the graph."""
        from onnx import helper

        name = given or f"v{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, [*taken], [name], **attributes))
        return name

    def model(self, taken: dict[str, int], given: dict[str, int]) -> onnx.ModelProto:
        """The whole, with inputs and outputs ``(n, width)`` in float32."""
        import onnx
        from onnx import helper

        inputs, outputs = (
            [helper.make_tensor_value_info(name, 1, ["n", width]) for name, width in end.items()]
            for end in (taken, given)
        )
        graph = helper.make_graph(
            self.nodes, "surrogate", inputs, outputs, initializer=self.constants
        )
        made = helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="timbrespace"
        )
        # The newest version of the format is not what every runtime reads.
        made.ir_version = 9
        onnx.checker.check_model(made)
        return made


def predict_graph(surrogate: LearnedSurrogate) -> onnx.ModelProto:
    """``latents (n, D) -> words (n, K), spread (n, K)``, in their own units."""
    g, k, arrays = Builder(), len(surrogate.words), surrogate.arrays
    hidden = _standard(g, "latents", surrogate.latent_scaling)
    hidden = g.node("Unsqueeze", hidden, g.constant([0], np.int64))
    layers = [
        (np.swapaxes(arrays[f"forward.{i}.weight"], 1, 2), arrays[f"forward.{i}.bias"][:, None])
        for i in range(_n_layers(surrogate, "forward"))
    ]
    out = _layers(g, hidden, layers)
    axes, ends = g.constant([2], np.int64), [g.constant([n], np.int64) for n in (0, k, 2 * k)]
    means = g.node("Slice", out, ends[0], ends[1], axes)
    logs = g.node("Slice", out, ends[1], ends[2], axes)
    logs = g.node("Clip", logs, *(g.constant(end) for end in LOG_VARIANCE))
    mean, variance = _mixture(g, means, logs, surrogate.ensemble.temper)
    scaling = surrogate.word_scaling
    units, slope = _units(g, mean, scaling)
    g.node("Identity", units, given="words")
    g.node("Mul", slope, g.node("Sqrt", variance), given="spread")
    return g.model({"latents": len(surrogate.dims)}, {"words": k, "spread": k})


def guess_graph(surrogate: LearnedSurrogate) -> onnx.ModelProto:
    """``wanted (n, K), marks (n, K), near (n, D) -> latents (n, D)``, in their own units.

    ``marks`` has 1 for each word that is wanted and 0 for each that is free.
    """
    g, k, d, arrays = Builder(), len(surrogate.words), len(surrogate.dims), surrogate.arrays
    near = _standard(g, "near", surrogate.latent_scaling)
    wanted = g.node("Mul", _standard(g, "wanted", surrogate.word_scaling), "marks")
    hidden = g.node("Concat", wanted, "marks", near, axis=1)
    layers = [
        (arrays[f"guess.{i}.weight"].T, arrays[f"guess.{i}.bias"])
        for i in range(_n_layers(surrogate, "guess"))
    ]
    there = g.node("Add", near, _layers(g, hidden, layers))
    scaling = surrogate.latent_scaling
    wide = g.node("Mul", there, g.constant(scaling.scale))
    g.node("Add", wide, g.constant(scaling.mean), given="latents")
    return g.model({"wanted": k, "marks": k, "near": d}, {"latents": d})


def _layers(g: Builder, hidden: str, layers: Sequence[tuple[ArrayLike, ArrayLike]]) -> str:
    """Products with matrices, between them ``x * sigmoid(x)``."""
    for i, (weight, bias) in enumerate(layers):
        if i > 0:
            hidden = g.node("Mul", hidden, g.node("Sigmoid", hidden))
        product = g.node("MatMul", hidden, g.constant(weight))
        hidden = g.node("Add", product, g.constant(bias))
    return hidden


def _mixture(g: Builder, means: str, logs: str, temper: ArrayLike) -> tuple[str, str]:
    """Mean and variance ``(n, K)`` of all members' ``(M, n, K)``."""
    first, factor = g.constant([0], np.int64), g.constant(temper)

    def over(values: str) -> str:
        return g.node("ReduceMean", values, first, keepdims=0)

    mean = over(means)
    apart = g.node("Sub", means, mean)
    within, between = over(g.node("Exp", logs)), over(g.node("Mul", apart, apart))
    return mean, g.node("Mul", g.node("Add", within, between), factor)


def _standard(g: Builder, values: str, scaling: Scaling) -> str:
    if scaling.log.any():
        bent = g.node("Max", values, g.constant(LEAST_HZ))
        bent = g.node("Div", g.node("Log", bent), g.constant(math.log(2)))
        values = g.node("Where", g.constant(scaling.log, np.bool_), bent, values)
    centred = g.node("Sub", values, g.constant(scaling.mean))
    return g.node("Div", centred, g.constant(scaling.scale))


def _units(g: Builder, standard: str, scaling: Scaling) -> tuple[str, str]:
    """Values in their own units, and how much they change with their standard unit."""
    scale = g.constant(scaling.scale)
    bent = g.node("Add", g.node("Mul", standard, scale), g.constant(scaling.mean))
    if not scaling.log.any():
        return bent, scale
    log = g.constant(scaling.log, np.bool_)
    powers = g.node("Min", bent, g.constant(_MOST_LOG))
    raised = g.node("Exp", g.node("Mul", powers, g.constant(math.log(2))))
    steep = g.node("Mul", raised, g.constant(math.log(2)))
    slope = g.node("Where", log, steep, g.constant(1.0))
    return g.node("Where", log, raised, bent), g.node("Mul", slope, scale)


def _n_layers(surrogate: LearnedSurrogate, part: str) -> int:
    return sum(name.startswith(f"{part}.") for name in surrogate.arrays) // 2
