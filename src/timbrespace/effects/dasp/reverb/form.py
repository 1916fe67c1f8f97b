"""The room as a differentiable function of its settings."""

from __future__ import annotations

import torch
from torch import Tensor

from timbrespace.effects.dasp.reverb import BANDS
from timbrespace.effects.dasp.reverb.noise import noise


def form(x: Tensor, sample_rate: int, mix: Tensor, **values: Tensor) -> Tensor:
    """Sounds in a room (Steinmetz and others, 2021; Moorer, 1979).

    What dasp-pytorch's ``noise_shaped_reverberation`` computes, with noise that is always the
    same, convolved in frequency, and as long in seconds at any sample rate.

    Args:
        x: ``(B, 2, T)``.
        sample_rate: In Hz.
        mix: Of the room, in %, ``(B,)``.
        values: ``band0_gain`` to ``band11_gain`` and ``band0_decay`` to ``band11_decay``, 0 to 1,
            ``(B,)``: the higher the decay, the sooner it is gone.

    Returns:
        ``(B, 2, T)``.
    """
    steps = x.shape[-1]
    room = response(sample_rate, values, x)
    size = 1 << (steps + min(steps, room.shape[-1]) - 2).bit_length()
    spectrum = torch.fft.rfft(x, size) * torch.fft.rfft(room[..., :steps], size)
    wet: Tensor = torch.fft.irfft(spectrum, size)[..., :steps]
    share = (mix / 100)[:, None, None]
    out: Tensor = (1 - share) * x + share * wet
    return out


def response(sample_rate: int, values: dict[str, Tensor], like: Tensor) -> Tensor:
    """What the rooms answer to one click, ``(B, 2, N)``."""
    bands = torch.from_numpy(noise(sample_rate).copy()).to(like)
    gain = torch.stack([values[f"band{i}_gain"] for i in range(BANDS)], dim=1).to(like)
    decay = torch.stack([values[f"band{i}_decay"] for i in range(BANDS)], dim=1).to(like)
    at = torch.linspace(0, 1, bands.shape[-1], dtype=like.dtype, device=like.device)
    envelope = gain[..., None] * torch.exp(-(10 * decay[..., None] + 1) * at) / BANDS
    room: Tensor = torch.einsum("ckn,bkn->bcn", bands, envelope)
    return room
