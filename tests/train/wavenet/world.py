"""A WaveNet autoencoder of a few units, for sounds at 8 kHz."""

from __future__ import annotations

from typing import Any

TINY: dict[str, Any] = {
    "sample_rate": 8_000,
    "hop": 80,
    "n_dims": 4,
    "encoder_width": 12,
    "condition": 6,
    "residual": 8,
    "gate": 6,
    "skip": 10,
    "layers": 4,
    "cycles": 2,
    "window_frames": 4,
    "margin_frames": 4,
    "batch_size": 2,
    "n_mixtures": 3,
    "n_entries": 16,
}


def model(**changes: Any) -> Any:
    """It, before anything was learned."""
    import torch

    from timbrespace.train.wavenet.config import WavenetConfig
    from timbrespace.train.wavenet.model import WavenetModel

    torch.manual_seed(0)
    return WavenetModel(WavenetConfig(**(TINY | changes)))


def sounds(n: int = 2, n_samples: int = 960, seed: int = 1) -> Any:
    """Decaying tones in noise ``(n, 1, n_samples)``."""
    import torch

    rng = torch.Generator().manual_seed(seed)
    at = torch.arange(n_samples) / 8_000
    hz = 200 + 800 * torch.rand(n, 1, generator=rng)
    tones = 0.4 * torch.sin(2 * torch.pi * hz * at)
    return (tones + 0.02 * torch.randn(n, n_samples, generator=rng))[:, None]
