"""The graph follows the table: padding, order of numbers, truncation, resuming."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.yamnet import onnx_graph
from timbrespace.spaces.yamnet.table import LAYERS
from timbrespace.spaces.yamnet.taps import Tap, parse_taps
from timbrespace.spaces.yamnet.weights import Weights


@pytest.fixture(scope="module")
def patches() -> np.ndarray:
    return np.random.default_rng(0).normal(-2, 2, (3, 96, 64)).astype(np.float32)


def run(weights: Weights, taps: tuple[Tap, ...], patches: np.ndarray) -> dict[str, np.ndarray]:
    session = onnx_graph.open_session(onnx_graph.straight(weights, taps), "cpu")
    names = [str(tap) for tap in taps]
    return dict(zip(names, session.run(names, {"patches": patches}), strict=True))


def test_conv_1_by_hand(random_weights: Weights, patches: np.ndarray) -> None:
    found = run(random_weights, parse_taps("0:flat"), patches)["0:flat"].reshape(3, 48, 32, 32)
    kernel = random_weights.tensors["conv1.weight"][:, 0]  # (32, 3, 3)
    padded = np.pad(patches, ((0, 0), (0, 1), (0, 1)))
    for row, column in ((0, 0), (20, 7), (47, 31)):
        seen = padded[:, 2 * row : 2 * row + 3, 2 * column : 2 * column + 3]
        expected = np.einsum("nij,cij->nc", seen, kernel) + random_weights.tensors["conv1.bias"]
        assert np.allclose(found[:, row, column], np.clip(expected, 0, 6), atol=1e-4)


def test_pooled_is_the_mean_of_flat_over_frequency(
    random_weights: Weights, patches: np.ndarray
) -> None:
    for layer in (LAYERS[1], LAYERS[8], LAYERS[13]):
        taps = parse_taps([str(layer.index), f"{layer.index}:flat"])
        pooled, flat = run(random_weights, taps, patches).values()
        mean = flat.reshape(3, *layer.shape).mean(axis=2).transpose(0, 2, 1)
        assert np.allclose(pooled, mean, atol=1e-5)


def test_the_graph_ends_where_the_last_tap_is(random_weights: Weights) -> None:
    def convolutions(*taps: str) -> int:
        graph = onnx_graph.straight(random_weights, parse_taps(taps)).graph
        return sum(node.op_type == "Conv" for node in graph.node)

    assert convolutions("3") == 7
    assert convolutions("8", "2") == 17
    assert convolutions("embedding") == convolutions("scores") == 27


@pytest.mark.parametrize("int8", [False, True])
@pytest.mark.parametrize("ceiling", [None, 6.0])
def test_resuming_anywhere_equals_the_straight_pass(
    random_weights: Weights, patches: np.ndarray, ceiling: float | None, int8: bool
) -> None:
    weights = replace(random_weights, ceiling=ceiling, int8=int8)
    names = ["logmel", *(str(layer.index) for layer in LAYERS), "embedding"]
    taps = parse_taps([*(f"{name}:flat" for name in names[1:]), "scores"])
    straight = run(weights, taps, patches) | {"logmel:flat": patches}
    for name in names:
        session = onnx_graph.open_session(onnx_graph.resumed(weights, name), "cpu")
        latents = straight[f"{name}:flat"].reshape(3, *Tap(name).shape)
        (logits,) = session.run(["logits"], {"latents": latents})
        scores = straight["scores"].astype(np.float64).clip(1e-7, 1 - 1e-7)
        inside = (scores > 1e-3) & (scores < 1 - 1e-3)
        assert np.abs(logits - np.log(scores / (1 - scores)))[inside].max() < 1e-3
        assert np.abs(1 / (1 + np.exp(-logits.astype(np.float64))) - scores).max() < 1e-5
        if name == "logmel":
            first = logits
        assert np.abs(logits - first).max() < 1e-5 * max(1.0, float(np.abs(first).max()))


def test_without_cuda_asking_for_it_says_so(random_weights: Weights) -> None:
    import onnxruntime

    if "CUDAExecutionProvider" in onnxruntime.get_available_providers():
        pytest.skip("SKIPPED LOUDLY: this ONNX Runtime has CUDA")
    model = onnx_graph.straight(random_weights, parse_taps("0"))
    with pytest.raises(TimbrespaceError, match="onnxruntime-gpu"):
        onnx_graph.open_session(model, "cuda")
