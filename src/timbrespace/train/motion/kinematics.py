"""Where joints are, in a form that passes gradients. Needs the extra ``models``."""

from __future__ import annotations

import torch
from torch import Tensor


def rotations(six: Tensor) -> Tensor:
    """Matrices ``(..., 3, 3)`` of six numbers ``(..., 6)`` each, by Gram and Schmidt.

    The twin of :func:`timbrespace.corpus.motion.rotations.from_six`.
    """
    first = torch.nn.functional.normalize(six[..., :3], dim=-1, eps=1e-6)
    along = (first * six[..., 3:]).sum(-1, keepdim=True)
    second = torch.nn.functional.normalize(six[..., 3:] - along * first, dim=-1, eps=1e-6)
    return torch.stack([first, second, torch.linalg.cross(first, second)], -1)


def places(features: Tensor, parents: tuple[int, ...], offsets: Tensor) -> Tensor:
    """Where joints are ``(..., J, 3)`` in reaches, the root above the origin and facing ahead.

    Args:
        features: ``(..., 6 J + 4)``, see :mod:`timbrespace.corpus.motion.features`.
        parents: The joint that each hangs on.
        offsets: ``(J, 3)`` in reaches.
    """
    n_joints = len(parents)
    six = features[..., : 6 * n_joints]
    own = rotations(six.reshape(*six.shape[:-1], n_joints, 6))
    height = features[..., -1]
    root = torch.stack([torch.zeros_like(height), height, torch.zeros_like(height)], -1)
    placed, turned = [root], [own[..., 0, :, :]]
    for joint in range(1, n_joints):
        above = turned[parents[joint]]
        placed.append(placed[parents[joint]] + above @ offsets[joint])
        turned.append(above @ own[..., joint, :, :])
    return torch.stack(placed, -2)
