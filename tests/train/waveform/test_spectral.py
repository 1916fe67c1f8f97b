"""The spectral loss is auraloss's, and is worth descending."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from timbrespace.train.waveform.spectral import SpectralLoss  # noqa: E402


def between_silences(n_items: int, seed: int) -> torch.Tensor:
    """Noise with silence at both ends, where the two pad differently."""
    generator = torch.Generator().manual_seed(seed)
    noise = 0.1 * torch.randn(n_items, 1, 6_000, generator=generator)
    return torch.nn.functional.pad(noise, (2_048, 2_048))


def test_it_is_what_auraloss_computes():
    auraloss = pytest.importorskip("auraloss")
    made, wanted = between_silences(3, 0), between_silences(3, 1)
    reference = auraloss.freq.MultiResolutionSTFTLoss()(made, wanted)
    assert float(SpectralLoss()(made, wanted)) == pytest.approx(float(reference), rel=1e-5)


def test_nothing_is_apart_from_itself_and_silence_is_finite():
    x, silence = between_silences(2, 0), torch.zeros(2, 1, 4_000)
    assert float(SpectralLoss()(x, x)) == 0
    assert torch.isfinite(SpectralLoss()(silence, silence))


def test_gradients_are_finite_even_from_silence():
    made = torch.zeros(1, 1, 4_000, requires_grad=True)
    SpectralLoss()(made + 1e-6, between_silences(1, 0)[..., :4_000]).backward()
    assert made.grad is not None and bool(torch.isfinite(made.grad).all())
