"""Which effect under which settings comes next, so that none comes more often than another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Effect, Floats
from timbrespace.effects.drawing import draw_settings

#: Settings of one effect that are spread evenly among each other; then a new spread begins.
ROUND = 1024


@dataclass(frozen=True)
class Style:
    """One effect under one setting.

    Args:
        effect: Its place in the deck; the number of effects where the sound stays dry.
        theta: Settings ``(P,)`` in (0, 1); empty for a dry sound.
        key: The same number for the same style, and for dry sounds.
    """

    effect: int
    theta: Floats
    key: int


class Deck:
    """Effects and settings in a fixed order, from which any stretch can be dealt.

    Effects take turns, ``run`` settings of one after another, and the settings of each are
    stratified (scrambled Sobol). Nothing is drawn again because of how it sounds, so settings
    stay even. What is dealt depends on its number alone: a training that is resumed goes on with
    the next.

    Args:
        effects: At least one.
        run: Settings of one effect in a row.
        dry: Whether dry sounds take a turn too.
        seed: Of the settings.
    """

    def __init__(
        self, effects: Sequence[Effect], *, run: int = 8, dry: bool = True, seed: int = 0
    ) -> None:
        self.effects, self.run, self.seed = tuple(effects), run, seed
        self.n_turns = len(self.effects) + int(dry)
        self._settings = lru_cache(maxsize=4 * self.n_turns)(self._drawn)

    def deal(self, start: int, n: int) -> list[Style]:
        """The styles with the numbers ``start`` to ``start + n``."""
        return [self._style(number) for number in range(start, start + n)]

    def _style(self, number: int) -> Style:
        turn, within = divmod(number, self.run)
        at = turn % self.n_turns
        if at == len(self.effects):
            return Style(at, np.zeros(0), -1)
        rank = turn // self.n_turns * self.run + within
        return Style(at, self._settings(at, rank // ROUND)[rank % ROUND], number)

    def _drawn(self, effect: int, round_: int) -> Floats:
        """A round of settings ``(ROUND, P)``, in an order in which neighbours are unlike."""
        seed = np.random.SeedSequence([self.seed, effect, round_]).generate_state(1)[0]
        return draw_settings(self.effects[effect], ROUND, int(seed))


def as_rows(styles: Sequence[Style], n_settings: int) -> NDArray[np.float32]:
    """Settings of styles as rows ``(N, n_settings)``, NaN where an effect has none."""
    rows = np.full((len(styles), n_settings), np.nan, np.float32)
    for row, style in zip(rows, styles, strict=True):
        row[: len(style.theta)] = style.theta
    return rows
