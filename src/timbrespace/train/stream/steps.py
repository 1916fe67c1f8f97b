"""Both directions as steps of one frame, everything remembered in one tensor.

The same step is what live play calls, what offline decoding calls, and what is exported; so
streaming equals offline to the last bit, whatever the block size.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from timbrespace.train.stream.model import StreamModel


class EncoderStep(nn.Module):
    """``hop`` samples to one latent."""

    centre: Tensor
    rotation: Tensor

    def __init__(self, model: StreamModel) -> None:
        super().__init__()
        self.analysis, self.encoder = model.analysis, model.encoder
        self.n_in, self.n_dims = model.config.hop, model.config.n_dims
        self.register_buffer("centre", model.centre.clone())
        self.register_buffer("rotation", model.rotation.clone())
        self.sizes = [
            self.analysis.window - self.analysis.hop,
            2 * self.analysis.n_bins,
            self.encoder.n_state,
        ]

    @property
    def n_state(self) -> int:
        """Numbers remembered: the last samples, the last spectrum, what the network keeps."""
        return sum(self.sizes)

    def forward(self, block: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """``(B, hop)`` to ``(B, D)``; state ``(B, n_state)`` in and out, zeros at the start."""
        past, before, kept = torch.split(state, self.sizes, dim=1)
        window = torch.cat([past, block], dim=1)
        frames, spectrum = self.analysis(window[:, None], before[:, None])
        both, kept = self.encoder(frames.features(), kept)
        latents = (both[:, 0, : self.n_dims] - self.centre) @ self.rotation
        past = window[:, self.analysis.hop :]
        return latents, torch.cat([past, spectrum[:, 0], kept], dim=1)


class DecoderStep(nn.Module):
    """One latent to ``hop`` samples."""

    centre: Tensor
    back: Tensor

    def __init__(self, model: StreamModel) -> None:
        super().__init__()
        self.decoder, self.synthesis = model.decoder, model.synthesis
        self.n_in = model.config.n_dims
        self.register_buffer("centre", model.centre.clone())
        self.register_buffer("back", model.rotation.T.contiguous().clone())
        self.sizes = [self.decoder.n_state, self.synthesis.n_state]

    @property
    def n_state(self) -> int:
        """Numbers remembered: what the network keeps, phases, the tail of the overlap."""
        return sum(self.sizes)

    def forward(self, latents: Tensor, state: Tensor) -> tuple[Tensor, Tensor]:
        """``(B, D)`` to ``(B, hop)``; state ``(B, n_state)`` in and out, zeros at the start."""
        kept, sounding = torch.split(state, self.sizes, dim=1)
        spoken, kept = self.decoder((latents @ self.back + self.centre)[:, None], kept)
        sound, sounding = self.synthesis(spoken[:, 0], sounding)
        return sound, torch.cat([kept, sounding], dim=1)
