"""Read the tensors out of YAMNet's released TFLite file, without a TFLite runtime."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.yamnet.table import LAYERS, weight_shapes

Tensors = dict[str, NDArray[np.float32]]


def read(content: bytes) -> Tensors:
    """The tensors, dequantised: int8 times the scale of its channel.

    Weights are found by the operators that use them, in the order of the graph, because the
    names in the file are those of the machine that made it.

    Args:
        content: The bytes of ``yamnet.tflite``.

    Returns:
        Tensors by the names of :func:`~timbrespace.spaces.yamnet.table.weight_shapes`.

    Raises:
        TimbrespaceError: It is not YAMNet: other operators, or other shapes.
    """
    import tflite

    graph = tflite.Model.GetRootAs(content, 0)
    names = [name for layer in LAYERS for name in layer.convolutions] + ["classifier"]
    shapes = weight_shapes()
    found = list(_weighted(graph))
    if len(found) != len(names):
        raise _not_yamnet(f"{len(found)} weighted operators, not {len(names)}")
    tensors: Tensors = {}
    for name, (weight, bias) in zip(names, found, strict=True):
        shape = shapes[f"{name}.weight"]
        if len(shape) == 4:
            # TFLite keeps (out, h, w, in), and (1, h, w, channels) where depthwise.
            axes = (3, 0, 1, 2) if name.endswith("depthwise") else (0, 3, 1, 2)
            weight = weight.transpose(axes) if weight.ndim == 4 else weight
        if weight.shape != shape or bias.shape != shape[:1]:
            raise _not_yamnet(f"{name} has shape {weight.shape}, not {shape}")
        tensors[f"{name}.weight"] = np.ascontiguousarray(weight)
        tensors[f"{name}.bias"] = bias
    return tensors


def _weighted(model: Any) -> Any:
    """(weight, bias) of each convolution and of the dense layer after them, in order."""
    import tflite

    graph = model.Subgraphs(0)
    convolutions = {tflite.BuiltinOperator.CONV_2D, tflite.BuiltinOperator.DEPTHWISE_CONV_2D}
    begun = False
    for index in range(graph.OperatorsLength()):
        operator = graph.Operators(index)
        code = model.OperatorCodes(operator.OpcodeIndex()).BuiltinCode()
        begun = begun or code in convolutions
        # The front end has a dense layer too (the mel matrix); it comes before any convolution.
        if code in convolutions or (begun and code == tflite.BuiltinOperator.FULLY_CONNECTED):
            yield (
                _tensor(model, graph, operator.Inputs(1)),
                _tensor(model, graph, operator.Inputs(2)),
            )


def _tensor(model: Any, graph: Any, index: int) -> NDArray[np.float32]:
    import tflite

    tensor = graph.Tensors(index)
    kinds: dict[int, type[np.generic]] = {
        tflite.TensorType.INT8: np.int8,
        tflite.TensorType.INT32: np.int32,
        tflite.TensorType.FLOAT32: np.float32,
    }
    raw = model.Buffers(tensor.Buffer()).DataAsNumpy()
    values = np.frombuffer(raw.tobytes(), kinds[tensor.Type()]).reshape(tensor.ShapeAsNumpy())
    quantization = tensor.Quantization()
    if quantization is None or quantization.ScaleLength() == 0:
        return values.astype(np.float32)
    along = [1] * values.ndim
    along[quantization.QuantizedDimension()] = -1
    scale = quantization.ScaleAsNumpy().astype(np.float64).reshape(along)
    zero = quantization.ZeroPointAsNumpy().reshape(along)
    exact: NDArray[np.float64] = (values - zero) * scale
    return exact.astype(np.float32)


def _not_yamnet(because: str) -> TimbrespaceError:
    return TimbrespaceError(
        f"Expected YAMNet's TFLite file, found another network ({because}).",
        "Use the weights 'tfhub' or 'h5', or a file of that network.",
    )
