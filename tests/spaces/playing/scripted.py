"""TorchScript files in the convention of nn~, small, made here: what hosts meet in the wild.

Written from the convention itself: methods over ``(B, channels, time)``, for each a buffer
``METHOD_params`` of channels and ratios, attributes with ``get_ATTR`` and ``set_ATTR``.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import torch
from torch import Tensor, nn

HOP, DIMS, WIDTH = 16, 3, 4


def params(*values: int) -> Tensor:
    return torch.tensor(values)


class Cached(nn.Module):
    """A convolution that remembers the end of what went before."""

    def __init__(self, n_in: int, n_out: int, kernel: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(n_in, n_out, kernel)
        self.n = kernel - 1
        self.register_buffer("pad", torch.zeros(1, n_in, kernel - 1))

    def forward(self, x: Tensor) -> Tensor:
        x = torch.cat([self.pad, x], 2)
        self.pad.copy_(x[:, :, -self.n :])
        return self.conv(x)


class Padded(nn.Module):
    """The same with zeros on either side, as for a whole sound: no memory."""

    def __init__(self, n_in: int, n_out: int, kernel: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(n_in, n_out, kernel, padding="same")

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x)


class Rolling(nn.Module):
    """All frames have a part in all samples."""

    def __init__(self, n_in: int, n_out: int, kernel: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(n_in, n_out, 1)

    def forward(self, x: Tensor) -> Tensor:
        return self.conv(x - x.mean(dim=2, keepdim=True))


CONVOLUTIONS = {"cached": Cached, "offline": Padded, "global": Rolling}


class Autoencoder(nn.Module):
    """``encode``, ``decode`` and ``forward``, with an attribute and a rate.

    Args:
        kind: Of :data:`CONVOLUTIONS`.
        channels: Of the sound.
        noise: How much noise its decoder adds.
        hop: Samples a frame.
    """

    def __init__(
        self,
        kind: str = "cached",
        channels: int = 1,
        noise: float = 0.0,
        hop: int = HOP,
        dims: int = DIMS,
    ) -> None:
        super().__init__()
        conv = CONVOLUTIONS[kind]
        self.hop, self.noise, self.channels = hop, noise, channels
        self.ear = nn.Conv1d(channels, dims, hop, stride=hop)
        self.first = conv(dims, WIDTH, 5)
        self.up = nn.ConvTranspose1d(WIDTH, WIDTH, hop, stride=hop)
        self.last = conv(WIDTH, channels, 7)
        self.gain = 1.0
        self.register_buffer("encode_params", params(channels, 1, dims, hop))
        self.register_buffer("decode_params", params(dims, hop, channels, 1))
        self.register_buffer("forward_params", params(channels, 1, channels, 1))
        self.register_buffer("gain_params", params(2))

    @torch.jit.export
    def encode(self, x: Tensor) -> Tensor:
        return self.ear(x)

    @torch.jit.export
    def decode(self, z: Tensor) -> Tensor:
        y = self.last(torch.tanh(self.up(torch.tanh(self.first(z)))))
        if self.noise > 0:
            y = y + self.noise * torch.randn_like(y)
        return self.gain * y

    def forward(self, x: Tensor) -> Tensor:
        return self.decode(self.encode(x))

    @torch.jit.export
    def get_methods(self) -> list[str]:
        return ["encode", "decode", "forward"]

    @torch.jit.export
    def get_attributes(self) -> list[str]:
        return ["gain"]

    @torch.jit.export
    def get_gain(self) -> float:
        return self.gain

    @torch.jit.export
    def set_gain(self, gain: float) -> int:
        self.gain = gain
        return 0


class Holding(nn.Module):
    """A model whose rate is said by a child, as exports that wrap a trained model do."""

    def __init__(self, rate: int, name: str = "sr") -> None:
        super().__init__()
        self.inner = _Rated(rate) if name == "sr" else _RatedByBuffer(rate)
        self.register_buffer("decode_params", params(DIMS, HOP, 1, 1))

    @torch.jit.export
    def decode(self, z: Tensor) -> Tensor:
        return self.inner(z)

    def forward(self, z: Tensor) -> Tensor:
        return self.inner(z)


class _Rated(nn.Module):
    def __init__(self, rate: int) -> None:
        super().__init__()
        self.sr = rate
        self.up = nn.ConvTranspose1d(DIMS, 1, HOP, stride=HOP)

    def forward(self, z: Tensor) -> Tensor:
        return self.up(z)


class _RatedByBuffer(nn.Module):
    def __init__(self, rate: int) -> None:
        super().__init__()
        self.register_buffer("sampling_rate", torch.tensor(rate))
        self.up = nn.ConvTranspose1d(DIMS, 1, HOP, stride=HOP)

    def forward(self, z: Tensor) -> Tensor:
        return self.up(z)


class EffectOnly(nn.Module):
    """Sound in, sound out: nothing to decode."""

    def __init__(self) -> None:
        super().__init__()
        self.register_buffer("forward_params", params(1, 1, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        return 0.5 * x


class Lying(nn.Module):
    """Its buffer says other shapes than it gives."""

    def __init__(self) -> None:
        super().__init__()
        self.up = nn.ConvTranspose1d(DIMS, 1, HOP, stride=HOP)
        self.register_buffer("decode_params", params(DIMS, 2 * HOP, 1, 1))

    @torch.jit.export
    def decode(self, z: Tensor) -> Tensor:
        return self.up(z)

    def forward(self, z: Tensor) -> Tensor:
        return self.up(z)


class Plain(nn.Module):
    """TorchScript, and nothing of the convention."""

    def forward(self, x: Tensor) -> Tensor:
        return x


def written(model: nn.Module, path: Path, seed: int = 0) -> Path:
    """The file of a model with weights from a seed."""
    torch.manual_seed(seed)
    for weight in model.parameters():
        nn.init.normal_(weight, 0.0, 0.5)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", ".*torch.jit.*deprecated", DeprecationWarning)
        torch.jit.save(torch.jit.script(model.eval()), str(path))
    return path
