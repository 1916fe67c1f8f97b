"""One sample at a time is the whole network at once, in 32 bits and in 64."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.spaces.trained.wavenet import kernel
from timbrespace.spaces.trained.wavenet.generating import Generator
from timbrespace.spaces.trained.wavenet.weights import packed

from .full import HOP, drawn, outputs

CASES = [
    {},
    {"n_taps": 3, "n_layers": 5, "n_residual": 8, "n_gates": 16},
    {"n_out": 30, "n_layers": 6, "seed": 1},
]


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize(("dtype", "most"), [(np.float32, 1e-5), (np.float64, 1e-12)])
def test_outputs_are_those_of_the_full_network(case, dtype, most):
    of, dilations = drawn(**case)
    rng = np.random.default_rng(2)
    n_layers, n_gates = len(dilations), len(of["layers.0.dilated.bias"])
    conditions = rng.normal(size=(3, 9, n_layers, n_gates))
    given = rng.uniform(-1, 1, (3, 9 * HOP))
    if "enter.bias" not in of:
        given = np.floor((given + 1) * 128)
    generator = Generator(packed(of, dtype, prefix=""), dilations, HOP, n_sounds=3)
    outs = generator.follow(given, conditions)
    for b in range(3):
        full = outputs(of, dilations, given[b], conditions[b])
        assert np.abs(outs[b] - full).max() <= most * np.abs(full).max()
        assert full.std() > 0.1, "all were the same, so nothing was compared"


def test_tanh_is_close_everywhere():
    x = np.concatenate([np.linspace(-20, 20, 200_001), [-1e30, 1e30, 0, 1e-30]])
    x = x.astype(np.float32)
    gates = np.stack([x, np.full_like(x, 1e30)]).reshape(1, -1)
    heard = np.empty((1, len(x)), np.float32)
    kernel._through(heard, gates)
    assert np.abs(heard[0] - np.tanh(x.astype(np.float64))).max() <= 4e-7
    gates = np.stack([np.full_like(x, 1e30), x]).reshape(1, -1)
    kernel._through(heard, gates)
    sigmoid = 0.5 + 0.5 * np.tanh(x.astype(np.float64) / 2)
    assert np.abs(heard[0] - sigmoid).max() <= 4e-7


@pytest.mark.parametrize("n_in", [1, 3, 4, 7, 8])
def test_sums_of_any_length_are_whole(n_in):
    rng = np.random.default_rng(0)
    out, x, weight = (
        rng.normal(size=(2, 5)),
        rng.normal(size=(2, n_in)),
        rng.normal(size=(n_in, 5)),
    )
    expected = out + x @ weight
    kernel._add(out, x, weight)
    assert np.allclose(out, expected, rtol=0, atol=1e-14)
