"""Memory before the first sample."""

from __future__ import annotations

import pytest

from timbrespace.spaces.trained.wavenet.memory import silent
from timbrespace.spaces.trained.wavenet.weights import packed

from .full import drawn


def test_rings_are_as_long_as_layers_look_back():
    of, dilations = drawn(n_taps=3)
    memory = silent(packed(of, prefix=""), dilations, 2)
    assert dilations == (1, 2, 1, 2)
    assert memory.begins.tolist() == [0, 2, 6, 8, 12]
    assert memory.past.shape == (12, 2, 5) and not memory.past.any()


def test_silence_lies_before():
    of, dilations = drawn()
    assert silent(packed(of, prefix=""), dilations).before.tolist() == [128]
    of, dilations = drawn(n_out=30)
    assert silent(packed(of, prefix=""), dilations).before.tolist() == [0]


def test_each_layer_has_a_dilation():
    of, dilations = drawn()
    with pytest.raises(ValueError, match="3 dilations for 4 layers"):
        silent(packed(of, prefix=""), dilations[:3])
