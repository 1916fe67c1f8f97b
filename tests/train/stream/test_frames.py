"""Frames say what is heard: levels, and how far phases advance."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from timbrespace.train.stream.frames import Analysis, scaled_level

HOP = 256


def tone(f_hz: float, n: int = 9_600, gain: float = 0.5) -> torch.Tensor:
    return torch.from_numpy(
        (gain * np.sin(2 * np.pi * f_hz * np.arange(n) / 48_000))[None]
    ).float()


@pytest.mark.parametrize("f_hz", [437.0, 1_000.0, 5_432.1])
def test_the_advance_is_the_frequency_of_the_partial(f_hz):
    frames = Analysis(HOP).of_sound(tone(f_hz))
    peak = int(frames.magnitude[0, 20].argmax())
    turns = torch.atan2(frames.imaginary, frames.real)[0, 20, peak] / (2 * np.pi)
    found_hz = peak * 48_000 / (3 * HOP) + float(turns) * 48_000 / HOP
    assert found_hz == pytest.approx(f_hz, abs=0.5)


def test_magnitudes_are_those_of_the_partials():
    frames = Analysis(HOP).of_sound(tone(1_000.0, gain=0.25))
    assert float(frames.magnitude[0, 20].max()) == pytest.approx(0.25, rel=0.01)


def test_a_frame_knows_nothing_of_what_comes_after():
    torch.manual_seed(0)
    x = 0.1 * torch.randn(1, 4_096)
    y = x.clone()
    y[:, 2_048:] += 0.5
    a, b = (Analysis(HOP).of_sound(each).features() for each in (x, y))
    assert torch.equal(a[:, :8], b[:, :8])
    assert not torch.allclose(a[:, 8], b[:, 8])


def test_silence_has_finite_features():
    features = Analysis(HOP).of_sound(torch.zeros(1, 2_048)).features()
    assert torch.isfinite(features).all()
    assert float(scaled_level(torch.zeros(1))) > -2.0
