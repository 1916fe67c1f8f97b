"""Phases are integrated at peaks and shared around them; a tone stays a tone."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from timbrespace.train.stream.frames import Analysis, scaled_level
from timbrespace.train.stream.synthesis import Synthesis, nearest_peak, to_magnitude

HOP = 256


def spoken_of(x: torch.Tensor) -> torch.Tensor:
    frames = Analysis(HOP).of_sound(x)
    return torch.cat([scaled_level(frames.magnitude), frames.real, frames.imaginary], dim=-1)


def said(spoken: torch.Tensor) -> torch.Tensor:
    synthesis = Synthesis(HOP)
    state = torch.zeros(len(spoken), synthesis.n_state)
    blocks = []
    for at in range(spoken.shape[1]):
        block, state = synthesis(spoken[:, at], state)
        blocks.append(block)
    return torch.cat(blocks, dim=1)


def test_a_spectrum_turned_into_samples_and_added_up_is_the_sound_it_came_from():
    torch.manual_seed(0)
    x = 0.1 * torch.randn(1, 40 * HOP)
    analysis, synthesis = Analysis(HOP), Synthesis(HOP)
    windows = torch.nn.functional.pad(x, (512, 512)).unfold(1, 768, HOP)
    spectrum = analysis.spectrum(windows)
    out = torch.zeros(1, 44 * HOP)
    for t in range(spectrum.shape[1]):
        real, imaginary = spectrum[:, t].split(synthesis.n_bins, dim=-1)
        out[:, t * HOP : t * HOP + 768] += synthesis._sound(real, imaginary)
    assert (out[:, 512 : 512 + 38 * HOP] - x[:, : 38 * HOP]).abs().max() < 1e-5


@pytest.mark.parametrize("f_hz", [300.0, 1_234.5, 7_000.0])
def test_a_tone_keeps_its_pitch_and_level(f_hz):
    t = np.arange(48_000) / 48_000
    x = torch.from_numpy(0.5 * np.sin(2 * np.pi * f_hz * t))[None].float()
    y = said(spoken_of(x))[0, 4_800:-4_800].numpy()
    spectrum = np.abs(np.fft.rfft(y * np.hanning(len(y)), 8 * len(y)))
    assert np.argmax(spectrum) * 48_000 / (8 * len(y)) == pytest.approx(f_hz, abs=0.5)
    assert np.sqrt(np.mean(y**2)) == pytest.approx(0.5 / np.sqrt(2), rel=0.05)


def test_silence_is_silent():
    assert said(spoken_of(torch.zeros(1, 8 * HOP))).abs().max() < 1e-6


def test_what_could_not_be_foretold_becomes_noise():
    flat = torch.zeros(1, 200, 3 * 385)
    flat[..., :385] = scaled_level(torch.tensor(0.01))
    y = said(flat)[0].numpy()
    spectrum = np.abs(np.fft.rfft(y[2_000:40_000])) ** 2
    flatness = np.exp(np.log(spectrum[500:-500]).mean()) / spectrum[500:-500].mean()
    assert flatness > 0.3  # White noise has 0.56, tones next to nothing.


@given(levels=arrays(np.float32, (2, 33), elements=st.floats(-2, 2, width=32), unique=True))
@settings(max_examples=50, deadline=None)
def test_every_bin_finds_a_peak_uphill(levels):
    level = torch.from_numpy(levels)
    peak = nearest_peak(level)
    assert (torch.gather(level, 1, peak) >= level).all()
    assert torch.equal(torch.gather(peak, 1, peak), peak) or level.shape[1] > 16


def test_levels_are_bounded_both_ways():
    assert float(to_magnitude(torch.tensor([50.0]))) <= 2.0
    assert float(to_magnitude(torch.tensor([-50.0]))) == 0.0
