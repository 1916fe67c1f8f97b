"""The study's network: convolutions and tanh, and the mirror without one at the end."""

from __future__ import annotations

from torch import nn

from timbrespace.train.waveform.config import WaveformConfig


def encoder(config: WaveformConfig) -> nn.Sequential:
    """Sounds ``(B, 1, T)`` to latents ``(B, D, F)`` between -1 and 1."""
    layers: list[nn.Module] = []
    n_in = 1
    for n_out, kernel, stride, padding in _layers(config):
        layers += [nn.Conv1d(n_in, n_out, kernel, stride, padding), nn.Tanh()]
        n_in = n_out
    return nn.Sequential(*layers)


def decoder(config: WaveformConfig) -> nn.Sequential:
    """Latents ``(B, D, F)`` to sounds ``(B, 1, T)``; the last layer is linear."""
    layers: list[nn.Module] = []
    n_out = (1, *config.channels[:-1])
    for n, (n_in, kernel, stride, padding) in list(zip(n_out, _layers(config), strict=True))[::-1]:
        layers += [nn.ConvTranspose1d(n_in, n, kernel, stride, padding), nn.Tanh()]
    return nn.Sequential(*layers[:-1])


def _layers(config: WaveformConfig) -> list[tuple[int, int, int, int]]:
    """Channels, kernel, stride and padding of each, from the sound inwards."""
    return list(zip(config.channels, config.kernels, config.strides, config.paddings, strict=True))
