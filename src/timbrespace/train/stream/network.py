"""Causal convolutions over frames, with what they remember handed in and out."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn


class CausalBlock(nn.Module):
    """A residual block that listens to three frames, the last of them the present one."""

    def __init__(self, width: int, dilation: int) -> None:
        super().__init__()
        #: Frames that are remembered.
        self.n_past = 2 * dilation
        self.norm = nn.LayerNorm(width)
        self.listen = nn.Conv1d(width, width, 3, dilation=dilation)
        self.mix = nn.Linear(width, width)

    def forward(self, x: Tensor, past: Tensor) -> tuple[Tensor, Tensor]:
        """Next frames ``(B, F, C)``, and the past ``(B, n_past, C)`` for the call after."""
        heard = torch.cat([past, self.norm(x)], dim=1)
        y = self.listen(heard.transpose(1, 2)).transpose(1, 2)
        return x + self.mix(nn.functional.gelu(y)), heard[:, -self.n_past :]


class CausalStack(nn.Module):
    """Blocks one after another; all that they remember is one flat tensor."""

    def __init__(self, n_in: int, n_out: int, width: int, dilations: Sequence[int]) -> None:
        super().__init__()
        self.enter = nn.Linear(n_in, width)
        self.blocks = nn.ModuleList(CausalBlock(width, dilation) for dilation in dilations)
        self.leave = nn.Sequential(nn.LayerNorm(width), nn.Linear(width, n_out))
        self.sizes = [2 * dilation * width for dilation in dilations]
        self.width = width

    @property
    def n_state(self) -> int:
        """Numbers that are remembered from call to call."""
        return sum(self.sizes)

    def forward(self, x: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """Frames ``(B, F, n_in)`` to ``(B, F, n_out)``; state ``(B, n_state)`` in and out."""
        y = self.enter(x)
        pasts = torch.split(state, self.sizes, dim=1)
        kept = []
        for block, past in zip(self.blocks, pasts, strict=True):
            y, past = block(y, past.reshape(past.shape[0], -1, self.width))
            kept.append(past.flatten(1))
        return self.leave(y), torch.cat(kept, dim=1)
