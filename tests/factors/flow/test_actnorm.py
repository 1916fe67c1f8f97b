"""ActNorm: standardises its first batch, inverts, and counts its own volume."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("zuko")

from timbrespace.factors.flow.actnorm import ActNorm  # noqa: E402


def test_first_batch_comes_out_standardised_and_goes_back():
    x = torch.randn(200, 5, generator=torch.Generator().manual_seed(0)) * 3 + 7
    norm = ActNorm(5)
    norm.initialise(x)
    y = norm()(x)
    assert torch.allclose(y.mean(0), torch.zeros(5), atol=1e-5)
    assert torch.allclose(y.std(0, correction=0), torch.ones(5), atol=1e-5)
    assert torch.allclose(norm().inv(y), x, atol=1e-4)


def test_log_determinant_is_the_sum_of_log_scales():
    norm = ActNorm(3)
    with torch.no_grad():
        norm.log_scale.copy_(torch.tensor([0.5, -1.0, 2.0]))
    _, logdet = norm().call_and_ladj(torch.zeros(4, 3))
    assert torch.allclose(logdet, torch.full((4,), 1.5))


def test_a_dim_that_never_moves_stays_finite():
    norm = ActNorm(2)
    norm.initialise(torch.ones(10, 2))
    assert torch.isfinite(norm()(torch.full((1, 2), 1.1))).all()
