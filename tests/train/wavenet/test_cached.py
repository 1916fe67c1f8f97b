"""Generation from queues foretells what the full network does, in PyTorch and compiled."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from tests.wavenet_world import network
from timbrespace.train.wavenet.cached import Cached, compiled, generate, layered
from timbrespace.train.wavenet.network import spread
from timbrespace.train.wavenet.outputs import to_codes

N_SOUNDS, N_FRAMES = 2, 4
OUTPUTS = ["codes", "logistics"]


def given(config) -> torch.Tensor:
    """Sounds that go on, as codes or as samples."""
    torch.manual_seed(1)
    sounds = torch.rand(N_SOUNDS, N_FRAMES * config.hop, dtype=torch.float64) * 2 - 1
    return to_codes(sounds) if config.output == "codes" else sounds


def foretold(net, given, z):
    """By the full network, by queues in PyTorch, and by the kernel."""
    dtype = net.wavenet.skip.weight.dtype
    if net.config.output == "logistics":
        given = given.to(dtype)
    conditions = layered(net, z.to(dtype))
    around = torch.cat([conditions[:, :1], conditions], 1).flatten(2)
    silence = to_codes(torch.zeros(N_SOUNDS, 1)) if given.dtype == torch.long else None
    first = torch.zeros(N_SOUNDS, 1, dtype=dtype) if silence is None else silence
    with torch.no_grad():
        full = net.wavenet(torch.cat([first, given[:, :-1]], 1), around)
    steps = Cached(net.wavenet, N_SOUNDS).follow(given, spread(around, net.config.hop))
    fast = compiled(net.wavenet, N_SOUNDS).follow(given.numpy(), conditions.detach().numpy())
    return full.numpy(), steps.numpy(), fast


@pytest.mark.parametrize("output", OUTPUTS)
@pytest.mark.parametrize("kernel", [2, 3])
@pytest.mark.parametrize(("dtype", "most"), [(torch.float32, 1e-5), (torch.float64, 1e-12)])
def test_all_three_foretell_the_same(output, kernel, dtype, most):
    net = network(output=output, kernel=kernel).to(dtype)
    z = torch.randn(N_SOUNDS, N_FRAMES, net.config.n_dims)
    full, steps, fast = foretold(net, given(net.config), z)
    largest = np.abs(full).max()
    assert np.abs(steps - full).max() <= most * largest
    assert np.abs(fast - full).max() <= most * largest
    assert full.std(axis=1).max() > 0.01, "all were the same, so nothing was compared"


@pytest.mark.parametrize("output", OUTPUTS)
def test_sounds_are_as_long_as_their_latents_and_repeat(output):
    net = network(output=output)
    z = torch.randn(3, 5, net.config.n_dims)
    sounds = generate(net, z)
    assert sounds.shape == (3, 1, 5 * net.config.hop) and sounds.abs().max() <= 1
    assert torch.equal(sounds, generate(net, z))
    assert not torch.equal(sounds, generate(net, z, seed=1))


def test_pytorch_draws_codes_as_often_as_they_should():
    net = network()
    with torch.no_grad():
        net.wavenet.leave.weight.zero_()
        net.wavenet.leave.bias.fill_(-50.0)
        net.wavenet.leave.bias[[128, 200]] = torch.log(torch.tensor([0.75, 0.25]))
    torch.manual_seed(0)
    n_conditions = len(net.wavenet.layers) * 2 * net.config.gate
    sounds = Cached(net.wavenet, 8).make(torch.zeros(8, 100, n_conditions))
    assert len(sounds.unique()) == 2
    assert (sounds > 0.01).float().mean().item() == pytest.approx(0.25, abs=0.06)
