from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.surrogates.networks import EnsembleNet, GuessNet  # noqa: E402


def test_networks_come_back_from_their_arrays():
    torch.manual_seed(0)
    x = torch.randn(4, 5)
    net = EnsembleNet(5, 3, 2, (8, 6))
    for mine, again in zip(net(x), EnsembleNet.from_arrays(net.arrays())(x), strict=True):
        assert torch.equal(mine, again)
    guess, mask = GuessNet(5, 3, (7,)), torch.ones(4, 3)
    again = GuessNet.from_arrays(guess.arrays())
    assert torch.equal(guess(x[:, :3], mask, x), again(x[:, :3], mask, x))


def test_members_may_see_batches_of_their_own():
    net = EnsembleNet(5, 3, 2, (8,))
    x = torch.randn(2, 4, 5)
    mean, _ = net(x)
    assert torch.allclose(mean[1], net(x[1])[0][1], atol=1e-6)


def test_layout_of_the_arrays():
    shapes = {name: a.shape for name, a in EnsembleNet(5, 3, 2, (8,)).arrays().items()}
    assert shapes == {
        "forward.0.weight": (2, 8, 5), "forward.0.bias": (2, 8),
        "forward.1.weight": (2, 6, 8), "forward.1.bias": (2, 6),
    }  # fmt: skip
    guess = GuessNet(5, 3, (8,)).arrays()
    assert guess["guess.0.weight"].shape == (8, 11) and guess["guess.1.bias"].shape == (5,)
    assert all(array.dtype == np.float32 for array in guess.values())
