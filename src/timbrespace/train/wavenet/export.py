"""The parts of a WaveNet autoencoder that are computed once a frame, as ONNX graphs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from timbrespace.spaces.trained import graphs
from timbrespace.train.onnx_export import exported
from timbrespace.train.wavenet.config import N_FEATURES

if TYPE_CHECKING:
    from timbrespace.train.wavenet.model import WavenetModel


def export_onnx(model: WavenetModel, path: Path) -> None:
    """Write the encoder and the conditioner; the WaveNet itself is in the weights."""
    features, latents = torch.zeros(1, N_FEATURES, 16), torch.zeros(8, model.config.n_dims)
    encoder = exported(_Encode(model), features, "features", "latents", any_length=(0, 2))
    conditioner = exported(_Condition(model), latents, "latents_in", "conditions", any_length=(0,))
    graphs.save(graphs.join(encoder, conditioner), path)


class _Encode(nn.Module):
    """Features ``(B, 39, 2 F)`` to latents ``(B, F, D)``."""

    def __init__(self, model: WavenetModel) -> None:
        super().__init__()
        self.model = model

    def forward(self, features: Tensor) -> Tensor:
        return self.model.latents(features)


class _Condition(nn.Module):
    """Latents ``(F, D)`` to what is added in each layer, ``(F, L, 2 G)``."""

    def __init__(self, model: WavenetModel) -> None:
        super().__init__()
        self.conditioner = model.network.conditioner
        self.n_layers = len(model.config.dilations)
        self.n_added = 2 * model.config.gate

    def forward(self, latents_in: Tensor) -> Tensor:
        conditions: Tensor = self.conditioner(latents_in[None])[0]
        return conditions.reshape(-1, self.n_layers, self.n_added)
