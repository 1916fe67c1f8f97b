"""Batches of effected sounds for a model, and what of the effects can be heard in them.

Needs the extra ``models``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from timbrespace.effects.opening import open_effect
from timbrespace.train.effects import difference
from timbrespace.train.effects.config import EffectsConfig
from timbrespace.train.effects.dealing import Deck, Style
from timbrespace.train.effects.mel import mel_power
from timbrespace.train.effects.sounding import Clips, effected, prepared
from timbrespace.train.model import Progress

#: What a dry sound is called among the effects.
DRY = "dry"
#: Held-out settings come from a deck of their own, at one of so many places.
_HELD_SEED, _HELD_PLACES = 1, 4096


@dataclass(frozen=True)
class Made:
    """A batch of effected sounds.

    Args:
        dry: As they went in ``(N, T)``.
        wet: As they came out ``(N, T)``.
        styles: What each went through.
    """

    dry: Clips
    wet: Clips
    styles: tuple[Style, ...]

    @property
    def effects(self) -> NDArray[np.int64]:
        """Which effect each went through ``(N,)``."""
        return np.array([style.effect for style in self.styles], np.int64)

    @property
    def keys(self) -> NDArray[np.int64]:
        """The same number where the style is the same ``(N,)``."""
        return np.array([style.key for style in self.styles], np.int64)


class Making:
    """Makes effected sounds of clean ones, by the twins: no gradient passes here.

    Args:
        config: Which effects, and how sounds are made ready.

    Raises:
        TimbrespaceError: An effect can't be opened.
    """

    def __init__(self, config: EffectsConfig) -> None:
        self.config = config
        self.effects = tuple(open_effect(place) for place in config.effects)
        self._deck, self._held = (
            Deck(self.effects, run=config.run, dry=config.dry, seed=seed)
            for seed in (0, _HELD_SEED)
        )

    @property
    def names(self) -> list[str]:
        """What sounds can have gone through, in the order of :attr:`Made.effects`."""
        return [*(effect.id for effect in self.effects), *([DRY] if self.config.dry else [])]

    def batch(self, x: Tensor, progress: Progress | None, *, twice: bool = False) -> Made:
        """Clean sounds ``(B, 1, drawn)``, each under a style of its own.

        Args:
            x: Clean sounds.
            progress: Where the training stands, which says what is dealt; None where held out:
                then PyTorch's generator says it.
            twice: Each style for two sounds, and each sound under two styles: the second half
                of ``(2B, T)`` has the styles of the first, on each sound's neighbour.
        """
        n, (seed, place) = len(x), torch.randint(2**31 - 1, (2,)).tolist()
        rng = np.random.default_rng(seed)
        if progress is None:
            styles = self._held.deal(place % _HELD_PLACES * n, n)
        else:
            styles = self._deck.deal(progress.step * n, n)
        dry = prepared(x[:, 0].detach().cpu().numpy(), self.config, rng)
        if twice:
            dry, styles = np.concatenate([dry, np.roll(dry, -1, axis=0)]), [*styles, *styles]
        wet = effected(dry, styles, self.effects, self.config)
        return Made(dry, wet, tuple(styles))

    def check(self, made: Iterable[Made]) -> dict[str, float | list[float]]:
        """How much of each effect could be heard, for ``metrics.json``."""
        batches = list(made)
        heard = [self._differences(each) for each in batches]
        return difference.figures(
            self.names,
            np.concatenate([each.effects for each in batches]),
            np.concatenate(heard),
            np.concatenate([each.wet for each in batches]),
        )

    def _differences(self, made: Made) -> NDArray[np.float64]:
        bands = [
            mel_power(torch.from_numpy(each), self.config).numpy() for each in (made.dry, made.wet)
        ]
        return difference.differences_db(*bands)
