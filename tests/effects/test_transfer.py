"""Filters by their transfer functions are the recursions themselves, and pass slopes."""

from __future__ import annotations

import math

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.effects import transfer  # noqa: E402  (only where there is PyTorch)


def test_a_pole_that_hardly_dies_away_is_not_wrapped_round():
    share = 1e-5
    x = torch.randn(2, 1, 30_000, dtype=torch.float64, generator=torch.manual_seed(0))
    made = transfer.through(x, lambda log_z: transfer.one_pole(log_z, torch.full((2,), share)))
    held, wanted = torch.zeros(2, 1, dtype=torch.float64), []
    for sample in x.unbind(-1):
        held = held + share * (sample - held)
        wanted.append(held)
    wanted = torch.stack(wanted, -1)
    assert (made - wanted).abs().max() < 1e-7 * wanted.abs().max()


@pytest.mark.parametrize("samples", [2.0, 7.0, 100.0])
def test_a_whole_delay_is_one(samples):
    x = torch.randn(1, 2, 300, dtype=torch.float64, generator=torch.manual_seed(1))
    at = torch.tensor([samples])
    for delay in (transfer.delayed, transfer.between):
        made = transfer.through(x, lambda log_z, delay=delay: delay(log_z, at))
        wanted = torch.nn.functional.pad(x, (int(samples), 0))[..., :300]
        assert torch.allclose(made, wanted, atol=1e-9)


def test_between_samples_no_tone_grows_and_low_ones_stay():
    turns = torch.linspace(0, math.pi, 200, dtype=torch.float64)
    log_z = torch.complex(torch.zeros_like(turns), -turns)
    response = transfer.between(log_z, torch.linspace(5, 6, 21))
    assert response.abs().max() <= 1 + 1e-12
    audible = turns < math.pi / 4
    low = response[:, audible]
    ideal = torch.exp(log_z[audible] * torch.linspace(5, 6, 21)[:, None])
    assert low.abs().min() > 0.98
    assert torch.angle(low / ideal).abs().max() < 0.01


def test_slopes_are_right_numerically():
    x = torch.randn(1, 1, 64, dtype=torch.float64, generator=torch.manual_seed(2))

    def out(share, delay):
        def filtered(log_z):
            return transfer.one_pole(log_z, share) * transfer.between(log_z, delay)

        return transfer.through(x, filtered)

    share = torch.tensor([0.3], dtype=torch.float64, requires_grad=True)
    delay = torch.tensor([4.4], dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(out, (share, delay))


def test_quick_lengths_are_long_enough_and_hardly_longer():
    for n in range(1, 5_000, 7):
        length = transfer.quick_length(n)
        assert n <= length < 1.34 * n + 2
        assert length & (length - 1) == 0 or math.gcd(length, 15) in (3, 5) or length < 16


def test_the_type_of_the_sound_is_kept():
    x = torch.zeros(1, 1, 8)
    made = transfer.through(x, lambda log_z: transfer.one_pole(log_z, torch.tensor([1.0])))
    assert made.dtype == torch.float32 and np.isfinite(made.numpy()).all()
