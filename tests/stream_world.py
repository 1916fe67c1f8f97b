"""A tiny causal VAE on disk, made once for all tests that play it."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np

RATE_HZ = 48_000
TINY = {"n_dims": 4, "encoder_width": 24, "decoder_width": 32, "dilations": (1, 2)}


def notes(n: int, n_samples: int, seed: int = 0) -> np.ndarray:
    """Decaying notes of two partials, ``(n, 1, n_samples)``."""
    rng = np.random.default_rng(seed)
    t = np.arange(n_samples) / RATE_HZ
    f_hz = rng.uniform(300, 2_000, (n, 1))
    decay = np.exp(-t * rng.uniform(2, 10, (n, 1)))
    sound = decay * (np.sin(2 * np.pi * f_hz * t) + 0.3 * np.sin(2 * np.pi * 2.76 * f_hz * t))
    return (0.4 * sound[:, None]).astype(np.float32)


def made(folder: Path):
    """A space of that kind, settled and exported: its folder and its model."""
    import torch

    from timbrespace.spaces.trained import folder as folders
    from timbrespace.train.stream.config import StreamConfig
    from timbrespace.train.stream.model import StreamModel

    torch.manual_seed(0)
    model = StreamModel(StreamConfig(**TINY)).eval()
    dims = model.settle([torch.from_numpy(notes(4, model.segment))])
    facts = folders.SpaceFacts(
        "stream", "tiny", RATE_HZ, model.hop, dims, model.delay_samples, asdict(model.config)
    )
    weights = {k: v.numpy() for k, v in model.state_dict().items()}
    folders.write(folder, facts, weights, model.export, {})
    return folder, model
