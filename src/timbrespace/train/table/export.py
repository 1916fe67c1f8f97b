"""A network of dense layers as an ONNX graph, written layer by layer. Needs the extra ``models``.

The exporter that traces any network takes many seconds, and these networks are six layers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from torch import Tensor, nn

from timbrespace.train.onnx_export import OPSET

if TYPE_CHECKING:
    import onnx

#: What files of this operator set are said to be of; older runtimes read them too.
_IR_VERSION = 10


class Drawing:
    """A graph with one input ``(N, n_in)`` and one output ``(N, n_out)`` as it is being drawn.

    Args:
        taken: Name of its input.
        n_in: Columns of it.
    """

    def __init__(self, taken: str, n_in: int) -> None:
        self._taken, self._n_in = taken, n_in
        self._nodes: list[Any] = []
        self._tensors: list[Any] = []

    def node(self, operator: str, *inputs: str | Tensor, **attributes: Any) -> str:
        """One operator over values drawn before, or tensors that are kept; gives its output."""
        from onnx import helper

        names = [self._kept(each) if isinstance(each, Tensor) else each for each in inputs]
        made = f"v{len(self._nodes)}"
        self._nodes.append(helper.make_node(operator, names, [made], **attributes))
        return made

    def through(self, module: nn.Module, x: str) -> str:
        """A value through a layer, or layers one after another, as in evaluation.

        Raises:
            TypeError: There is no way known to draw such a layer.
        """
        if isinstance(module, nn.Sequential):
            for each in module:
                x = self.through(each, x)
            return x
        if isinstance(module, nn.Identity):
            return x
        if isinstance(module, nn.Linear):
            return self.node("Gemm", x, module.weight, module.bias, transB=1)
        if isinstance(module, nn.BatchNorm1d):
            mean, variance = module.running_mean, module.running_var
            assert mean is not None and variance is not None
            return self.node("BatchNormalization", x, module.weight, module.bias, mean, variance,
                             epsilon=module.eps)  # fmt: skip
        if isinstance(module, nn.LeakyReLU):
            return self.node("LeakyRelu", x, alpha=module.negative_slope)
        plain = {nn.ReLU: "Relu", nn.Sigmoid: "Sigmoid"}
        if type(module) in plain:
            return self.node(plain[type(module)], x)
        raise TypeError(f"no way is known to draw {type(module).__name__}")

    def finished(self, value: str, given: str, n_out: int) -> onnx.ModelProto:
        """The graph that gives ``value`` by the name ``given``."""
        from onnx import TensorProto, helper

        last = helper.make_node("Identity", [value], [given])
        graph = helper.make_graph(
            [*self._nodes, last],
            "dense",
            [helper.make_tensor_value_info(self._taken, TensorProto.FLOAT, ["n", self._n_in])],
            [helper.make_tensor_value_info(given, TensorProto.FLOAT, ["n", n_out])],
            self._tensors,
        )
        return helper.make_model(
            graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=_IR_VERSION
        )

    def _kept(self, tensor: Tensor) -> str:
        from onnx import numpy_helper

        name = f"t{len(self._tensors)}"
        values = np.asarray(tensor.detach().cpu().numpy(), np.float32)
        self._tensors.append(numpy_helper.from_array(values, name))
        return name
