"""What is alike is to be near, all else far."""

from __future__ import annotations

from torch import Tensor


def contrast(points: Tensor, keys: Tensor, temperature: float) -> Tensor:
    """How far points of one key are from each other, beside all others: a scalar.

    Of each point, the mean over those of its key of ``-log softmax`` of the cosine divided by
    the temperature; points that are alone in their key say nothing.

    Args:
        points: ``(N, D)``, each of length 1.
        keys: ``(N,)``.
        temperature: Above 0.

    Source: Khosla et al., *Supervised Contrastive Learning*, 2020.

    Example:
        >>> import torch
        >>> at, keys = torch.eye(2)[[0, 0, 1, 1]], torch.tensor([0, 0, 1, 1])
        >>> near, mixed = contrast(at, keys, 0.1), contrast(at, keys[[0, 2, 1, 3]], 0.1)
        >>> bool(near < 0.01 < mixed)
        True
    """
    import torch

    alone = torch.eye(len(points), dtype=torch.bool, device=points.device)
    cosines = (points @ points.T / temperature).masked_fill(alone, -torch.inf)
    said = torch.log_softmax(cosines, 1).masked_fill(alone, 0.0)
    alike = (keys[:, None] == keys[None]) & ~alone
    n_alike = alike.sum(1)
    each = -(said * alike).sum(1) / n_alike.clamp(min=1)
    return each[n_alike > 0].mean()
