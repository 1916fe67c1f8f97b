"""PyTorch and ONNX are one network; gradients reach the waveform."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from timbrespace.spaces.yamnet.space import YamNet
from timbrespace.spaces.yamnet.table import LAYERS, TAPS
from timbrespace.spaces.yamnet.taps import parse_taps
from timbrespace.spaces.yamnet.weights import Weights

torch = pytest.importorskip("torch")


@pytest.mark.parametrize("ceiling", [None, 6.0])
def test_equal_to_onnx_at_every_tap(
    random_weights: Weights, noise: np.ndarray, ceiling: float | None
) -> None:
    space = YamNet(replace(random_weights, ceiling=ceiling), parse_taps("all", flat=True), "cpu")
    ours = space.encode(noise, 16_000)
    with torch.no_grad():
        theirs = space.module(torch.from_numpy(noise))
    for name in TAPS:
        expected = theirs[name][0].flatten(1).numpy()
        found = ours[f"{name}:flat"]
        assert found.shape == expected.shape
        scale = max(1.0, float(np.abs(expected).max()))
        assert np.abs(found - expected).max() < 1e-4 * scale, name


def test_resume_equals_the_straight_pass(random_weights: Weights, noise: np.ndarray) -> None:
    module = YamNet(random_weights, parse_taps("0"), "cpu").module
    with torch.no_grad():
        taps = {name: tap[0] for name, tap in module(torch.from_numpy(noise)).items()}
        scale = max(1.0, float(taps["logits"].abs().max()))
        for layer in ("logmel", *(each.index for each in LAYERS), "embedding"):
            logits = module.resume(taps[str(layer)], layer)
            assert (logits - taps["logits"]).abs().max() < 1e-5 * scale


def test_gradients_reach_the_waveform(random_weights: Weights, noise: np.ndarray) -> None:
    module = YamNet(random_weights, parse_taps("0"), "cpu").module
    # Half of it silent: the magnitude of a bin that is 0 must not give NaN.
    waveform = torch.from_numpy(np.concatenate([noise[:16_000], np.zeros(16_000, np.float32)]))
    waveform.requires_grad_(True)
    module(waveform)["8"].square().mean().backward()
    gradient = waveform.grad
    assert gradient is not None and torch.isfinite(gradient).all()
    assert (gradient[:15_000].abs() > 0).float().mean() > 0.9


def test_a_batch_is_its_sounds(random_weights: Weights, noise: np.ndarray) -> None:
    module = YamNet(random_weights, parse_taps("0"), "cpu").module
    two = torch.from_numpy(np.stack([noise, noise[::-1]]))
    with torch.no_grad():
        both, one = module(two)["scores"], module(two[1])["scores"]
    assert both.shape == (2, 4, 521)
    assert torch.allclose(both[1], one[0], atol=1e-6)
