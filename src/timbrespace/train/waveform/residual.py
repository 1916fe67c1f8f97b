"""The improved network: strided convolutions with dilated residual units behind each.

The shape of encoder and decoder follows Zeghidour et al., *SoundStream*, 2021, made small: the
first convolution steps far enough that nothing runs at the rate of the samples.
"""

from __future__ import annotations

from torch import Tensor, nn

from timbrespace.train.waveform.config import WaveformConfig

#: Of the leaky rectifiers, below 0.
SLOPE = 0.2


class ResidualUnit(nn.Module):
    """What it is given, plus what a dilated convolution of width 3 makes of it.

    Args:
        channels: In and out.
        dilation: Frames between its three taps.
    """

    def __init__(self, channels: int, dilation: int) -> None:
        super().__init__()
        self.change = nn.Sequential(
            nn.LeakyReLU(SLOPE),
            nn.Conv1d(channels, channels, 3, padding=dilation, dilation=dilation),
            nn.LeakyReLU(SLOPE),
            nn.Conv1d(channels, channels, 1),
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
    return nn.Sequential(*layers, nn.LeakyReLU(SLOPE), nn.Conv1d(n_in, config.n_dims, 1))


def decoder(config: WaveformConfig) -> nn.Sequential:
    """Latents ``(B, D, F)`` to sounds ``(B, 1, T)``."""
    layers: list[nn.Module] = [nn.Conv1d(config.n_dims, config.channels[-1], 1)]
    n_outs = (1, *config.channels[:-1])
    for i in reversed(range(len(config.channels))):
        n_in = config.channels[i]
        step = nn.ConvTranspose1d(
            n_in, n_outs[i], config.kernels[i], config.strides[i], config.paddings[i]
        )
        layers += [*_units(config, n_in), nn.LeakyReLU(SLOPE), step]
    return nn.Sequential(*layers)


def _units(config: WaveformConfig, channels: int) -> list[nn.Module]:
    return [ResidualUnit(channels, dilation) for dilation in config.dilations]
