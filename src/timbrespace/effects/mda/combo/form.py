"""The combo for gradients: a curve, then everything linear by its transfer function."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from timbrespace.effects.mda.combo import (
    FRONT_GAIN,
    FRONT_ON_HZ,
    HEARD,
    HIGH_PASS_HZ,
    LOW_PASS_HZ,
    pole_at,
)
from timbrespace.effects.transfer import through

if TYPE_CHECKING:
    from torch import Tensor


def form(
    x: Tensor,
    sample_rate: int,
    drive: Tensor,
    bias: Tensor,
    output: Tensor,
    hpf_freq: Tensor,
    hpf_reso: Tensor,
) -> Tensor:
    """Sounds ``(B, C, T)`` through amplifier and loudspeaker.

    Args:
        x: Full scale at 1.
        sample_rate: In Hz.
        drive: -100 % clips softly and much, 0 % hardly, 100 % hard and much, ``(B,)``.
        bias: Pushes one side of the wave into clipping, -100 to 100 %.
        output: Gain in dB.
        hpf_freq: Where the front lets less of the lows through, 0 to 7,019 Hz.
        hpf_reso: How much it rings there, 0 to 100 %.
    """
    drive = (drive / 200.0 + 0.5)[:, None, None]
    passed = _front(x, sample_rate, hpf_freq, hpf_reso)
    on = (hpf_freq / FRONT_ON_HZ).clamp(max=1.0)[:, None, None]
    pushed = (1.0 + FRONT_GAIN * _gain(drive) * on) * passed
    bent = bend(pushed, drive, (bias / 100.0)[:, None, None])
    heard = through(bent, lambda log_z: _loudspeaker(log_z, sample_rate)[None])
    return heard * (10.0 ** (output / 20.0))[:, None, None]


def bend(x: Tensor, drive: Tensor, bias: Tensor) -> Tensor:
    """The curve of the amplifier, for drives in (0, 1) and biases in (-1, 1); silence stays.

    Below 0.5, ``u / (1 + k |u|)``; from there on a clip, whose level falls before its gain rises.
    The curve bends twice what comes in and is heard at half, as the real one adds two channels.
    """
    import torch

    shift = 0.6 * bias / (1.0 + 3.0 * (drive - 0.5).abs())
    k = _gain(drive)
    loud = 0.55 + 150.0 * drive**4
    level = 0.5 + 16.0 * (0.7 - drive).clamp(min=0.0)

    def curve(u: Tensor) -> Tensor:
        soft = loud * k * u / (1.0 + k * u.abs())
        hard = torch.maximum(torch.minimum(k * u, level), -level)
        return torch.where(drive < 0.5, soft, hard)

    return 0.5 * (curve(2.0 * x + shift) - curve(shift))


def _gain(drive: Tensor) -> Tensor:
    import torch

    soft = 10.0 ** (2.0 - 6.0 * drive)
    return torch.where(drive < 0.5, soft, 10.0 ** (7.0 * (drive - 0.7).clamp(min=0.0)))


def _front(x: Tensor, sample_rate: int, hz: Tensor, reso: Tensor) -> Tensor:
    f = (2.0 * math.pi / sample_rate * hz.double()).clamp(max=1.0)[:, None]
    q = (1.1 - reso.double() / 100.0)[:, None]

    def high(log_z: Tensor) -> Tensor:
        z = log_z.exp()
        low = f * f / (1.0 - (2.0 - f * q - f * f) * z + (1.0 - f * q) * z * z)
        return 1.0 - low

    return through(x, high)


def _loudspeaker(log_z: Tensor, sample_rate: int) -> Tensor:
    import torch

    z = log_z.exp()
    low, high = pole_at(LOW_PASS_HZ, sample_rate), pole_at(HIGH_PASS_HZ, sample_rate)
    cabinet = ((1.0 - low) / (1.0 - low * z)) ** 4 * high * (1.0 - z) / (1.0 - high * z)
    heard = sum(gain * torch.exp(log_z * int(at_s * sample_rate)) for gain, at_s in HEARD)
    return cabinet * heard
