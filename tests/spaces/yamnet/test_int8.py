"""Rounding is exact where it should be, and as coarse as it says elsewhere."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.spaces.yamnet import int8
from timbrespace.spaces.yamnet.table import LAYERS
from timbrespace.spaces.yamnet.weights import Weights, load

CONVOLUTIONS = [name for layer in LAYERS for name in layer.convolutions]


def test_rounding_stays_within_half_a_step(random_weights: Weights) -> None:
    for name in CONVOLUTIONS:
        weight = random_weights.tensors[f"{name}.weight"]
        steps, step = int8.rounded_weight(weight)
        back = steps * step[:, None, None, None]
        assert np.all(np.abs(back - weight) <= 0.5001 * step[:, None, None, None])


@pytest.mark.index
def test_the_released_weights_are_exact_in_int8(tfhub: Weights) -> None:
    for name in CONVOLUTIONS:
        weight, bias = tfhub.tensors[f"{name}.weight"], tfhub.tensors[f"{name}.bias"]
        steps, step = int8.rounded_weight(weight)
        assert np.allclose(steps * step[:, None, None, None], weight, rtol=1e-6, atol=0)
        sums, sum_step = int8.rounded_bias(bias, name, step)
        assert np.allclose(sums * sum_step.astype(np.float64), bias, rtol=1e-5, atol=1e-7)


@pytest.mark.index
def test_the_rounded_network_is_a_space_of_its_own(tfhub: Weights) -> None:
    rounded = load("tfhub-int8")
    assert rounded.int8 and not tfhub.int8
    assert rounded.name == "tfhub-int8" and rounded.sha256 != tfhub.sha256


def test_this_cpu_was_asked_and_answered() -> None:
    assert int8.sums_are_exact() in (True, False)
    assert int8.activation("layer11.pointwise")[0] < int8.activation("conv1")[0]
