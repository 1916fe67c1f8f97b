"""The network: lengths, and that settling changes nothing but the turn of the dims."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from tests.train.effects.tiny import STYLE  # noqa: E402
from timbrespace.train.effects.network import Encoder  # noqa: E402


def spectra(n: int = 6) -> torch.Tensor:
    made = torch.Generator().manual_seed(0)
    return torch.rand(n, 1, STYLE.stft.n_bins, STYLE.n_frames, generator=made)


def encoder() -> Encoder:
    torch.manual_seed(0)
    made = Encoder(STYLE)
    for _ in range(5):
        made(spectra(16))  # So that the normalisations have seen something.
    return made.eval()


def test_points_have_the_length_one_also_for_silence():
    points = encoder()(torch.cat([spectra(), torch.zeros_like(spectra(1))]))
    assert points.shape == (7, STYLE.dims)
    assert torch.allclose(points.norm(dim=1), torch.ones(7), atol=1e-4)


def test_settling_keeps_all_distances_and_puts_what_varies_first():
    made = encoder()
    before = made(spectra(12)).detach()
    made.settle(before)
    after = made(spectra(12)).detach()
    assert torch.allclose(torch.cdist(before, before), torch.cdist(after, after), atol=3e-3)
    spread = after.var(0)
    assert (spread.diff() < 1e-3 * spread.max()).all()


def test_settled_weights_fit_in_sixteen_bits_and_no_normalisation_is_left():
    made = encoder()
    made.settle(made(spectra()).detach())
    assert all(torch.equal(p, p.half().float()) for p in made.parameters())
    assert not any(
        isinstance(m, torch.nn.BatchNorm1d | torch.nn.BatchNorm2d) for m in made.modules()
    )
