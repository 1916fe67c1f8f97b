"""A WaveNet's step as an ONNX graph with its queues in and out, for ``benchmarks/wavenet.py``.

The step is the body of a ``Scan``, so that ONNX Runtime goes from sample to sample by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from timbrespace.spaces.trained.graphs import open_session
from timbrespace.spaces.trained.wavenet.mulaw import SILENCE
from timbrespace.train.onnx_export import OPSET
from timbrespace.train.wavenet.network import WaveNet

#: What files of this operator set are said to be of.
_IR_VERSION = 10
Array = NDArray[Any]


class Scanned:
    """Sounds from one call of ONNX Runtime; queues and the last code are what it hands on.

    Args:
        wavenet: A network of codes.
        n_sounds: B.
        tells: Whether it gives what it expected too: some time, and 256 numbers a sample.
    """

    def __init__(self, wavenet: WaveNet, n_sounds: int = 1, *, tells: bool = False) -> None:
        self._net, self._n_sounds = wavenet, n_sounds
        self._session = open_session(_model(wavenet, n_sounds, tells))
        self._dice = np.random.default_rng(0)

    def __call__(
        self, conditions: Array, given: Array | None = None
    ) -> tuple[Array, Array | None]:
        """Codes ``(B, T)``, and what each was expected to be ``(B, T, 256)`` if it tells.

        Args:
            conditions: Of every sample, ``(B, T, L * 2 G)``.
            given: Codes ``(B, T)`` to follow; None: they are drawn.
        """
        n_samples = conditions.shape[1]
        forced = np.full((n_samples, self._n_sounds), -1, np.int64) if given is None else given.T
        feeds = {
            "code": np.full(self._n_sounds, SILENCE, np.int64),
            "added": np.ascontiguousarray(conditions.swapaxes(0, 1), np.float32),
            "dice": self._dice.random((n_samples, self._n_sounds, 1), np.float32),
            "forced": np.ascontiguousarray(forced),
        }
        for i, shape in enumerate(_queues(self._net, self._n_sounds)):
            feeds[f"queue{i}"] = np.zeros(shape, np.float32)
        codes, *told = self._session.run(None, feeds)
        return codes.T, told[0].swapaxes(0, 1) if told else None


@dataclass
class _Body:
    """The nodes of a step, and the weights that they read."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    weights: list[onnx.TensorProto] = field(default_factory=list)

    def op(self, kind: str, *taken: str, n_out: int = 1, name: str = "", **more: Any) -> Any:
        """Draw an operator; gives the name of its output, or names of several."""
        made = [name or f"v{len(self.nodes)}_{i}" for i in range(n_out)]
        self.nodes.append(helper.make_node(kind, list(taken), made, **more))
        return made if n_out > 1 else made[0]

    def kept(self, values: Any) -> str:
        """Keep numbers in the graph."""
        name = f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.asarray(values), name))
        return name


def _queues(wavenet: WaveNet, n_sounds: int) -> list[tuple[int, int, int]]:
    """The shape of each layer's queue, ``(samples, B, R)``, the oldest first."""
    config = wavenet.config
    return [((config.kernel - 1) * d, n_sounds, config.residual) for d in wavenet.dilations]


def _step(wavenet: WaveNet, n_sounds: int, tells: bool) -> tuple[onnx.GraphProto, list[Any]]:
    """One sample: code and queues in and out, what is added, a throw and a code that is forced."""
    config, body = wavenet.config, _Body()
    state = {name: each.detach().numpy() for name, each in wavenet.state_dict().items()}
    shapes = _queues(wavenet, n_sounds)
    x = body.op("Gather", body.kept(state["enter.weight"]), "code_in")
    n_layers = len(shapes)
    added = body.op("Split", "added_t", n_out=n_layers, axis=1, num_outputs=n_layers)
    heard = []
    for i, dilation in enumerate(wavenet.dilations):
        taps = []
        for tap in range(config.kernel - 1):
            at = body.kept(np.array(tap * dilation, np.int64))
            taps.append(body.op("Gather", f"queue{i}_in", at, axis=0))
        pair = body.op("Concat", *taps, x, axis=1)
        gates = body.op("Gemm", pair, body.kept(state[f"layers.{i}.dilated.weight"]),
                        body.kept(state[f"layers.{i}.dilated.bias"]), transB=1)  # fmt: skip
        tanh, sigmoid = body.op(
            "Split", body.op("Add", gates, added[i]), n_out=2, axis=1, num_outputs=2
        )
        h = body.op("Mul", body.op("Tanh", tanh), body.op("Sigmoid", sigmoid))
        heard.append(h)
        rest = body.op("Slice", f"queue{i}_in", *(body.kept(np.array([n], np.int64))
                       for n in (1, shapes[i][0], 0)))  # fmt: skip
        new = body.op("Unsqueeze", x, body.kept(np.array([0], np.int64)))
        body.op("Concat", rest, new, name=f"queue{i}_out", axis=0)
        if i < n_layers - 1:
            more = body.op("Gemm", h, body.kept(state[f"layers.{i}.residual.weight"]),
                           body.kept(state[f"layers.{i}.residual.bias"]), transB=1)  # fmt: skip
            x = body.op("Add", x, more)
    y = body.op("Concat", *heard, axis=1)
    for name in ("skip", "head"):
        y = body.op("Relu", body.op("Gemm", y, body.kept(state[f"{name}.weight"]),
                    body.kept(state[f"{name}.bias"]), transB=1))  # fmt: skip
    out = body.op("Gemm", y, body.kept(state["leave.weight"]), body.kept(state["leave.bias"]),
                  name="told_t", transB=1)  # fmt: skip
    _draw(body, out)
    return _graph(body, shapes, n_sounds, state["leave.bias"].size, n_layers * 2 * config.gate,
                  tells), body.weights  # fmt: skip


def _draw(body: _Body, out: str) -> None:
    """A code whose odds add up to beyond the throw, or the one that is forced."""
    odds = body.op("Softmax", out, axis=1)
    below = body.op("Less", body.op("CumSum", odds, body.kept(np.array(1, np.int64))), "dice_t")
    counted = body.op("ReduceSum", body.op("Cast", below, to=TensorProto.INT64),
                      body.kept(np.array([1], np.int64)), keepdims=0)  # fmt: skip
    # Odds that add up to a hair less than the throw.
    drawn = body.op("Min", counted, body.kept(np.array(255, np.int64)))
    free = body.op("Less", "forced_t", body.kept(np.array(0, np.int64)))
    body.op("Where", free, drawn, "forced_t", name="code_out")
    body.op("Identity", "code_out", name="code_t")


def _graph(
    body: _Body, shapes: list[tuple[int, int, int]], n_sounds: int, n_out: int, n_added: int,
    tells: bool,
) -> onnx.GraphProto:  # fmt: skip
    number, whole = TensorProto.FLOAT, TensorProto.INT64
    info = helper.make_tensor_value_info
    taken = [info("code_in", whole, [n_sounds])]
    given = [info("code_out", whole, [n_sounds])]
    for i, shape in enumerate(shapes):
        taken.append(info(f"queue{i}_in", number, shape))
        given.append(info(f"queue{i}_out", number, shape))
    taken += [info("added_t", number, [n_sounds, n_added]), info("dice_t", number, [n_sounds, 1]),
              info("forced_t", whole, [n_sounds])]  # fmt: skip
    given.append(info("code_t", whole, [n_sounds]))
    if tells:
        given.append(info("told_t", number, [n_sounds, n_out]))
    return helper.make_graph(body.nodes, "step", taken, given)


def _model(wavenet: WaveNet, n_sounds: int, tells: bool) -> onnx.ModelProto:
    """The step over all samples; the weights lie outside of it, where it reads them."""
    step, weights = _step(wavenet, n_sounds, tells)
    shapes = _queues(wavenet, n_sounds)
    number, whole, info = TensorProto.FLOAT, TensorProto.INT64, helper.make_tensor_value_info
    n_added = len(shapes) * 2 * wavenet.config.gate
    states = [info("code", whole, [n_sounds])]
    states += [info(f"queue{i}", number, shape) for i, shape in enumerate(shapes)]
    scanned = [
        info("added", number, ["t", n_sounds, n_added]),
        info("dice", number, ["t", n_sounds, 1]),
        info("forced", whole, ["t", n_sounds]),
    ]
    given = [info("codes", whole, ["t", n_sounds])]
    given += [info("told", number, ["t", n_sounds, 256])] if tells else []
    scan = helper.make_node(
        "Scan", [each.name for each in (*states, *scanned)],
        [*(f"last_{each.name}" for each in states), *(each.name for each in given)],
        body=step, num_scan_inputs=len(scanned),
    )  # fmt: skip
    graph = helper.make_graph([scan], "sounds", [*states, *scanned], given, weights)
    return helper.make_model(
        graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=_IR_VERSION
    )
