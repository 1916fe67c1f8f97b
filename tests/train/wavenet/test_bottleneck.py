"""Jitter moves frames to their neighbours only; a codebook passes gradients and is used."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from timbrespace.train.wavenet.bottleneck import (  # noqa: E402
    divergence,
    gaussian,
    jittered,
    nearest,
    perplexity,
    quantised,
)


def test_no_jitter_changes_nothing():
    z = torch.randn(2, 9, 3)
    assert torch.equal(jittered(z, 0.0), z)


def test_jitter_takes_neighbours_as_often_as_it_says():
    torch.manual_seed(0)
    frames = torch.arange(400.0).expand(50, -1)[..., None]
    shift = jittered(frames, 0.12) - frames
    assert set(shift.unique().tolist()) == {-1.0, 0.0, 1.0}
    for way in (-1.0, 1.0):
        assert (shift == way).float().mean().item() == pytest.approx(0.06, abs=0.006)


def test_the_divergence_is_that_of_the_formula():
    mean, log_variance = gaussian(torch.randn(2, 3, 8))
    posterior = torch.distributions.Normal(mean, torch.exp(0.5 * log_variance))
    wanted = torch.distributions.kl_divergence(posterior, torch.distributions.Normal(0.0, 1.0))
    torch.testing.assert_close(divergence(mean, log_variance), wanted)


def test_the_nearest_entry_is_the_nearest():
    z, codebook = torch.randn(3, 5, 4), torch.randn(7, 4)
    away = torch.cdist(z, codebook.expand(3, -1, -1))
    assert torch.equal(nearest(z, codebook), away.argmin(-1))


def test_quantising_lets_gradients_through_and_draws_entries_to_frames():
    z = torch.randn(2, 5, 4, requires_grad=True)
    codebook = torch.randn(7, 4, requires_grad=True)
    frames, apart, numbers = quantised(z, codebook)
    torch.testing.assert_close(frames, codebook[numbers])
    frames.sum().backward(retain_graph=True)
    assert torch.equal(z.grad, torch.ones_like(z)) and codebook.grad is None
    apart.backward()
    moved, _, _ = quantised(z, codebook - 0.1 * codebook.grad)
    assert (moved - z).square().mean() < (frames - z).square().mean()


def test_perplexity_counts_what_is_in_use():
    assert perplexity(torch.arange(8)[None], 16).item() == pytest.approx(8)
    assert perplexity(torch.zeros(1, 8, dtype=torch.long), 16).item() == pytest.approx(1)
