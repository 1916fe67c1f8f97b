"""What a latent costs, dim by dim, and how many dims are of use."""

from __future__ import annotations

from torch import Tensor

#: A dim whose mean varies less than this over the data is not of use (Burda et al., 2016).
ACTIVE_ABOVE = 0.01


def kl_per_dim(mean: Tensor, log_variance: Tensor) -> Tensor:
    """The Kullback-Leibler divergence from a standard normal, a mean over the batch: ``(D,)``.

    Its sum over dims is what the loss takes, in nats per latent.

    Args:
        mean: ``(B, D)``.
        log_variance: ``(B, D)``.

    Source: Kingma & Welling, *Auto-Encoding Variational Bayes*, 2014.

    Example:
        >>> import torch
        >>> kl_per_dim(torch.tensor([[0.0, 2.0]]), torch.zeros(1, 2))
        tensor([0., 2.])
    """
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).mean(0)


def active_units(mean: Tensor) -> Tensor:
    """How many dims of means ``(N, D)`` vary over the data: few of many means a collapse.

    Source: Burda, Grosse & Salakhutdinov, *Importance Weighted Autoencoders*, 2016.

    Example:
        >>> import torch
        >>> int(active_units(torch.tensor([[0.0, 1.0], [0.01, -1.0]])))
        1
    """
    return (mean.var(0, correction=0) > ACTIVE_ABOVE).sum()
