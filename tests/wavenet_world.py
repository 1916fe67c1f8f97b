"""A tiny WaveNet autoencoder, untrained: its networks, and its space on disk."""

from __future__ import annotations

from pathlib import Path

import numpy as np

RATE_HZ = 4_000
TINY = {
    "sample_rate": RATE_HZ, "hop": 40, "n_dims": 4, "encoder_width": 8, "condition": 8,
    "residual": 9, "gate": 7, "skip": 10, "layers": 5, "cycles": 2,
}  # fmt: skip


def network(**settings):
    """Encoder, conditioner and WaveNet, whose outputs are spread as those of trained ones."""
    import torch

    from timbrespace.train.wavenet.config import WavenetConfig
    from timbrespace.train.wavenet.network import Network

    torch.manual_seed(0)
    made = Network(WavenetConfig(**{**TINY, **settings})).eval()
    with torch.no_grad():
        made.wavenet.leave.weight.mul_(4)
    return made


def tensors(wavenet) -> dict[str, np.ndarray]:
    return {name: each.detach().numpy() for name, each in wavenet.state_dict().items()}


def made(folder: Path, **settings):
    """A space of that kind on disk: its folder and its model."""
    from dataclasses import asdict

    from timbrespace.spaces.base import Dim
    from timbrespace.spaces.trained import folder as folders
    from timbrespace.train.wavenet.config import WavenetConfig
    from timbrespace.train.wavenet.model import WavenetModel

    config = WavenetConfig(**{**TINY, **settings})
    model = WavenetModel(config).eval()
    model.learning, model.network = None, network(**settings)
    dims = tuple(Dim(f"z{i}", "", -3.0, 3.0) for i in range(config.n_dims))
    facts = folders.SpaceFacts(
        "wavenet", "tiny", config.sample_rate, config.hop, dims, model=asdict(config)
    )
    folders.write(folder, facts, tensors(model), model.export, {})
    return folder, model
