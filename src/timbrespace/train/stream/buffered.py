"""Both steps as one TorchScript program that remembers by itself.

No deferred annotations here: the TorchScript compiler reads them as they stand.
"""

import torch
from torch import Tensor, nn

from timbrespace.train.stream.steps import DecoderStep, EncoderStep


class Buffered(nn.Module):
    """Frame after frame through both steps, for one sound at a time."""

    hearing: Tensor
    speaking: Tensor

    def __init__(
        self, encode: nn.Module, decode: nn.Module, encoder: EncoderStep, decoder: DecoderStep
    ) -> None:
        super().__init__()
        self.encode_step, self.decode_step = encode, decode
        self.hop, self.n_dims = encoder.n_in, decoder.n_in
        self.register_buffer("hearing", torch.zeros(1, encoder.n_state))
        self.register_buffer("speaking", torch.zeros(1, decoder.n_state))

    @torch.jit.export
    def encode(self, x: Tensor) -> Tensor:
        """Samples ``(F * hop,)`` to latents ``(F, D)``."""
        frames = x.reshape(-1, self.hop)
        latents = torch.zeros(frames.shape[0], self.n_dims)
        for i in range(frames.shape[0]):
            given, self.hearing = self.encode_step(frames[i : i + 1], self.hearing)
            latents[i] = given[0]
        return latents

    @torch.jit.export
    def decode(self, z: Tensor) -> Tensor:
        """Latents ``(F, D)`` to samples ``(F * hop,)``."""
        sound = torch.zeros(z.shape[0], self.hop)
        for i in range(z.shape[0]):
            given, self.speaking = self.decode_step(z[i : i + 1], self.speaking)
            sound[i] = given[0]
        return sound.reshape(-1)

    @torch.jit.export
    def reset(self) -> None:
        """Forget what was heard and said."""
        self.hearing.zero_()
        self.speaking.zero_()

    def forward(self, x: Tensor) -> Tensor:
        """Samples to samples, ``delay_samples`` later."""
        return self.decode(self.encode(x))
