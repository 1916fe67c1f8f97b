from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.guessing import Guesser


def test_says_what_pytorch_says():
    torch = pytest.importorskip("torch")
    from timbrespace.surrogates.networks import GuessNet

    torch.manual_seed(0)
    net = GuessNet(5, 3, hidden=(16, 12))
    rng = np.random.default_rng(0)
    wanted, near = rng.standard_normal((9, 3)), rng.standard_normal((9, 5))
    mask = (rng.random((9, 3)) < 0.5).astype(float)
    with torch.no_grad():
        said = net(*(torch.from_numpy(a).float() for a in (wanted, mask, near))).numpy()
    guesser = Guesser(net.arrays())
    np.testing.assert_allclose(guesser(wanted, mask, near), said, atol=1e-5)
    np.testing.assert_allclose(guesser(wanted[0], mask[0], near[0]), said[0], atol=1e-5)


def test_what_is_not_wanted_does_not_matter():
    guesser = Guesser({"guess.0.weight": np.ones((2, 8)), "guess.0.bias": np.zeros(2)})
    mask, near = np.array([1.0, 0.0, 0.0]), np.zeros(2)
    one, other = (guesser(np.array([0.5, w, w]), mask, near) for w in (-3.0, 7.0))
    np.testing.assert_array_equal(one, other)
