"""From spectra to a style: strided convolutions on mel bands, pooled over time."""

from __future__ import annotations

from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval, fuse_linear_bn_eval

from timbrespace.train.effects.config import EffectsConfig
from timbrespace.train.effects.mel import mel_matrix

#: Power below this is silence; decibels of what is left go to about -1 to 1.
FLOOR, CENTRE_DB, SPREAD_DB = 1e-8, -50.0, 30.0
#: Between what is pooled and the embedding.
HIDDEN = 256


class Encoder(nn.Module):
    """Magnitudes of segments to points on a sphere.

    Means and deviations over time are kept, band by band: an effect lasts, what is played
    passes. Those of the bands themselves go beside those of what the convolutions make of them.

    Args:
        config: The model's settings.
    """

    def __init__(self, config: EffectsConfig) -> None:
        super().__init__()
        mel = mel_matrix(config.sample_rate, config.stft.n_bins, config.n_mels)
        self.mel: Tensor
        self.register_buffer("mel", mel, persistent=False)
        self.body = nn.Sequential(*_stages(config.channels))
        n_bands = config.n_mels
        for _ in config.channels:
            n_bands = (n_bands + 1) // 2
        n_kept = 3 * config.n_mels + 2 * config.channels[-1] * n_bands
        self.kept: nn.Module = nn.BatchNorm1d(n_kept)
        self.hidden = nn.Linear(n_kept, HIDDEN)
        self.normalisation: nn.Module = nn.BatchNorm1d(HIDDEN)
        self.out = nn.Linear(HIDDEN, config.dims, bias=False)

    def forward(self, spectrum: Tensor) -> Tensor:
        """``(N, 1, bins, frames)`` to ``(N, D)``, each of length 1."""
        power = self.mel @ spectrum[:, 0].square()
        levels = (10 * torch.log10(power.clamp(min=FLOOR)) - CENTRE_DB) / SPREAD_DB
        moves = (levels[:, :, 1:] - levels[:, :, :-1]).abs().mean(2)
        seen = self.body(levels[:, None]).flatten(1, 2)
        kept = self.kept(torch.cat([*_over_time(levels), moves, *_over_time(seen)], 1))
        point = self.out(torch.relu(self.normalisation(self.hidden(kept))))
        unit: Tensor = point / point.square().sum(1, keepdim=True).clamp(min=1e-12).sqrt()
        return unit

    @torch.no_grad()
    def settle(self, points: Tensor) -> None:
        """Turn the dims towards what varies most over points ``(N, D)``, and round the weights.

        Normalisations go into the layers beside them, and all weights are rounded to 16 bits, so
        that a file can keep them so. Nothing can be learned after that.
        """
        _, _, rows = torch.linalg.svd(points - points.mean(0), full_matrices=True)
        self.out.weight.copy_(rows @ self.out.weight)
        self.eval()
        self.body = nn.Sequential(*_fused(self.body))
        assert isinstance(self.kept, nn.BatchNorm1d)
        assert isinstance(self.normalisation, nn.BatchNorm1d)
        _fuse_before(self.kept, self.hidden)
        self.hidden = fuse_linear_bn_eval(self.hidden, self.normalisation)
        self.kept = self.normalisation = nn.Identity()
        for parameter in self.parameters():
            parameter.copy_(parameter.half().float())


class Repeated(nn.Module):
    """A convolution whose result is added to what it was given.

    Args:
        n: Channels.
    """

    def __init__(self, n: int) -> None:
        super().__init__()
        self.convolution: nn.Module = nn.Conv2d(n, n, 3, 1, 1, bias=False)
        self.normalisation: nn.Module = nn.BatchNorm2d(n)

    def forward(self, x: Tensor) -> Tensor:
        """``(N, C, H, W)`` to the same shape."""
        return torch.relu(x + self.normalisation(self.convolution(x)))


def _over_time(x: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and deviation ``(N, C)`` of ``(N, C, frames)``."""
    mean = x.mean(2)
    return mean, ((x - mean[:, :, None]).square().mean(2) + 1e-5).sqrt()


def _fuse_before(normalisation: nn.BatchNorm1d, linear: nn.Linear) -> None:
    """Let a linear layer do what the normalisation before it does."""
    mean, variance = normalisation.running_mean, normalisation.running_var
    assert mean is not None and variance is not None
    scale = normalisation.weight / (variance + normalisation.eps).sqrt()
    linear.bias.add_(linear.weight @ (normalisation.bias - mean * scale))
    linear.weight.mul_(scale)


def _stages(channels: tuple[int, ...]) -> Iterator[nn.Module]:
    n_in = 1
    for i, n_out in enumerate(channels):
        yield nn.Conv2d(n_in, n_out, 3, 2, 1, bias=False)
        yield nn.BatchNorm2d(n_out)
        yield nn.ReLU()
        if i:  # At the first size it would cost more than all others together.
            yield Repeated(n_out)
        n_in = n_out


def _fused(layers: nn.Sequential) -> Iterator[nn.Module]:
    """The same layers, where each normalisation is part of the convolution before it."""
    held: nn.Conv2d | None = None
    for layer in layers:
        if isinstance(layer, nn.Conv2d):
            held = layer
        elif isinstance(layer, nn.BatchNorm2d) and held is not None:
            yield fuse_conv_bn_eval(held, layer)
        else:
            if isinstance(layer, Repeated):
                _fuse(layer)
            yield layer


def _fuse(layer: Repeated) -> None:
    convolution, normalisation = layer.convolution, layer.normalisation
    assert isinstance(convolution, nn.Conv2d) and isinstance(normalisation, nn.BatchNorm2d)
    layer.convolution = fuse_conv_bn_eval(convolution, normalisation)
    layer.normalisation = nn.Identity()
