"""The weights of a WaveNet, laid out as the kernel reads them: inputs by outputs, in one row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import DTypeLike, NDArray

Array = NDArray[Any]

#: What the names of a decoder's weights begin with in ``weights.safetensors``.
PREFIX = "network.wavenet."


class Weights(NamedTuple):
    """All that a sample is computed with, of one dtype, each array in C order.

    L layers, K taps each, R channels from layer to layer, G of a gate, S of the skips.

    Args:
        enter: A row ``(256, R)`` for each code, or one ``(1, R)`` that a sample is multiplied by.
        enter_bias: ``(R,)``; zeros for codes.
        dilated: ``(L, K, R, 2 G)``, the oldest tap first.
        dilated_bias: ``(L, 2 G)``; added to the conditions, once for each frame.
        residual: ``(L - 1, G, R)``.
        residual_bias: ``(L - 1, R)``.
        skip: ``(L, G, S)``.
        skip_bias: ``(S,)``.
        head: ``(S, S)``.
        head_bias: ``(S,)``.
        leave: ``(S, n_out)``.
        leave_bias: ``(n_out,)``.
    """

    enter: Array
    enter_bias: Array
    dilated: Array
    dilated_bias: Array
    residual: Array
    residual_bias: Array
    skip: Array
    skip_bias: Array
    head: Array
    head_bias: Array
    leave: Array
    leave_bias: Array

    @property
    def of_codes(self) -> bool:
        """Whether what comes out are probabilities of codes, and no mixture."""
        return len(self.enter) > 1


def packed(
    tensors: Mapping[str, Array], dtype: DTypeLike = np.float32, prefix: str = PREFIX
) -> Weights:
    """The weights of a decoder from its tensors by name, as PyTorch keeps them.

    Args:
        tensors: ``enter.weight``, ``layers.0.dilated.weight`` and so on, behind the prefix.
        dtype: To compute in.
        prefix: Of their names; ``""`` for the decoder's own state.

    Raises:
        KeyError: One is missing.
        ValueError: Their shapes don't fit together.
    """
    of = {name.removeprefix(prefix): np.asarray(each) for name, each in tensors.items()
          if name.startswith(prefix)}  # fmt: skip
    n_layers = sum(name.endswith("dilated.weight") for name in of)
    enter = of["enter.weight"]
    bias = of.get("enter.bias")
    # A table has a row for each code; a layer has a column for the one sample that comes in.
    table, bias = (enter, np.zeros(enter.shape[1])) if bias is None else (enter.T, bias)
    dilated = _stacked(of, "dilated.weight", n_layers)
    n_gates, n_in = dilated.shape[1:]
    n_residual = len(bias)
    skip = of["skip.weight"]
    weights = Weights(
        enter=table,
        enter_bias=bias,
        dilated=dilated.transpose(0, 2, 1).reshape(n_layers, -1, n_residual, n_gates),
        dilated_bias=_stacked(of, "dilated.bias", n_layers),
        residual=_stacked(of, "residual.weight", n_layers - 1).transpose(0, 2, 1),
        residual_bias=_stacked(of, "residual.bias", n_layers - 1),
        skip=skip.T.reshape(n_layers, n_gates // 2, len(skip)),
        skip_bias=of["skip.bias"],
        head=of["head.weight"].T,
        head_bias=of["head.bias"],
        leave=of["leave.weight"].T,
        leave_bias=of["leave.bias"],
    )
    if n_in < 2 * n_residual:
        raise ValueError("its layers look at one sample only")
    return Weights(*(np.array(each, dtype, order="C") for each in weights))


def _stacked(of: Mapping[str, Array], what: str, n_layers: int) -> Array:
    """One array of what each layer has of its own."""
    return np.stack([of[f"layers.{i}.{what}"] for i in range(n_layers)])
