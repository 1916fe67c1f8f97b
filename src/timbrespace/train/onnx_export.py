"""From a PyTorch module to an ONNX graph with named ends. Needs the extra ``models``."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    import onnx

OPSET = 18


def exported(
    module: nn.Module, example: Tensor, taken: str, given: str, any_length: tuple[int, ...]
) -> onnx.ModelProto:
    """The graph of a module with one input and one output.

    Args:
        module: Exported as it is in evaluation; each of its parts is left as it was.
        example: An input of a typical shape; only its shape counts.
        taken: Name of the graph's input.
        given: Name of its output.
        any_length: Axes of the input that may have any length.
    """
    were_training = [each for each in module.modules() if each.training]
    axes = {axis: torch.export.Dim.DYNAMIC for axis in any_length}
    try:
        with torch.no_grad(), quiet():
            program = torch.onnx.export(
                module.eval(),
                (example,),
                input_names=[taken],
                output_names=[given],
                opset_version=OPSET,
                dynamic_shapes=(axes,),
                dynamo=True,
                verbose=False,
            )
    finally:
        for each in were_training:
            each.training = True
    assert program is not None
    return program.model_proto


def halved(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same graph, where tensors that lose nothing by it are kept in 16 bits.

    They are cast back when the graph is loaded, so it computes as before.
    """
    import numpy as np
    from onnx import TensorProto, helper, numpy_helper

    casts = []
    for tensor in model.graph.initializer:
        if tensor.data_type != TensorProto.FLOAT:
            continue
        values = numpy_helper.to_array(tensor)
        with np.errstate(over="ignore"):
            small = values.astype(np.float16)
        if values.size < 256 or not np.array_equal(small.astype(np.float32), values):
            continue
        name = tensor.name
        tensor.CopyFrom(numpy_helper.from_array(small, f"{name}.half"))
        casts.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = [*casts, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


@contextmanager
def quiet() -> Iterator[None]:
    """Keeps what the exporter says about itself, not about the model, from the user."""
    logger = logging.getLogger("torch.onnx._internal.exporter._registration")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", "# The axis name", UserWarning)
            warnings.filterwarnings("ignore", r"`isinstance\(treespec, LeafSpec\)`", FutureWarning)
            yield
    finally:
        logger.setLevel(level)
