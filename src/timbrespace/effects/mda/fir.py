"""Linear filters for gradients: a response in time, laid over whole sounds by FFT."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor


def one_pole(share: Tensor, n_taps: int) -> Tensor:
    """The response ``(B, n_taps)`` of ``y += share * (x - y)``, for shares ``(B,)`` in (0, 1].

    Cut after ``n_taps``: what is left out is ``(1 - share) ** n_taps`` of the whole.

    Example:
        >>> import torch
        >>> one_pole(torch.tensor([0.5]), 3)
        tensor([[0.5000, 0.2500, 0.1250]])
    """
    import torch

    steps = torch.arange(n_taps, device=share.device, dtype=share.dtype)
    kept = (1.0 - share)[:, None]
    # A share of 1 keeps nothing: 0 ** 0 is 1, and its slope by the share is one tap long.
    return share[:, None] * kept**steps


def convolve(x: Tensor, response: Tensor) -> Tensor:
    """Sounds ``(B, C, T)`` through causal responses ``(B, L)`` or ``(B, C, L)``, still ``T`` long.

    Example:
        >>> import torch
        >>> twice = torch.tensor([[[1.0, 0.0, 1.0]]])
        >>> convolve(twice, torch.tensor([[0.5, 0.25]])).round(decimals=3)
        tensor([[[0.5000, 0.2500, 0.5000]]])
    """
    import torch

    if response.ndim == 2:
        response = response[:, None]
    n = quick_length(x.shape[-1] + response.shape[-1] - 1)
    spectrum = torch.fft.rfft(x, n) * torch.fft.rfft(response, n)
    filtered: Tensor = torch.fft.irfft(spectrum, n)
    return filtered[..., : x.shape[-1]]


def quick_length(n: int) -> int:
    """The next length, ``n`` or more, that an FFT is quick at: 1, 3 or 5 times a power of 2.

    Example:
        >>> [quick_length(n) for n in (5, 1000, 1100, 1400)]
        [5, 1024, 1280, 1536]
    """
    power = 1 << (max(n, 1) - 1).bit_length()
    return min(size for size in (power, power * 3 // 4, power * 5 // 8) if size >= n)
