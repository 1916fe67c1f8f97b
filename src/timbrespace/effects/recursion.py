"""Recursions over samples that PyTorch can differentiate: two compiled loops, there and back.

A recursion written in eager PyTorch makes one small node for each sample. Here it is one node:
a loop goes forward, and a second loop, written by hand, carries the gradient back.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.autograd.function import once_differentiable

Floats = NDArray[np.float64]
Loop = Callable[..., tuple[Floats, ...]]


def recursion(forward: Loop, backward: Loop) -> Callable[..., Tensor]:
    """A differentiable operation made of two compiled loops.

    Both compute in float64, whatever the tensors' type, and on the processor: tensors on other
    devices go there and back.

    Args:
        forward: ``(*arrays) -> (out, *kept)``: what comes out, and what the way back needs.
        backward: ``(gradient of out, *arrays, *kept) -> gradients``, one for each array.

    Returns:
        A function of tensors, one for each array; ``out`` has the first one's type and device.

    Example:
        >>> def double(x):
        ...     return (2 * x,)
        >>> def back(gradient, x):
        ...     return (2 * gradient,)
        >>> x = torch.ones(3, requires_grad=True)
        >>> recursion(double, back)(x).sum().backward()
        >>> x.grad
        tensor([2., 2., 2.])
    """

    class Recursion(torch.autograd.Function):
        @staticmethod
        def forward(ctx: Any, *tensors: Tensor) -> Tensor:
            ctx.arrays = [_array(each) for each in tensors]
            out, *ctx.kept = forward(*ctx.arrays)
            ctx.tensors = [each.new_empty(0) for each in tensors]
            return torch.from_numpy(out).to(tensors[0])

        @staticmethod
        @once_differentiable
        def backward(ctx: Any, gradient: Tensor) -> Any:
            back = backward(_array(gradient), *ctx.arrays, *ctx.kept)
            ways = zip(back, ctx.tensors, ctx.needs_input_grad, strict=True)
            return tuple(torch.from_numpy(g).to(like) if ask else None for g, like, ask in ways)

    def apply(*tensors: Tensor) -> Tensor:
        out: Tensor = Recursion.apply(*tensors)  # type: ignore[no-untyped-call]
        return out

    return apply


def _array(tensor: Tensor) -> Floats:
    array: Floats = tensor.detach().to("cpu", torch.float64).contiguous().numpy()
    return array
