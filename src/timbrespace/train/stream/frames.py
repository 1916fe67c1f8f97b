"""Causal spectral frames: what the encoder hears, and what the decoder is to say.

A frame's phases refer to its middle, so that all bins of one partial share one phase; and what
is told of them is how far they advance from frame to frame, which is the partial's frequency
(phase vocoder: Flanagan & Golden 1966).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn

#: Least magnitude that is told apart: -90 dB of a full-scale sine.
FLOOR = 3e-5
#: Advances of what is softer (-60 dB) fade out: of rounding errors they would tell as much.
AUDIBLE = 1e-3
#: Natural logarithms of magnitudes are brought to about -1 to 1.
CENTRE, SPREAD = -7.0, 3.0


@dataclass(frozen=True)
class Frames:
    """Spectral frames, each ``(B, F, K)``.

    Args:
        magnitude: 1 for a full-scale sine in the middle of a bin.
        real: Cosine of the phase advance beyond that of the bin's own frequency.
        imaginary: Its sine.
    """

    magnitude: Tensor
    real: Tensor
    imaginary: Tensor

    def features(self) -> Tensor:
        """What a network can work with: levels, and advances where there is something to hear.

        Returns:
            ``(B, F, 3 K)``.
        """
        level = scaled_level(self.magnitude)
        audible = self.magnitude / (self.magnitude + AUDIBLE)
        return torch.cat([level, audible * self.real, audible * self.imaginary], dim=-1)


def windowed_half(window: int) -> tuple[Tensor, Tensor]:
    """Cosines and sines of all bins under a Hann window, from its middle to one end.

    Cosines are the same on both sides of the middle, sines the opposite: half is enough.

    Returns:
        Two of ``(window / 2 + 1, K)`` in float64, samples by bins.
    """
    at = torch.arange(window // 2 + 1, dtype=torch.float64)
    angle = 2 * math.pi * torch.outer(at, at) / window
    hann = torch.cos(math.pi * at / window).square()[:, None]
    return torch.cos(angle) * hann, torch.sin(angle) * hann


def root(power: Tensor) -> Tensor:
    """A square root that is never zero, nor infinitely steep.

    Clamped, not added to: exporters take tiny summands for nothing and leave them out.
    """
    return torch.sqrt(torch.clamp(power, min=1e-20))


def scaled_level(magnitude: Tensor) -> Tensor:
    """Logarithms of magnitudes, about -1 to 1."""
    return (torch.log(magnitude + FLOOR) - CENTRE) / SPREAD


class Analysis(nn.Module):
    """Windowed Fourier transform, block by block, as a product with a matrix.

    A matrix of that size costs less than the networks, and it is the same in every runtime.
    """

    even: Tensor
    odd: Tensor
    shift_real: Tensor
    shift_imaginary: Tensor

    def __init__(self, hop: int) -> None:
        super().__init__()
        self.hop, self.window = hop, 3 * hop
        self.n_bins = self.window // 2 + 1
        cosines, sines = windowed_half(self.window)
        scale = 2 / (self.window / 2)
        cosines[0] /= 2  # The middle sample is met from both sides.
        self.register_buffer("even", (scale * cosines).float(), persistent=False)
        self.register_buffer("odd", (-scale * sines).float(), persistent=False)
        bins = torch.arange(self.n_bins, dtype=torch.float64)
        # From one frame to the next a bin's own frequency turns by this much; we turn it back.
        back = -2 * math.pi * hop / self.window * bins
        self.register_buffer("shift_real", torch.cos(back).float(), persistent=False)
        self.register_buffer("shift_imaginary", torch.sin(back).float(), persistent=False)

    def forward(self, windows: Tensor, before: Tensor) -> tuple[Frames, Tensor]:
        """Frames of windows ``(B, F, window)``.

        Args:
            windows: Each ends where its block ends.
            before: The last spectrum before them, ``(B, 1, 2 K)``; zeros at the start.

        Returns:
            The frames, and the last spectrum for the next call.
        """
        spectrum = self.spectrum(windows)
        earlier = torch.cat([before, spectrum[:, :-1]], dim=1)
        real, imaginary = spectrum[..., : self.n_bins], spectrum[..., self.n_bins :]
        was_real, was_imaginary = earlier[..., : self.n_bins], earlier[..., self.n_bins :]
        # now * conj(before), turned back by what the bin's own frequency turns.
        turn_real = real * was_real + imaginary * was_imaginary
        turn_imaginary = imaginary * was_real - real * was_imaginary
        left = turn_real * self.shift_real - turn_imaginary * self.shift_imaginary
        right = turn_real * self.shift_imaginary + turn_imaginary * self.shift_real
        length = root(left * left + right * right)
        magnitude = root(real * real + imaginary * imaginary)
        return Frames(magnitude, left / length, right / length), spectrum[:, -1:]

    def spectrum(self, windows: Tensor) -> Tensor:
        """Real parts, then imaginary ones, ``(B, F, 2 K)``."""
        middle = self.window // 2
        left = torch.flip(windows[..., : middle + 1], dims=[-1])
        right = nn.functional.pad(windows[..., middle:], (0, 1))
        return torch.cat([(right + left) @ self.even, (right - left) @ self.odd], dim=-1)

    def of_sound(self, x: Tensor) -> Frames:
        """Frames of whole sounds ``(B, T)``, as if silence had come before them."""
        padded = nn.functional.pad(x, (self.window - self.hop, 0))
        windows = padded.unfold(1, self.window, self.hop)
        before = x.new_zeros(x.shape[0], 1, 2 * self.n_bins)
        return self.forward(windows, before)[0]
