"""The spectrogram VAE of effected sounds. Needs the extra ``models``."""

from __future__ import annotations

from collections.abc import Iterable

import torch
from torch import Tensor

from timbrespace.spaces.base import Dim
from timbrespace.train.effects.config import EffectsConfig
from timbrespace.train.effects.making import Making
from timbrespace.train.model import Progress
from timbrespace.train.spectrogram.model import Spectrogram


class EffectedSpectrogram(Spectrogram):
    """A spectrogram VAE that hears clean sounds under effects and settings that take turns.

    Args:
        config: Its settings.

    Raises:
        TimbrespaceError: An effect can't be opened.
    """

    def __init__(self, config: EffectsConfig) -> None:
        super().__init__(config)
        self.making = Making(config)
        self.segment = config.drawn

    def losses(self, x: Tensor, progress: Progress) -> dict[str, Tensor]:
        """The losses of a batch of clean sounds ``(B, 1, drawn)``, each under a style."""
        made = self.making.batch(x, progress if self.training else None)
        return super().losses(torch.from_numpy(made.wet)[:, None].to(x.device), progress)

    @torch.no_grad()
    def settle(self, batches: Iterable[Tensor]) -> tuple[Dim, ...]:
        """As a spectrogram VAE, of effected sounds; and see what of the effects is heard."""
        made = [self.making.batch(x, None) for x in batches]
        dims = super().settle(torch.from_numpy(each.wet)[:, None] for each in made)
        self._figures |= self.making.check(made)
        return dims
