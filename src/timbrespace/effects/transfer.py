"""Filters that remember, for gradients: by their transfer functions, over whole sounds at once.

A recursion of any length is a fraction of polynomials in ``z ** -1``. Its response goes on for
ever, and an FFT would wrap it round; so the sound is first faded by an exponential, which fades
the response by as much, and the fade is undone behind it. In float64 that is exact to about
1e-9 of the loudest sample, however slowly the response dies away.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from torch import Tensor

#: Over the length of an FFT the fade goes down to this: what wraps round is no louder.
FADED = 1e-9


def through(x: Tensor, transfer: Callable[[Tensor], Tensor]) -> Tensor:
    """Sounds ``(B, C, T)`` through a linear filter, from silence; slopes go through both.

    Args:
        x: Of any float type.
        transfer: From the logarithm of ``z ** -1``, ``(F,)`` complex128, to the transfer
            function ``(B, F)`` or ``(B, C, F)``; :func:`delayed` makes its powers.

    Returns:
        ``(B, C, T)``, of the type of ``x``.

    Example:
        >>> import torch
        >>> half = lambda log_z: 0.5 / (1.0 - 0.5 * delayed(log_z, torch.tensor([1.0])))
        >>> through(torch.tensor([[[1.0, 0.0, 0.0, 1.0]]]), half)
        tensor([[[0.5000, 0.2500, 0.1250, 0.5625]]])
    """
    import torch

    n_samples = x.shape[-1]
    n = quick_length(n_samples + n_samples // 2 + 2)
    rate = -math.log(FADED) / n
    fade = torch.exp(-rate * torch.arange(n_samples, dtype=torch.float64, device=x.device))
    turns = torch.arange(n // 2 + 1, dtype=torch.float64, device=x.device) / n
    log_z = torch.complex(torch.full_like(turns, -rate), -2.0 * math.pi * turns)
    response = transfer(log_z)
    if response.ndim == 2:
        response = response[:, None]
    faded: Tensor = torch.fft.irfft(torch.fft.rfft(x.double() * fade, n) * response, n)
    return (faded[..., :n_samples] / fade).to(x.dtype)


def delayed(log_z: Tensor, samples: Tensor) -> Tensor:
    """``z ** -samples`` at ``(F,)`` points, for delays ``(B,)``: ``(B, F)``."""
    import torch

    return torch.exp(log_z * samples.double()[:, None])


def one_pole(log_z: Tensor, share: Tensor) -> Tensor:
    """``y += share * (x - y)``, for shares ``(B,)`` in (0, 1]: ``(B, F)``."""
    share = share.double()[:, None]
    return share / (1.0 - (1.0 - share) * log_z.exp())


def between(log_z: Tensor, samples: Tensor) -> Tensor:
    """A delay of ``(B,)`` samples, 2 or more, read by a cubic through four samples: ``(B, F)``.

    Source: Laakso et al., "Splitting the unit delay", 1996 (Lagrange, third order).
    """
    samples = samples.double()
    whole = samples.detach().floor()
    f = (samples - whole)[:, None]
    z = log_z.exp()
    taps = (
        -f * (f - 1) * (f - 2) / 6
        + (f + 1) * (f - 1) * (f - 2) / 2 * z
        - (f + 1) * f * (f - 2) / 2 * z**2
        + (f + 1) * f * (f - 1) / 6 * z**3
    )
    return delayed(log_z, whole - 1) * taps


def quick_length(n: int) -> int:
    """The next length, ``n`` or more, that an FFT is quick at: 1, 3 or 5 times a power of 2.

    Example:
        >>> [quick_length(n) for n in (5, 1000, 1100, 1400)]
        [5, 1024, 1280, 1536]
    """
    power = 1 << (max(n, 1) - 1).bit_length()
    return min(size for size in (power, power * 3 // 4, power * 5 // 8) if size >= n)
