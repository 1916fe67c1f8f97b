"""Mel-frequency cepstra with their deltas, in PyTorch: the twin of ``spaces.trained.mfcc``."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from timbrespace.spaces.trained import mfcc


class Features(nn.Module):
    """Sounds ``(B, T)`` to features ``(B, 39, 2 F)``, two columns for each frame of latents.

    Args:
        sample_rate: In Hz.
        hop: Samples of a frame of latents; a column has half of them.
    """

    taper: Tensor
    bands: Tensor
    cosines: Tensor
    slope: Tensor

    def __init__(self, sample_rate: int, hop: int) -> None:
        super().__init__()
        self.front = mfcc.Mfcc(sample_rate, hop // 2)
        for name, values in {
            "taper": self.front.taper(), "bands": self.front.bands(), "cosines": mfcc.cosines(),
            "slope": mfcc.slope_weights(),
        }.items():  # fmt: skip
            self.register_buffer(name, _tensor(values), persistent=False)

    @torch.no_grad()
    def forward(self, x: Tensor) -> Tensor:
        """Features of whole sounds, with silence around them."""
        front, n = self.front, self.front.n_columns(x.shape[-1])
        before = front.window // 2
        behind = max(0, (n - 1) * front.hop + front.window - before - x.shape[-1])
        frames = functional.pad(x.float(), (before, behind)).unfold(1, front.window, front.hop)
        power = torch.fft.rfft(frames[:, :n] * self.taper, front.n_fft).abs().square()
        levels = torch.log(torch.clamp(power @ self.bands, min=mfcc.FLOOR))
        orders = [(levels @ self.cosines).mT]
        for _ in range(mfcc.N_ORDERS - 1):
            orders.append(self._slopes(orders[-1]))
        return torch.cat(orders, dim=1)

    def _slopes(self, columns: Tensor) -> Tensor:
        padded = functional.pad(columns, (mfcc.REACH, mfcc.REACH), mode="replicate")
        return padded.unfold(2, 2 * mfcc.REACH + 1, 1) @ self.slope


def _tensor(values: NDArray[np.float64]) -> Tensor:
    return torch.from_numpy(values).float()
