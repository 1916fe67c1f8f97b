"""Bands of power on the mel scale, in PyTorch. Needs the extra ``models``."""

from __future__ import annotations

import numpy as np
import torch
from torch import Tensor

from timbrespace.train.effects.config import EffectsConfig


def mel_matrix(sample_rate: int, n_bins: int, n_mels: int) -> Tensor:
    """Triangles ``(n_mels, n_bins)`` from 20 Hz to half the rate, each summing to about 1.

    None is narrower than two bins. Rounded to 16 bits, so that a file can keep them so.

    Source: the scale of O'Shaughnessy (1987), 2595 log10(1 + f / 700).

    Example:
        >>> mel_matrix(24_000, 513, 80).sum(1).sub(1).abs().max().item() < 0.01
        True
    """
    low, high = (2595 * np.log10(1 + hz / 700) for hz in (20.0, sample_rate / 2))
    edges_hz = 700 * (10 ** (np.linspace(low, high, n_mels + 2) / 2595) - 1)
    bin_hz = sample_rate / 2 / (n_bins - 1)
    centre_hz = edges_hz[1:-1, None]
    below_hz = np.maximum(centre_hz - edges_hz[:-2, None], bin_hz)
    above_hz = np.maximum(edges_hz[2:, None] - centre_hz, bin_hz)
    away_hz = np.arange(n_bins) * bin_hz - centre_hz
    weights = np.maximum(1 - np.where(away_hz < 0, -away_hz / below_hz, away_hz / above_hz), 0)
    weights /= weights.sum(axis=1, keepdims=True)
    return torch.from_numpy(weights).half().float()


def magnitudes(x: Tensor, config: EffectsConfig, taper: Tensor) -> Tensor:
    """``(N, bins, frames)`` of sounds ``(N, T)``; a full sine has the magnitude 1."""
    spectrum = torch.stft(
        x, config.n_fft, config.stft_hop, window=taper, pad_mode="constant", return_complex=True
    )
    return spectrum.abs()


def mel_power(x: Tensor, config: EffectsConfig) -> Tensor:
    """Power in bands ``(N, n_mels, frames)`` of sounds ``(N, T)``."""
    taper = torch.from_numpy(config.stft.taper())
    bands = mel_matrix(config.sample_rate, config.stft.n_bins, config.n_mels)
    return bands @ magnitudes(x, config, taper).square()
