"""What the live engine and the surrogates ask of a generator: latents in, sound out, for ever."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from timbrespace.spaces.base import Audio, Dim, Latents


@runtime_checkable
class Player(Protocol):
    """One voice while it sounds: what it remembers of what it has played.

    A pure step behind it: the same latents pushed in blocks of any size give the same samples to
    1e-5, wherever the voice itself repeats (see :attr:`Voice.repeats`).
    """

    def push(self, latents: Latents) -> Audio:
        """The samples ``(C, F * hop)`` of frames ``(F, D)``, at the voice's rate."""

    def reset(self) -> None:
        """Forget what was played: silence lies behind."""


@runtime_checkable
class Voice(Protocol):
    """A space that can decode, one frame of latents after another.

    The base install plays those that run on ONNX Runtime or TFLite; TorchScript wants the extra
    ``models``.
    """

    #: ``"stream:bells"``, ``"lyra"``, ``"hifigan:pca32"``, ``"nn:NAME"``: kind first.
    id: str
    #: What a person reads.
    title: str
    #: Rate in Hz of what it makes.
    sample_rate: int
    #: Samples that one frame of latents makes.
    hop: int
    channels: int
    #: One for each latent dim; with the range that its latents usually have.
    dims: tuple[Dim, ...]
    #: SHA-256 of what it computes with.
    model_hash: str
    #: Samples by which what is heard lags behind the latents: the decoder's own delay.
    delay_samples: int
    #: Whether the same latents, from a reset, give the same samples. None: not known, to be tried.
    repeats: bool | None

    def open_player(self) -> Player:
        """A new one, with silence behind it."""

    def usual(self) -> Latents | None:
        """Frames ``(M, D)`` that real sounds have in this space, for the aggregate posterior.

        None where the voice brings none; then they are encoded from sounds that the user names,
        or drawn from the prior.
        """
