"""Between encoder and decoder: a Gaussian of each frame, or the nearest of learned vectors."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional

#: Log variances of the posterior stay within these.
LEAST_LOG_VARIANCE, MOST_LOG_VARIANCE = -10.0, 4.0
#: How much frames are drawn to their vectors, beside what vectors are drawn to frames.
COMMITMENT = 0.25


def gaussian(encoded: Tensor) -> tuple[Tensor, Tensor]:
    """Means and log variances, each ``(B, F, D)``, of ``(B, F, 2 D)``."""
    mean, log_variance = encoded.float().chunk(2, dim=-1)
    return mean, log_variance.clamp(LEAST_LOG_VARIANCE, MOST_LOG_VARIANCE)


def divergence(mean: Tensor, log_variance: Tensor) -> Tensor:
    """Kullback-Leibler divergence from the standard normal, in nats, one for each number."""
    return 0.5 * (mean.square() + log_variance.exp() - 1.0 - log_variance)


def nearest(z: Tensor, codebook: Tensor) -> Tensor:
    """Numbers ``(B, F)`` of the entries ``(E, D)`` that lie nearest to frames ``(B, F, D)``."""
    away = codebook.square().sum(-1) - 2 * z @ codebook.mT
    return away.argmin(dim=-1)


def quantised(z: Tensor, codebook: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """Frames as their nearest entries, as if nothing had happened where gradients are asked.

    Source: van den Oord et al., *Neural Discrete Representation Learning*, 2017.

    Returns:
        Frames ``(B, F, D)``, what they and the entries are apart (a scalar to be minimised), and
        the entries' numbers ``(B, F)``.
    """
    numbers = nearest(z, codebook)
    entries = codebook[numbers]
    apart = functional.mse_loss(entries, z.detach())
    apart = apart + COMMITMENT * functional.mse_loss(z, entries.detach())
    return z + (entries - z).detach(), apart, numbers


def perplexity(numbers: Tensor, n_entries: int) -> Tensor:
    """How many entries are in use, as it were: e to the entropy of ``(B, F)``.

    Example:
        >>> perplexity(torch.tensor([[0, 1, 0, 1]]), 8)
        tensor(2.)
    """
    share = torch.bincount(numbers.flatten(), minlength=n_entries).float() / numbers.numel()
    return torch.exp(-torch.special.xlogy(share, share).sum())


def jittered(z: Tensor, share: float) -> Tensor:
    """Frames ``(B, F, D)`` of which some hear a neighbour's latents in the place of their own.

    Keeps the latents of neighbours alike, and the decoder from following every one.

    Source: Chorowski et al., 2019.

    Args:
        z: Frames.
        share: How many; half of them hear the frame before, half the frame behind.
    """
    n_sounds, n_frames, _ = z.shape
    drawn = torch.rand(n_sounds, n_frames, device=z.device)
    shift = (drawn < share / 2).long() - (drawn > 1 - share / 2).long()
    at = torch.arange(n_frames, device=z.device) + shift
    # Beyond either end lies the end itself.
    at = at.clamp(0, n_frames - 1)
    return z.gather(1, at[..., None].expand_as(z))
