"""The pair loss: how likely two items are, given which factors they share.

Source: Esser, Rombach & Ommer, 2020, in its exact form: the density of b given a is a
Gaussian with correlation rho, normalised, so that sigma and the dims can be compared.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

HALF_LOG_2PI = 0.5 * math.log(2 * math.pi)


def marginal_nll(t: Tensor, logdet: Tensor) -> Tensor:
    """``-log p(z)`` in nats ``(B,)`` when ``t (B, D)`` is standard normal."""
    return (0.5 * t.square() + HALF_LOG_2PI).sum(-1) - logdet


def conditional_nll(t_b: Tensor, t_a: Tensor, rho: Tensor, logdet_b: Tensor) -> Tensor:
    """``-log p(b | a)`` in nats ``(B,)`` when each dim of a and b correlates by ``rho``.

    Args:
        t_b: Transformed second items ``(B, D)``.
        t_a: Transformed first items ``(B, D)``.
        rho: Correlations ``(B, D)``, in (-1, 1); 0 in the residual.
        logdet_b: Log-determinants at b ``(B,)``.
    """
    variance = 1 - rho.square()
    off = (t_b - rho * t_a).square() / variance
    return (0.5 * off + 0.5 * variance.log() + HALF_LOG_2PI).sum(-1) - logdet_b


def pair_nll(t_a: Tensor, t_b: Tensor, rho: Tensor, logdet_a: Tensor, logdet_b: Tensor) -> Tensor:
    """``-log p(a, b)`` in nats for each pair ``(B,)``: a is standard normal, b given a."""
    return marginal_nll(t_a, logdet_a) + conditional_nll(t_b, t_a, rho, logdet_b)


def correlations(
    same: Mapping[str, Tensor], factors: Mapping[str, slice], n_dims: int, sigma: float
) -> Tensor:
    """``rho (B, D)``: sigma in the dims of each factor that a pair shares, 0 elsewhere.

    Args:
        same: Factor -> whether each pair shares its class, bool ``(B,)``.
        factors: Factor -> its columns.
        n_dims: Width D.
        sigma: Correlation within a class.
    """
    import torch

    first = next(iter(same.values()))
    rho = torch.zeros(len(first), n_dims, device=first.device)
    for name, columns in factors.items():
        rho[:, columns] = sigma * same[name].to(rho.dtype)[:, None]
    return rho
