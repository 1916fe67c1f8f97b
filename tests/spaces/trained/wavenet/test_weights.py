"""How weights are laid out, and what is said of those that don't fit."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.spaces.trained.wavenet.weights import PREFIX, packed

from .full import drawn


def test_each_number_is_where_the_kernel_looks_for_it():
    of, _ = drawn(n_taps=3)
    weights = packed(of, np.float64, prefix="")
    for layer, tap, i, o in ((0, 0, 1, 2), (3, 2, 4, 5), (2, 1, 0, 0)):
        there = of[f"layers.{layer}.dilated.weight"][o, tap * 5 + i]
        assert weights.dilated[layer, tap, i, o] == there
    assert weights.skip[2, 1, 4] == of["skip.weight"][4, 2 * 3 + 1]
    assert weights.residual[1, 2, 3] == of["layers.1.residual.weight"][3, 2]
    assert weights.of_codes and all(each.flags.c_contiguous for each in weights)


def test_names_of_other_parts_are_passed_by():
    of, _ = drawn()
    named = {PREFIX + name: each for name, each in of.items()} | {"network.encoder": np.ones(3)}
    both = zip(packed(named), packed(of, prefix=""), strict=True)
    assert all(np.array_equal(a, b) for a, b in both)


def test_mixtures_enter_by_one_row():
    weights = packed(drawn(n_out=30)[0], prefix="")
    assert not weights.of_codes and weights.enter.shape == (1, 5)


def test_halves_are_computed_with_in_full():
    of = {name: each.astype(np.float16) for name, each in drawn()[0].items()}
    assert {each.dtype for each in packed(of, prefix="")} == {np.dtype(np.float32)}


def test_what_is_missing_or_does_not_fit_is_told():
    of, _ = drawn()
    with pytest.raises(KeyError, match="head"):
        packed({name: each for name, each in of.items() if name != "head.bias"}, prefix="")
    with pytest.raises(ValueError):
        packed(of | {"skip.weight": np.zeros((6, 5))}, prefix="")
    with pytest.raises(ValueError, match="one sample"):
        packed(drawn(n_taps=1)[0], prefix="")
