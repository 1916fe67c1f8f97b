"""The arithmetic of the released TFLite model: 8 bits for weights and activations.

``tfhub`` was trained for it (ReLU6, weights int8 per channel). Its weights are exact in either
arithmetic; what differs is that every activation is rounded to one of 256 steps. On a CPU with
8-bit dot products that is more than twice as fast as float32, whose latents are smoother.

Figures: quantisation of the tensors of Google's ``yamnet.tflite``.
"""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.yamnet.table import LAYERS

#: Step and zero point of the log-mel patches (-6.91 to 5.33; louder is clipped).
PATCHES = (0.048020608723163605, 144)

_STEP = 6 / 255
_STEPS = {"layer11.pointwise": 0.020902719348669052}
_LEVELS = 127


def activation(convolution: str) -> tuple[float, int]:
    """Step and zero point of what a convolution puts out; its range is the ReLU6's.

    Example:
        >>> step, zero = activation("conv1")
        >>> round(255 * step, 6), zero
        (6.0, 0)
    """
    return _STEPS.get(convolution, _STEP), 0


def rounded_weight(
    weight: NDArray[np.float32],
) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Weights as int8 and the step of each output channel; exact for ``tfhub``.

    Example:
        >>> steps, step = rounded_weight(np.array([[[[0.5]]], [[[-2.54]]]], np.float32))
        >>> steps.ravel().tolist(), step.round(4).tolist() == np.float32([0.0039, 0.02]).tolist()
        ([127, -127], True)
    """
    largest = np.abs(weight).reshape(len(weight), -1).max(axis=1)
    step = (np.where(largest > 0, largest, 1.0) / _LEVELS).astype(np.float32)
    steps = np.round(weight / step[:, None, None, None])
    return steps.astype(np.int8), step


def rounded_bias(
    bias: NDArray[np.float32], convolution: str, weight_step: NDArray[np.float32]
) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
    """Biases as int32, in the steps of the sums they are added to; exact for ``tfhub``."""
    before = _BEFORE[convolution]
    into = activation(before)[0] if before else PATCHES[0]
    step = (weight_step * np.float32(into)).astype(np.float32)
    return np.round(bias / step.astype(np.float64)).astype(np.int32), step


@cache
def sums_are_exact() -> bool:
    """Whether this CPU's 8-bit sums do not overflow; x86 without VNNI adds pairs in 16 bits.

    Asked of ONNX Runtime itself, with the largest numbers there are. Where it is not so, its
    slower exact way is taken.
    """
    import onnxruntime
    from onnx import TensorProto, helper

    largest = np.full((64, 64), 255, np.uint8), np.full((64, 64), 127, np.int8)
    kinds = TensorProto.UINT8, TensorProto.INT8, TensorProto.INT32
    a, b, out = (
        helper.make_tensor_value_info(name, kind, [64, 64])
        for name, kind in zip("abc", kinds, strict=True)
    )
    product = helper.make_node("MatMulInteger", ["a", "b"], ["c"])
    graph = helper.make_graph([product], "largest", [a, b], [out])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    session = onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )
    (found,) = session.run(None, dict(zip("ab", largest, strict=True)))
    return bool((np.asarray(found) == 64 * 255 * 127).all())


def _before() -> dict[str, str]:
    """The convolution before each; "" before the first."""
    names = [name for layer in LAYERS for name in layer.convolutions]
    return dict(zip(names, ["", *names], strict=False))


_BEFORE = _before()
