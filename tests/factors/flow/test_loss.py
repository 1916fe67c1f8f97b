"""The pair loss is the density of a Gaussian pair, to the last constant."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from timbrespace.factors.flow.loss import conditional_nll, correlations, pair_nll  # noqa: E402


def a_pair(n: int = 7, d: int = 3):
    generator = torch.Generator().manual_seed(0)
    return (torch.randn(n, d, generator=generator, dtype=torch.float64) for _ in range(2))


def test_equals_the_joint_gaussian_density():
    """-log p(a, b) of pairs with unit variances and correlation rho in each dim."""
    from scipy.stats import multivariate_normal

    a, b = a_pair()
    rho = torch.tensor([0.975, 0.4, 0.0], dtype=torch.float64).expand(7, 3)
    zero = torch.zeros(7, dtype=torch.float64)
    expected = np.zeros(7)
    for k, r in enumerate([0.975, 0.4, 0.0]):
        density = multivariate_normal([0, 0], [[1, r], [r, 1]])
        expected -= density.logpdf(np.stack([a[:, k].numpy(), b[:, k].numpy()], axis=1))
    assert np.allclose(pair_nll(a, b, rho, zero, zero).numpy(), expected)


def test_is_the_same_whichever_comes_first():
    a, b = a_pair()
    rho = torch.full((7, 3), 0.9, dtype=torch.float64)
    da, db = torch.arange(7.0), torch.arange(7.0) * 2
    assert torch.allclose(pair_nll(a, b, rho, da, db), pair_nll(b, a, rho, db, da))


def test_log_determinants_of_both_are_taken_off():
    a, b = a_pair()
    rho, zero, one = torch.zeros(7, 3), torch.zeros(7), torch.ones(7)
    off = pair_nll(a, b, rho, zero, zero) - pair_nll(a, b, rho, one, 2 * one)
    assert torch.allclose(off, torch.full((7,), 3.0, dtype=off.dtype))


def test_without_the_normalising_term_sigma_could_not_be_compared():
    """At b = rho * a only 0.5 log(1 - rho^2) is left to tell rho's apart."""
    a, _ = a_pair()
    zero = torch.zeros(7)
    nll = [
        conditional_nll(r * a, a, torch.full((7, 3), r), zero).mean().item() for r in (0.0, 0.975)
    ]
    assert nll[1] - nll[0] == pytest.approx(3 * 0.5 * np.log(1 - 0.975**2), abs=1e-5)


def test_correlation_is_sigma_in_shared_factors_and_nothing_elsewhere():
    same = {"material": torch.tensor([True, False]), "action": torch.tensor([False, True])}
    factors = {"material": slice(0, 2), "action": slice(2, 3)}
    rho = correlations(same, factors, 5, 0.9)
    assert np.allclose(rho, [[0.9, 0.9, 0, 0, 0], [0, 0, 0.9, 0, 0]])
