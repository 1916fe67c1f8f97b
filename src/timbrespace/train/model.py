"""What a model must offer to be trained, exported and played.

Needs the extra ``models``.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from timbrespace.spaces.base import Dim

if TYPE_CHECKING:
    from timbrespace.train.material import Material


@dataclass(frozen=True)
class Progress:
    """Where a training stands, for schedules.

    Args:
        epoch: From 0.
        step: Steps of the optimiser so far.
        n_steps: How many there will be if nothing stops it early.
        steps_per_epoch: Of a whole epoch.
    """

    epoch: int
    step: int
    n_steps: int
    steps_per_epoch: int = 1


class Learnable(nn.Module, ABC):
    """A model of one kind, whatever it learns from: how it learns, encodes and becomes a file.

    ``segment``: how much it sees at a time, in the measure of its kind (samples, frames, rows).
    ``sample_rate`` in Hz and ``hop`` in samples are None unless its latents are those of sounds.
    ``bits_per_frame``: what a frame of latents costs where the model quantises them itself, else
    None; it belongs in ``config.toml``. ``delay_samples``: by which decoding what was encoded
    lags behind. ``decodes``: whether latents become sound.
    """

    segment: int
    sample_rate: int | None = None
    hop: int | None = None
    bits_per_frame: float | None = None
    delay_samples: int = 0
    decodes: bool = False

    def meet(self, material: Material) -> None:
        """Before the first step: take from the material what only it can say, as its scales.

        Kept in buffers, which a resumed training then restores.
        """

    @abstractmethod
    def losses(self, x: Tensor, progress: Progress) -> dict[str, Tensor]:
        """Scalars of one batch ``(B, ...)``; ``"loss"`` is the one that is minimised.

        The rest is logged. ``"monitor"``, where given, decides instead of ``"loss"`` which epoch
        is the best and when to stop: needed where the loss itself changes meaning as schedules
        go on. The same seed gives the same draws: take them from PyTorch's own
        generator, which is set from seed and epoch.
        """

    @abstractmethod
    def encode(self, x: Tensor) -> Tensor:
        """The latents ``(B, ..., D)`` of a batch; no draw, so always the same."""

    @abstractmethod
    def decode(self, z: Tensor) -> Tensor:
        """The batch again from its latents."""

    def optimiser(self) -> torch.optim.Optimizer:
        """How the weights are changed; Adam at 1e-3 unless a kind knows better."""
        return torch.optim.Adam(self.parameters(), lr=1e-3)

    def schedule(
        self, optimiser: torch.optim.Optimizer, n_steps: int
    ) -> torch.optim.lr_scheduler.LRScheduler | None:
        """How the learning rate changes, step by step; None: it stays as it is."""
        return None

    def settle(self, batches: Iterable[Tensor]) -> tuple[Dim, ...]:
        """After the training: put the dims in order, name them, and say what they are.

        Args:
            batches: What was learned from, each ``(B, ...)``.
        """
        n_dims = next(iter(self.encode(batch).shape[-1] for batch in batches))
        return tuple(Dim(f"z{i}") for i in range(n_dims))

    def figures(self) -> dict[str, float | list[float]]:
        """What the model knows of itself after :meth:`settle`, for ``metrics.json``."""
        return {}

    @abstractmethod
    def export(self, path: Path) -> None:
        """Write ``model.onnx``: all that the kind's runtime needs to encode and decode."""


class TrainableModel(Learnable):
    """A model of sounds: batches are ``(B, 1, segment)``, latents ``(B, F, D)``.

    ``sample_rate`` in Hz, ``hop`` in samples between frames, ``segment`` in samples: the length
    of what it is trained on. ``decodes``: whether :meth:`decode` gives sound.
    """

    sample_rate: int
    hop: int
    decodes: bool = True

    @abstractmethod
    def encode(self, x: Tensor) -> Tensor:
        """The latents ``(B, F, D)`` of sounds ``(B, 1, T)``; no draw, so always the same."""

    @abstractmethod
    def decode(self, z: Tensor) -> Tensor:
        """Sounds ``(B, 1, T)`` from latents ``(B, F, D)``."""
