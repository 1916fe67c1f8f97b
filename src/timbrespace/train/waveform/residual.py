"""The improved network: a lapped transform that learns, and residual units behind it.

Sources: encoder and decoder mirror each other as in Zeghidour et al., *SoundStream*, 2021. The
first convolution starts as the lapped transform of transform codecs (Princen & Bradley,
*Analysis/Synthesis Filter Bank Design Based on Time Domain Aliasing Cancellation*, 1986) and the
residual units start as nothing, so that the training begins with a linear codec and not with
noise. It is exact where the first convolution has as many channels as its step is long and a
kernel of twice that, as in our presets.

No layer has a bias (as in Mohan et al., *Robust and Interpretable Blind Image Denoising via
Bias-Free CNNs*, 2020): with an odd number of levels silence is then a code of its own, and comes
back as silence.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn

from timbrespace.train.waveform.config import WaveformConfig

#: Of the leaky rectifiers, below 0.
SLOPE = 0.2

#: Sounds at a usual level (0.1) come out of the first convolution at about 1, where tanh bends.
GAIN = 10.0


class ResidualUnit(nn.Module):
    """What it is given, plus what a dilated convolution of width 3 makes of it.

    Args:
        channels: In and out.
        dilation: Frames between its three taps.
    """

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        last = nn.Conv1d(channels, channels, 1, bias=False)
        nn.init.zeros_(last.weight)
        self.change = nn.Sequential(
            nn.LeakyReLU(SLOPE),
            nn.Conv1d(channels, channels, 3, padding=dilation, dilation=dilation, bias=False),
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
        shape = (config.kernels[i], config.strides[i], config.paddings[i])
        step = nn.Conv1d(n_in, n_out, *shape, bias=False)
        layers += [step, *_units(config, n_out)]
        n_in = n_out
    _start_lapped(layers[0], GAIN)
    return nn.Sequential(*layers, nn.Conv1d(n_in, config.n_dims, 1, bias=False))


def decoder(config: WaveformConfig) -> nn.Sequential:
    """Latents ``(B, D, F)`` to sounds ``(B, 1, T)``."""
    layers: list[nn.Module] = [nn.Conv1d(config.n_dims, config.channels[-1], 1, bias=False)]
    n_outs = (1, *config.channels[:-1])
    for i in reversed(range(len(config.channels))):
        n_in = config.channels[i]
        shape = (config.kernels[i], config.strides[i], config.paddings[i])
        step = nn.ConvTranspose1d(n_in, n_outs[i], *shape, bias=False)
        layers += [*_units(config, n_in), step]
    _start_lapped(layers[-1], 1 / GAIN)
    return nn.Sequential(*layers)


@torch.no_grad()
def _start_lapped(step: nn.Module, gain: float) -> None:
    """Cosines at evenly spaced frequencies under a sine window (the MDCT)."""
    assert isinstance(step, nn.Conv1d | nn.ConvTranspose1d)
    waves = step.weight.view(-1, step.kernel_size[0])
    n_waves, width = waves.shape
    # A thousand radians leave float32 too few digits.
    time = torch.arange(width, dtype=torch.float64) + 0.5
    frequencies = (torch.arange(n_waves, dtype=torch.float64) + 0.5) * (math.pi / n_waves)
    window = torch.sin(time * (math.pi / width)) * math.sqrt(2 / n_waves)
    waves.copy_(gain * window * torch.cos(frequencies[:, None] * (time + n_waves / 2)))


def _units(config: WaveformConfig, channels: int) -> list[nn.Module]:
    return [ResidualUnit(channels, dilation) for dilation in config.dilations]
