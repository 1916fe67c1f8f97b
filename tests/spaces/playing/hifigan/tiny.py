"""A generator of the same code with a few channels, its weights drawn at random."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from timbrespace.spaces.playing.hifigan.shape import Shape

TINY = Shape(width=16, rates=(8, 8, 2, 2), kernels=(3, 7), dilations=(1, 3))


def weights(shape: Shape = TINY, seed: int = 0) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(seed)
    made = {}
    for name, size in shape.weights():
        spread = 1.0 / np.sqrt(np.prod(size[1:]))
        made[f"{name}.weight"] = rng.normal(0, spread, size).astype(np.float32)
        made[f"{name}.bias"] = rng.normal(0, 0.1, shape.bias_shape(name, size)).astype(np.float32)
    return made


def checkpoint(path: Path, shape: Shape = TINY, *, normed: bool = True) -> Path:
    """A file as training writes it: weights in two parts, length and direction."""
    import torch

    tensors = {}
    for name, value in weights(shape).items():
        tensor = torch.from_numpy(value)
        if normed and name.endswith(".weight"):
            tensors[f"{name}_g"] = tensor.flatten(1).norm(dim=1)[:, None, None]
            tensors[f"{name}_v"] = 3.0 * tensor
        else:
            tensors[name] = tensor
    torch.save({"generator": tensors}, path)
    return path


def looking_ahead(mel: np.ndarray, shape: Shape = TINY, seed: int = 0) -> np.ndarray:
    """The paper's network on all frames ``(F, bands)`` at once, in PyTorch: ``(T,)``."""
    import torch
    from torch.nn import functional

    tensors = {name: torch.from_numpy(value) for name, value in weights(shape, seed).items()}

    def conv(x, name, dilation=1):
        weight = tensors[f"{name}.weight"]
        padding = (weight.shape[2] - 1) * dilation // 2
        return functional.conv1d(
            x, weight, tensors[f"{name}.bias"], padding=padding, dilation=dilation
        )

    x = conv(torch.from_numpy(mel.T.copy())[None], "conv_pre")
    for i, rate in enumerate(shape.rates):
        x = functional.conv_transpose1d(
            functional.leaky_relu(x, 0.1), tensors[f"ups.{i}.weight"], tensors[f"ups.{i}.bias"],
            stride=rate, padding=rate // 2,
        )  # fmt: skip
        blocks = []
        for j in range(len(shape.kernels)):
            y, name = x, f"resblocks.{i * len(shape.kernels) + j}"
            for unit, dilation in enumerate(shape.dilations):
                z = conv(functional.leaky_relu(y, 0.1), f"{name}.convs1.{unit}", dilation)
                y = y + conv(functional.leaky_relu(z, 0.1), f"{name}.convs2.{unit}")
            blocks.append(y)
        x = sum(blocks) / len(blocks)
    return torch.tanh(conv(functional.leaky_relu(x, 0.01), "conv_post"))[0, 0].numpy()
