"""The study's network: four convolutions of step 2, a linear bottleneck, and the mirror."""

from __future__ import annotations

from math import prod

import torch
from torch import Tensor, nn

from timbrespace.train.spectrogram.config import SpectrogramConfig


class Encoder(nn.Module):
    """Normalised magnitudes to the mean and the log variance of a latent.

    Args:
        config: The model's settings.
    """

    def __init__(self, config: SpectrogramConfig) -> None:
        super().__init__()
        layers: list[nn.Module] = []
        n_in = 1
        for n_out in config.channels:
            layers += [nn.Conv2d(n_in, n_out, 3, 2, 1), nn.ReLU(), nn.BatchNorm2d(n_out)]
            n_in = n_out
        self.body = nn.Sequential(*layers, nn.Flatten())
        n_inner = n_in * prod(config.inner)
        self.mean = nn.Linear(n_inner, config.dims)
        self.log_variance = nn.Linear(n_inner, config.dims)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """``(B, 1, bins, frames)`` to two of ``(B, D)``."""
        inner = self.body(x)
        return self.mean(inner), self.log_variance(inner)


class Decoder(nn.Module):
    """A latent to normalised magnitudes.

    Args:
        config: The model's settings.
    """

    def __init__(self, config: SpectrogramConfig) -> None:
        super().__init__()
        self.inner = (config.channels[-1], *config.inner)
        self.widen = nn.Linear(config.dims, prod(self.inner))
        layers: list[nn.Module] = []
        n_in = config.channels[-1]
        for n_out in (*config.channels[-2::-1], 1):
            layers += [nn.ConvTranspose2d(n_in, n_out, 3, 2, 1), nn.ReLU(), nn.BatchNorm2d(n_out)]
            n_in = n_out
        self.body = nn.Sequential(*layers[:-2])

    def forward(self, z: Tensor) -> Tensor:
        """``(B, D)`` to ``(B, 1, bins, frames)``."""
        inner = torch.relu(self.widen(z)).view(len(z), *self.inner)
        magnitudes: Tensor = self.body(inner)
        return magnitudes


@torch.no_grad()
def reorder(encoder: Encoder, decoder: Decoder, order: Tensor) -> None:
    """Permute the latent dims on both sides; what the two compute together stays."""
    for giving in (encoder.mean, encoder.log_variance):
        giving.weight.copy_(giving.weight[order])
        giving.bias.copy_(giving.bias[order])
    decoder.widen.weight.copy_(decoder.widen.weight[:, order])
