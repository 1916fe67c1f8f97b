"""How far two sounds are apart in their spectra, at several resolutions.

Source: Yamamoto et al., *Parallel WaveGAN*, 2020; the same terms and defaults as auraloss
(Steinmetz & Reiss, 2020), which the tests hold it against. It is our own because a training
step should not depend on how another package names its options.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch import Tensor, nn

#: Below this power a bin counts as silent.
EPSILON = 1e-8


class Resolution(NamedTuple):
    """One way to look at a spectrum: samples of the transform, the step and the Hann window."""

    n_fft: int
    hop: int
    window: int


RESOLUTIONS = (Resolution(1024, 120, 600), Resolution(2048, 240, 1200), Resolution(512, 50, 240))


class SpectralLoss(nn.Module):
    """The mean over resolutions of spectral convergence and the L1 distance of log magnitudes.

    Args:
        resolutions: Which.
    """

    def __init__(self, resolutions: Sequence[Resolution] = RESOLUTIONS) -> None:
        super().__init__()
        self.resolutions = tuple(resolutions)
        for i, each in enumerate(self.resolutions):
            self.register_buffer(f"window{i}", torch.hann_window(each.window), persistent=False)

    def forward(self, made: Tensor, wanted: Tensor) -> Tensor:
        """A scalar from two batches of sounds ``(B, 1, T)``.

        Spectral convergence is taken over the whole batch, so that a silent item in it does
        not divide by nothing.
        """
        apart = [
            self._apart(made[:, 0], wanted[:, 0], i, each)
            for i, each in enumerate(self.resolutions)
        ]
        return torch.stack(apart).mean()

    def _apart(self, made: Tensor, wanted: Tensor, i: int, resolution: Resolution) -> Tensor:
        a, b = (self._magnitudes(x, i, resolution) for x in (made, wanted))
        convergence = torch.linalg.norm(b - a) / torch.linalg.norm(b)
        apart: Tensor = convergence + (torch.log(b) - torch.log(a)).abs().mean()
        return apart

    def _magnitudes(self, x: Tensor, i: int, resolution: Resolution) -> Tensor:
        """``(B, bins, frames)``; the floor under the power keeps root and log smooth."""
        window = getattr(self, f"window{i}")
        spectrum = torch.stft(
            x,
            resolution.n_fft,
            resolution.hop,
            resolution.window,
            window,
            return_complex=True,
            pad_mode="constant",
        )
        power = spectrum.real.square() + spectrum.imag.square()
        return power.clamp(min=EPSILON).sqrt()
