from __future__ import annotations

import numpy as np
import pytest

from timbrespace.surrogates.forward import Ensemble, silu


@pytest.fixture(scope="module")
def both():
    """An ensemble in NumPy and the PyTorch network that it came from."""
    torch = pytest.importorskip("torch")
    from timbrespace.surrogates.networks import EnsembleNet

    torch.manual_seed(0)
    net = EnsembleNet(6, 4, n_members=3, hidden=(20, 24))
    temper = np.array([1.0, 2.0, 0.5, 1.0])
    return Ensemble(net.arrays(), temper), net, temper


def test_says_what_pytorch_says(both):
    import torch

    ensemble, net, temper = both
    x = np.random.default_rng(1).standard_normal((50, 6))
    means, variances = ensemble.members(x)
    with torch.no_grad():
        torch_mean, log_variance = net(torch.from_numpy(x).float())
    np.testing.assert_allclose(means, torch_mean.numpy(), atol=1e-5)
    np.testing.assert_allclose(variances, log_variance.exp().numpy() * temper, rtol=1e-4)


def test_slopes_are_finite_differences(both):
    ensemble = both[0]
    x, words, step = np.linspace(-1, 1, 6), np.array([2, 0]), 1e-5
    means, slopes = ensemble.slopes(x, words)
    np.testing.assert_allclose(means, ensemble.members(x[None])[0][:, 0, words])
    for d in range(6):
        aside = step * np.eye(6)[d]
        up, down = (ensemble.members((x + s * aside)[None])[0][:, 0, words] for s in (1, -1))
        np.testing.assert_allclose(slopes[:, :, d], (up - down) / (2 * step), atol=1e-7)


def test_slopes_of_log_variances_too(both):
    ensemble = both[0]
    x, step = np.linspace(-0.5, 0.5, 6), 1e-5
    logs, slopes = ensemble.slopes(x, np.array([4 + 1]))

    def log_variance(at):
        return np.log(ensemble.members(at[None])[1][:, 0, 1] / ensemble.temper[1])

    np.testing.assert_allclose(logs[:, 0], log_variance(x))
    for d in range(6):
        aside = step * np.eye(6)[d]
        rise = (log_variance(x + aside) - log_variance(x - aside)) / (2 * step)
        np.testing.assert_allclose(slopes[:, 0, d], rise, atol=1e-7)


def test_the_mixture_is_as_wide_as_its_members_and_their_quarrel(both):
    ensemble, _, temper = both
    x = np.random.default_rng(2).standard_normal((20, 6))
    means, variances = ensemble.members(x)
    mean, variance = ensemble.predict(x)
    np.testing.assert_allclose(mean, means.mean(axis=0))
    np.testing.assert_allclose(variance, variances.mean(axis=0) + temper * means.var(axis=0))


def test_far_values_do_not_overflow():
    assert silu(np.array([-1e6, 0.0, 1e6])).tolist() == [0.0, 0.0, 1e6]
