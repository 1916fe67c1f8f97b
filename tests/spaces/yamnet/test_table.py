"""The table holds the published shapes, and weights fit it."""

from __future__ import annotations

from math import prod

import pytest

from timbrespace.spaces.yamnet.table import LAYERS, TAPS, class_names, weight_shapes

PUBLISHED = [
    (48, 32, 32),
    (48, 32, 64),
    *[(24, 16, 128)] * 2,
    *[(12, 8, 256)] * 2,
    *[(6, 4, 512)] * 6,
    *[(3, 2, 1024)] * 2,
]


def test_layers_have_the_published_names_and_shapes() -> None:
    assert [layer.shape for layer in LAYERS] == PUBLISHED
    assert [layer.name for layer in LAYERS] == [
        "conv 1",
        *(f"conv {index} pw" for index in range(1, 14)),
    ]
    assert [layer.index for layer in LAYERS if layer.stride == 2] == [0, 2, 4, 6, 12]


def test_each_layer_takes_what_the_one_before_gives() -> None:
    for before, after in zip(LAYERS, LAYERS[1:], strict=False):
        assert after.in_shape == before.shape


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name)
def test_padding_is_tensorflows_same(layer) -> None:
    top, left, bottom, right = layer.padding
    for length, before, after, out in (
        (layer.in_shape[0], top, bottom, layer.shape[0]),
        (layer.in_shape[1], left, right, layer.shape[1]),
    ):
        assert (length + before + after - 3) // layer.stride + 1 == out
        assert 0 <= after - before <= 1  # the odd row goes to the end
        assert (before, after) == ((0, 1) if layer.stride == 2 else (1, 1))


def test_the_network_has_the_published_number_of_parameters() -> None:
    assert sum(prod(shape) for shape in weight_shapes().values()) == 3_729_481


def test_taps_and_classes() -> None:
    assert TAPS == ("logmel", *map(str, range(14)), "embedding", "scores")
    names = class_names()
    assert len(set(names)) == len(names) == 521
    assert names[0] == "Speech" and names[-1] == "Field recording"
