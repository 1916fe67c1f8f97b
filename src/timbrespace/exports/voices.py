"""What a program plays: the stream kind's steps, or a TorchScript file that is there already.

No deferred annotations here: the TorchScript compiler reads them as they stand.
"""

import torch
from torch import Tensor, nn


class StreamProgram(nn.Module):
    """Both steps of a stream space, frame after frame, with a memory for each sound of a batch.

    Args:
        encode: Traced: ``(B, hop)`` and a state to ``(B, D)`` and a state.
        decode: Traced: ``(B, D)`` and a state to ``(B, hop)`` and a state.
        hop: Samples of a frame.
        n_dims: D.
        n_hearing: Numbers of the first state.
        n_speaking: Numbers of the second.
    """

    hearing: Tensor
    speaking: Tensor

    def __init__(
        self, encode: nn.Module, decode: nn.Module,
        hop: int, n_dims: int, n_hearing: int, n_speaking: int,
    ) -> None:  # fmt: skip
        super().__init__()
        self.encode_step, self.decode_step = encode, decode
        self.hop, self.n_dims = hop, n_dims
        self.register_buffer("hearing", torch.zeros(1, n_hearing))
        self.register_buffer("speaking", torch.zeros(1, n_speaking))

    @torch.jit.export
    def encode(self, x: Tensor) -> Tensor:
        """Sound ``(B, 1, F * hop)`` to latents ``(B, D, F)``."""
        n, n_frames = x.shape[0], x.shape[2] // self.hop
        if n != self.hearing.shape[0]:
            self.hearing = torch.zeros(n, self.hearing.shape[1], device=x.device)
        blocks = x[:, 0].reshape(n, n_frames, self.hop)
        latents = torch.zeros(n, self.n_dims, n_frames, device=x.device)
        for i in range(n_frames):
            given, self.hearing = self.encode_step(blocks[:, i], self.hearing)
            latents[:, :, i] = given
        return latents

    @torch.jit.export
    def decode(self, z: Tensor) -> Tensor:
        """Latents ``(B, D, F)`` to sound ``(B, 1, F * hop)``."""
        n, n_frames = z.shape[0], z.shape[2]
        if n != self.speaking.shape[0]:
            self.speaking = torch.zeros(n, self.speaking.shape[1], device=z.device)
        sound = torch.zeros(n, n_frames, self.hop, device=z.device)
        for i in range(n_frames):
            given, self.speaking = self.decode_step(z[:, :, i], self.speaking)
            sound[:, i] = given
        return sound.reshape(n, 1, n_frames * self.hop)

    @torch.jit.export
    def reset(self) -> None:
        """Forget what was heard and said."""
        self.hearing = torch.zeros(1, self.hearing.shape[1], device=self.hearing.device)
        self.speaking = torch.zeros(1, self.speaking.shape[1], device=self.speaking.device)


class Mouthpiece(nn.Module):
    """A TorchScript file that decodes; it forgets nothing, as it has no word for it.

    Args:
        inner: As loaded.
    """

    def __init__(self, inner: torch.jit.ScriptModule) -> None:
        super().__init__()
        self.inner = inner

    @torch.jit.export
    def decode(self, z: Tensor) -> Tensor:
        """Latents ``(B, D, F)`` to sound ``(B, C, F * hop)``."""
        sound: Tensor = self.inner.decode(z)
        return sound

    @torch.jit.export
    def reset(self) -> None:
        """Nothing: the file remembers what it remembers."""


class Earpiece(Mouthpiece):
    """A TorchScript file that encodes besides."""

    @torch.jit.export
    def encode(self, x: Tensor) -> Tensor:
        """Sound ``(B, C, F * hop)`` to latents ``(B, D, F)``."""
        latents: Tensor = self.inner.encode(x)
        return latents


class Guess(nn.Module):
    """A surrogate's feed-forward inverse, from and to the units of words and latents.

    Args:
        net: The same in standard units.
        latents: Mean and scale ``(D,)``.
        words: Mean and scale ``(K,)``, of logarithms (base 2) where ``log``.
        log: ``(K,)``.
        least: Less than this is taken for this, before logarithms are taken.
    """

    latent_mean: Tensor
    latent_scale: Tensor
    word_mean: Tensor
    word_scale: Tensor
    log: Tensor

    def __init__(
        self, net: nn.Module, latents: tuple[Tensor, Tensor], words: tuple[Tensor, Tensor],
        log: Tensor, least: float,
    ) -> None:  # fmt: skip
        super().__init__()
        self.net, self.least = net, least
        names = ("latent_mean", "latent_scale", "word_mean", "word_scale", "log")
        for name, value in zip(names, (*latents, *words, log), strict=True):
            self.register_buffer(name, value)

    def forward(self, wanted: Tensor, marks: Tensor, near: Tensor) -> Tensor:
        """Latents ``(B, D)`` where words ``(B, K)`` with marks ``(B, K)`` of 1 are wanted."""
        bent = torch.where(self.log, torch.log2(torch.clamp(wanted, min=self.least)), wanted)
        words = (bent - self.word_mean) / self.word_scale
        here = (near - self.latent_mean) / self.latent_scale
        latents: Tensor = self.net(words, marks, here) * self.latent_scale + self.latent_mean
        return latents
