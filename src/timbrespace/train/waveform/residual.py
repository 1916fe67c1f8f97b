"""The improved network: a lapped transform that learns, and residual units behind it.

Sources: encoder and decoder mirror each other as in Zeghidour et al., *SoundStream*, 2021. The
first convolution starts as the lapped transform of transform codecs (Malvar, *Lapped Transforms
for Efficient Transform/Subband Coding*, 1990) and the residual units start as nothing, so that
the training begins with a linear codec and not with noise.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from timbrespace.train.waveform.config import WaveformConfig

#: Of the leaky rectifiers, below 0.
SLOPE = 0.2

#: What the first convolution makes of white noise at a usual level (0.1) has this deviation.
GAIN = 30.0


class ResidualUnit(nn.Module):
    """What it is given, plus what a dilated convolution of width 3 makes of it.

    Args:
        channels: In and out.
        dilation: Frames between its three taps.
    """

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        last = nn.Conv1d(channels, channels, 1)
        nn.init.zeros_(last.weight)
        nn.init.zeros_(last.bias)
        self.change = nn.Sequential(
            nn.LeakyReLU(SLOPE),
            nn.Conv1d(channels, channels, 3, padding=dilation, dilation=dilation),
            nn.LeakyReLU(SLOPE),
            last,
        )

    def forward(self, x: Tensor) -> Tensor:
        """``(B, C, F)`` to the same shape."""
        changed: Tensor = x + self.change(x)
        return changed


def encoder(config: WaveformConfig) -> nn.Sequential:
    """Sounds ``(B, 1, T)`` to latents ``(B, D, F)``, not yet bounded."""
    layers: list[nn.Module] = []
    n_in = 1
    for i, n_out in enumerate(config.channels):
        step = nn.Conv1d(n_in, n_out, config.kernels[i], config.strides[i], config.paddings[i])
        layers += [step, *_units(config, n_out)]
        n_in = n_out
    _start_lapped(layers[0], GAIN / math.sqrt(config.kernels[0]))
    return nn.Sequential(*layers, nn.Conv1d(n_in, config.n_dims, 1))


def decoder(config: WaveformConfig) -> nn.Sequential:
    """Latents ``(B, D, F)`` to sounds ``(B, 1, T)``."""
    layers: list[nn.Module] = [nn.Conv1d(config.n_dims, config.channels[-1], 1)]
    n_outs = (1, *config.channels[:-1])
    for i in reversed(range(len(config.channels))):
        n_in = config.channels[i]
        step = nn.ConvTranspose1d(
            n_in, n_outs[i], config.kernels[i], config.strides[i], config.paddings[i]
        )
        layers += [*_units(config, n_in), step]
    # Undoes the gain of the analysis where the two are a tight frame.
    n_over = config.channels[0] / config.strides[0]
    _start_lapped(
        layers[-1], 2 / (GAIN / math.sqrt(config.kernels[0]) * 0.375 * config.kernels[0] * n_over)
    )
    return nn.Sequential(*layers)


@torch.no_grad()
def _start_lapped(step: nn.Module, scale: float) -> None:
    """Cosines and sines at evenly spaced frequencies, under a Hann window."""
    assert isinstance(step, nn.Conv1d | nn.ConvTranspose1d) and step.bias is not None
    wave = step.weight.view(-1, step.kernel_size[0])
    n_waves, width = wave.shape
    time = torch.arange(width) + 0.5 - width / 2
    pair = torch.arange(n_waves)
    frequency = math.pi * ((pair // 2) + 0.5) / math.ceil(n_waves / 2)
    phase = (pair % 2) * (math.pi / 2)
    window = torch.hann_window(width)
    wave.copy_(scale * window * torch.cos(frequency[:, None] * time + phase[:, None]))
    nn.init.zeros_(step.bias)


def _units(config: WaveformConfig, channels: int) -> list[nn.Module]:
    return [ResidualUnit(channels, dilation) for dilation in config.dilations]
