"""The KL is the one of the books, a mean over the batch."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from timbrespace.train.spectrogram.kl import active_units, kl_per_dim  # noqa: E402


def test_it_is_what_pytorch_computes():
    mean, log_variance = torch.randn(7, 5), torch.randn(7, 5)
    normal = torch.distributions.Normal(mean, torch.exp(0.5 * log_variance))
    standard = torch.distributions.Normal(0.0, 1.0)
    reference = torch.distributions.kl_divergence(normal, standard).mean(0)
    assert torch.allclose(kl_per_dim(mean, log_variance), reference, atol=1e-5)


def test_a_batch_twice_over_costs_the_same():
    mean, log_variance = torch.randn(4, 3), torch.randn(4, 3)
    twice = kl_per_dim(mean.repeat(2, 1), log_variance.repeat(2, 1))
    assert torch.allclose(twice, kl_per_dim(mean, log_variance))


def test_dims_that_stand_still_are_not_active():
    mean = torch.randn(50, 4) * torch.tensor([1.0, 0.5, 0.01, 0.0]) + 3
    assert int(active_units(mean)) == 2
