"""The network of a VAE of rows. Needs the extra ``models``."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn

from timbrespace.train.table.config import TableConfig

#: Slope below 0 of the study's activation.
SLOPE = 0.1


class Encoder(nn.Module):
    """Scaled rows ``(B, columns)`` to mean and log variance ``(B, D)``."""

    def __init__(self, config: TableConfig) -> None:
        super().__init__()
        sizes = (config.n_columns, *config.hidden)
        self.body = nn.Sequential(*(_layer(*pair) for pair in _pairs(sizes)))
        self.mean = Head(sizes[-1], config)
        self.log_variance = Head(sizes[-1], config)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """Mean and log variance of scaled rows."""
        inner = self.body(x)
        return self.mean(inner), self.log_variance(inner)


class Head(nn.Module):
    """The last layer before a latent, normalised and bent as the config says."""

    def __init__(self, n_in: int, config: TableConfig) -> None:
        super().__init__()
        self.linear = _linear(n_in, config.dims)
        bends = {"relu": nn.ReLU(), "leaky": nn.LeakyReLU(SLOPE), "linear": nn.Identity()}
        self.bend = bends[config.heads]
        plain = config.heads == "linear"
        self.norm = nn.Identity() if plain else nn.BatchNorm1d(config.dims)

    def forward(self, x: Tensor) -> Tensor:
        """What is said of ``(B, n_in)``: ``(B, D)``."""
        made: Tensor = self.bend(self.norm(self.linear(x)))
        return made

    @torch.no_grad()
    def reorder(self, order: Tensor) -> None:
        """Put its dims in another order."""
        for held in (self.linear, self.norm):
            for tensor in (*held.parameters(), *held.buffers()):
                if tensor.ndim:
                    tensor.copy_(tensor[order])


class Decoder(nn.Module):
    """Latents ``(B, D)`` to scaled rows ``(B, columns)``, before the sigmoid."""

    def __init__(self, config: TableConfig) -> None:
        super().__init__()
        sizes = (config.dims, *config.hidden[::-1])
        # The study has a sigmoid between.
        bends = [nn.Sigmoid() if config.heads == "leaky" else nn.ReLU() for _ in config.hidden]
        layers = [
            nn.Sequential(_linear(*pair), bend)
            for pair, bend in zip(_pairs(sizes), bends, strict=True)
        ]
        self.body = nn.Sequential(*layers, _linear(sizes[-1], config.n_columns))

    def forward(self, z: Tensor) -> Tensor:
        """Logits of scaled rows, of latents."""
        logits: Tensor = self.body(z)
        return logits

    @torch.no_grad()
    def reorder(self, order: Tensor) -> None:
        """Take its dims in another order."""
        first = next(each for each in self.modules() if isinstance(each, nn.Linear))
        first.weight.copy_(first.weight[:, order])


def _layer(n_in: int, n_out: int) -> nn.Module:
    return nn.Sequential(_linear(n_in, n_out), nn.BatchNorm1d(n_out), nn.LeakyReLU(SLOPE))


def _linear(n_in: int, n_out: int) -> nn.Linear:
    """A layer with Glorot's weights, as Tybalt begins."""
    layer = nn.Linear(n_in, n_out)
    nn.init.xavier_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)
    return layer


def _pairs(sizes: Sequence[int]) -> list[tuple[int, int]]:
    return list(zip(sizes[:-1], sizes[1:], strict=True))
