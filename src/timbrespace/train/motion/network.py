"""Convolutions over frames, as long as what comes in. Needs the extra ``models``."""

from __future__ import annotations

import torch
from torch import Tensor, nn


class Block(nn.Module):
    """A residual block that looks ``dilation`` frames to either side.

    Ends are held, not filled with zeros: a clip does not begin out of nothing.

    Args:
        channels: In and out.
        dilation: Frames from one tap to the next.
    """

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.wide = nn.Conv1d(channels, channels, 3, dilation=dilation)
        self.mix = nn.Conv1d(channels, channels, 1)
        self.dilation = dilation

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, F)`` to the same."""
        held = nn.functional.pad(
            nn.functional.gelu(x), (self.dilation, self.dilation), mode="replicate"
        )
        added: Tensor = self.mix(nn.functional.gelu(self.wide(held)))
        return x + added


def tower(n_in: int, channels: int, dilations: tuple[int, ...]) -> nn.Sequential:
    """From ``(B, n_in, F)`` to ``(B, channels, F)``."""
    blocks = [Block(channels, dilation) for dilation in dilations]
    return nn.Sequential(nn.Conv1d(n_in, channels, 1), *blocks, nn.GELU())


class Encoder(nn.Module):
    """Scaled features to the mean and the log variance of a latent for each frame."""

    def __init__(self, n_in: int, channels: int, dilations: tuple[int, ...], dims: int) -> None:
        super().__init__()
        self.body = tower(n_in, channels, dilations)
        self.mean = nn.Conv1d(channels, dims, 1)
        self.log_variance = nn.Conv1d(channels, dims, 1)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """``(B, F, features)`` to two of ``(B, F, D)``."""
        inner = self.body(x.mT)
        # Beyond this the exponential runs away in the first steps.
        return self.mean(inner).mT, self.log_variance(inner).mT.clamp(-12, 6)


class Decoder(nn.Module):
    """Latents to scaled features, frame for frame."""

    def __init__(self, n_out: int, channels: int, dilations: tuple[int, ...], dims: int) -> None:
        super().__init__()
        self.body = tower(dims, channels, dilations[::-1])
        self.out = nn.Conv1d(channels, n_out, 1)

    def forward(self, z: Tensor) -> Tensor:
        """``(B, F, D)`` to ``(B, F, features)``."""
        features: Tensor = self.out(self.body(z.mT)).mT
        return features


@torch.no_grad()
def reorder(encoder: Encoder, decoder: Decoder, order: Tensor) -> None:
    """Permute the latent dims on both sides; what the two compute together stays."""
    for giving in (encoder.mean, encoder.log_variance):
        giving.weight.copy_(giving.weight[order])
        assert giving.bias is not None
        giving.bias.copy_(giving.bias[order])
    taking = decoder.body[0]
    assert isinstance(taking, nn.Conv1d)
    taking.weight.copy_(taking.weight[:, order])
