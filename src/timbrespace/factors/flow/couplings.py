"""The flow's layers: ActNorm, an orthogonal mix, affine couplings; all invert in closed form.

Sources: Dinh et al., *Density estimation using Real NVP*, 2017 (couplings); Kingma &
Dhariwal, *Glow*, 2018 (ActNorm, mixing); transforms by zuko. Needs the extra ``models``.
"""

from __future__ import annotations

import math
from functools import partial
from typing import cast

import torch
from torch import Tensor, nn
from zuko.flows.coupling import GeneralCouplingTransform
from zuko.lazy import LazyComposedTransform, UnconditionalTransform
from zuko.transforms import MonotonicAffineTransform, RotationTransform

from timbrespace.factors.flow.actnorm import ActNorm

#: A coupling scales by at most this, and by no less than its inverse. Unbounded ones can
#: multiply over the blocks until float32 no longer inverts them to 1e-4.
MAX_SCALE = 8.0


def build_net(n_dims: int, *, n_blocks: int, hidden: int, seed: int) -> LazyComposedTransform:
    """An untrained flow: blocks of ActNorm, rotation, two couplings; a last ActNorm and rotation.

    The couplings start as the identity, so that the flow starts as a rotation of the
    standardised input and learns to bend only where that pays.

    Args:
        n_dims: Width D, at least 2.
        n_blocks: How many blocks; 0 is a linear flow.
        hidden: Width of the two hidden layers of each coupling's network.
        seed: For rotations and networks.

    Returns:
        A zuko lazy transform: ``net()`` is a transform ``(B, D) -> (B, D)``.

    Example:
        >>> net = build_net(4, n_blocks=2, hidden=8, seed=0)
        >>> x = torch.ones(3, 4)
        >>> torch.allclose(net().inv(net()(x)), x, atol=1e-5)
        True
    """
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(seed)
        layers: list[nn.Module] = []
        for _ in range(n_blocks):
            layers += [ActNorm(n_dims), _rotation(n_dims)]
            layers += [_coupling(n_dims, hidden, first=first) for first in (True, False)]
        return LazyComposedTransform(*layers, ActNorm(n_dims), _rotation(n_dims))


@torch.no_grad()
def initialise(net: LazyComposedTransform, z: Tensor) -> None:
    """Send ``z (B, D)`` through the layers and set every ActNorm from what reaches it."""
    for layer in net.transforms:
        if isinstance(layer, ActNorm):
            layer.initialise(z)
        z = layer()(z)


def push(net: LazyComposedTransform, z: Tensor) -> tuple[Tensor, Tensor]:
    """``t(z) (B, D)`` and the log-determinant of its Jacobian ``(B,)``."""
    return cast("tuple[Tensor, Tensor]", net().call_and_ladj(z))


class Rotation(RotationTransform):  # type: ignore[misc]
    """zuko's rotation, as one product of matrices: twice as quick as row by row."""

    def _call(self, x: Tensor) -> Tensor:
        turned: Tensor = x @ self.R.mT
        return turned

    def _inverse(self, y: Tensor) -> Tensor:
        turned: Tensor = y @ self.R
        return turned


def _rotation(n_dims: int) -> UnconditionalTransform:
    # exp(A - A^T) of this size of A is far from the identity, yet quick to compute.
    return UnconditionalTransform(Rotation, torch.randn(n_dims, n_dims) / n_dims**0.5)


def _coupling(n_dims: int, hidden: int, *, first: bool) -> GeneralCouplingTransform:
    mask = (torch.arange(n_dims) < (n_dims + 1) // 2) == first
    coupling = GeneralCouplingTransform(
        n_dims,
        mask=mask,
        univariate=partial(MonotonicAffineTransform, slope=math.exp(-math.log(MAX_SCALE))),
        hidden_features=(hidden, hidden),
        activation=nn.SiLU,
    )
    last = coupling.hyper[-1]
    nn.init.zeros_(last.weight)
    nn.init.zeros_(last.bias)
    return coupling
