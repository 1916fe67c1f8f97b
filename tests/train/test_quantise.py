"""The quantiser gives what it counts, and lets gradients through."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")

from timbrespace.train.quantise import to_levels  # noqa: E402


@pytest.mark.parametrize("levels", [2, 3, 8, 16])
def test_there_are_that_many_evenly_spaced_levels(levels):
    values = to_levels(torch.linspace(-9, 9, 5_001), levels).unique()
    assert torch.allclose(values, torch.linspace(-1, 1, levels), atol=1e-6)


@pytest.mark.parametrize("levels", [3, 7, 15, 31])
def test_nothing_stays_exactly_nothing_at_odd_levels(levels):
    assert not to_levels(torch.zeros(4), levels).any()


def test_it_keeps_the_order_and_the_sign():
    values = to_levels(torch.linspace(-4, 4, 1_000), 8)
    assert bool((values.diff() >= 0).all())
    assert torch.allclose(values, -values.flip(0), atol=1e-6)


def test_gradients_pass_as_through_tanh():
    z = torch.linspace(-2, 2, 21, requires_grad=True)
    to_levels(z, 4).sum().backward()
    assert torch.allclose(z.grad, 1 - torch.tanh(z.detach()) ** 2, atol=1e-6)
