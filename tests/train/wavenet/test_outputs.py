"""Probabilities add up to one, and what is certain costs nothing."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.spaces.trained.wavenet import mulaw  # noqa: E402
from timbrespace.train.wavenet.config import WavenetConfig  # noqa: E402
from timbrespace.train.wavenet.outputs import bits, from_codes, log_mixture, to_codes  # noqa: E402

CODES, LOGISTICS = WavenetConfig(), WavenetConfig(output="logistics", n_mixtures=2)


def test_codes_are_those_of_the_runtime():
    samples = torch.linspace(-1.1, 1.1, 4_001)
    assert (to_codes(samples).numpy() == mulaw.encode(samples.numpy())).all()
    np.testing.assert_allclose(from_codes(torch.arange(256)), mulaw.decode(np.arange(256)),
                               atol=1e-6)  # fmt: skip


def test_a_code_is_its_own_samples_code():
    codes = torch.arange(256)
    assert torch.equal(to_codes(from_codes(codes)), codes)


def test_who_knows_nothing_pays_eight_bits_and_who_is_sure_none():
    x = torch.rand(2, 5) * 2 - 1
    assert bits(torch.zeros(2, 5, 256), x, CODES).item() == pytest.approx(8)
    sure = 50 * torch.nn.functional.one_hot(to_codes(x), 256).float()
    assert bits(sure, x, CODES).item() == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize("log_scales", [(-2.0, -4.0), (-7.5, -0.5), (-9.0, -8.0)])
def test_a_mixture_adds_up_to_one_over_all_samples_of_16_bits(log_scales):
    x = torch.arange(-32_768, 32_768).float() / 32_768
    out = torch.tensor([[0.3, -0.7, -0.98, 0.4, *log_scales]]).expand(len(x), -1)
    assert log_mixture(out.double(), x.double()).exp().sum().item() == pytest.approx(1, abs=2e-3)


def test_far_from_every_mean_there_is_still_a_slope():
    out = torch.tensor([[0.0, 0.0, 0.0, 0.0, -8.0, -8.0]], requires_grad=True)
    log_mixture(out, torch.tensor([0.9])).sum().backward()
    assert out.grad.isfinite().all() and out.grad.abs().max() > 1


def test_a_sharper_mixture_at_the_right_place_costs_less():
    x = torch.tensor([[0.25]])
    costs = [
        bits(torch.tensor([[[0.0, 0.0, 0.25, 0.25, width, width]]]), x, LOGISTICS).item()
        for width in (-3.0, -5.0, -7.0)
    ]
    assert costs[0] > costs[1] > costs[2] > 0
