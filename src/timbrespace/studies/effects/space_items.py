"""What a space of effects is asked about: sounds it never heard, under even settings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from timbrespace.audio.decode import read
from timbrespace.audio.resample import Resampler, to_mono
from timbrespace.effects.drawing import MARGIN
from timbrespace.effects.opening import open_effect
from timbrespace.train.effects.config import EffectsConfig
from timbrespace.train.effects.dealing import Deck, Style
from timbrespace.train.effects.sounding import Clips, effected, prepared

if TYPE_CHECKING:
    from timbrespace.effects.base import Effect

#: Sounds are put through effects so many at a time.
CHUNK = 64
#: Settings that are asked about come from a deck that no training deals from.
_PROBED, _PAIRED = 101, 102


@dataclass(frozen=True)
class Clip:
    """A clean sound to be effected.

    Args:
        path: Its file.
        group: What it was recorded with.
        kind: What sort of sound it is (``"speech"``); kinds come equally often.
    """

    path: Path
    group: str
    kind: str = ""


@dataclass(frozen=True)
class Items:
    """Effected sounds that can be asked about.

    Args:
        config: How they are made.
        effects: What they went through; a dry sound has their number.
        clips: The clean sounds.
        of: Which clip each item is of ``(N,)``.
        styles: What each went through.
    """

    config: EffectsConfig
    effects: tuple[Effect, ...]
    clips: tuple[Clip, ...]
    of: NDArray[np.int64]
    styles: tuple[Style, ...]
    _cache: dict[int, NDArray[np.float32]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.styles)

    @property
    def y(self) -> NDArray[np.int64]:
        """Which effect each went through ``(N,)``."""
        return np.array([style.effect for style in self.styles], np.int64)

    @property
    def names(self) -> list[str]:
        """Of the effects, in the order of :attr:`y`; the last one is ``dry``."""
        return [*(effect.id for effect in self.effects), "dry"]

    @property
    def groups(self) -> list[str]:
        """What each was recorded with ``(N,)``."""
        return [self.clips[i].group for i in self.of]

    def theta(self, effect: int) -> NDArray[np.float64]:
        """The settings ``(n, P)`` of those that went through an effect."""
        return np.stack([style.theta for style in self.styles if style.effect == effect])

    def sounds(self) -> Iterator[tuple[Clips, Clips]]:
        """Dry and effected sounds ``(n, T)`` at the rate of the config, in order."""
        for at in range(0, len(self), CHUNK):
            rows = range(at, min(at + CHUNK, len(self)))
            clean = np.stack([self._clean(int(self.of[row])) for row in rows])
            dry = prepared(clean, self.config, np.random.default_rng(0))
            styles = [self.styles[row] for row in rows]
            yield dry, effected(dry, styles, self.effects, self.config)

    def _clean(self, clip: int) -> NDArray[np.float32]:
        if clip not in self._cache:
            self._cache[clip] = _read(self.clips[clip].path, self.config)
        return self._cache[clip]


def probed(clips: Sequence[Clip], config: EffectsConfig, n_each: int, seed: int = 0) -> Items:
    """So many items of each effect, and so many dry ones, each with settings of its own.

    Args:
        clips: Clean sounds that no space has learned from.
        config: Effects, rate, length, peak.
        n_each: Items of each effect.
        seed: Which clip meets which settings.
    """
    effects = tuple(open_effect(place) for place in config.effects)
    deck = Deck(effects, run=1, dry=True, seed=_PROBED)
    styles = deck.deal(0, n_each * deck.n_turns)
    rng = np.random.default_rng([seed, 0])
    return Items(config, effects, tuple(clips), _even(clips, len(styles), rng), tuple(styles))


def paired(clips: Sequence[Clip], config: EffectsConfig, n_each: int, seed: int = 0) -> Items:
    """Pairs: the second half of the items has the styles of the first, on other groups' sounds.

    Args:
        clips: Clean sounds of two groups at least.
        config: Effects, rate, length, peak.
        n_each: Pairs of each effect.
        seed: Which clips make a pair.
    """
    effects = tuple(open_effect(place) for place in config.effects)
    deck = Deck(effects, run=1, dry=False, seed=_PAIRED)
    styles = deck.deal(0, n_each * deck.n_turns)
    rng = np.random.default_rng([seed, 1])
    first = _even(clips, len(styles), rng)
    second = _even(clips, len(styles), rng)
    for i, other in enumerate(second):
        while clips[other].group == clips[first[i]].group:
            other = int(rng.integers(len(clips)))
        second[i] = other
    of = np.concatenate([first, second])
    return Items(config, effects, tuple(clips), of, (*styles, *styles))


def on_the_way(clip: Clip, config: EffectsConfig, effect: int, n: int) -> Items:
    """One clip under one effect, all settings together from 0.02 to 0.98 in ``n`` steps.

    Args:
        clip: A clean sound.
        config: Effects, rate, length, peak.
        effect: Which of them.
        n: How many.
    """
    effects = tuple(open_effect(place) for place in config.effects)
    n_settings = len(effects[effect].parameters)
    styles = [
        Style(effect, np.full(n_settings, at), key)
        for key, at in enumerate(np.linspace(MARGIN, 1 - MARGIN, n))
    ]
    return Items(config, effects, (clip,), np.zeros(n, np.int64), tuple(styles))


def _even(clips: Sequence[Clip], n: int, rng: np.random.Generator) -> NDArray[np.int64]:
    """``n`` clips in any order: each kind as often as each other, and each group within it."""
    kinds = sorted({clip.kind for clip in clips})
    chosen = []
    for at, kind in enumerate(kinds):
        share = n // len(kinds) + (at < n % len(kinds))
        by_group: dict[str, list[int]] = {}
        for i, clip in enumerate(clips):
            if clip.kind == kind:
                by_group.setdefault(clip.group, []).append(i)
        groups = [by_group[group] for group in sorted(by_group)]
        order = [rng.permutation(len(groups)) for _ in range(-(-share // len(groups)))]
        chosen += [int(rng.choice(groups[group])) for group in np.concatenate(order)[:share]]
    return rng.permutation(np.array(chosen, np.int64))


def _read(path: Path, config: EffectsConfig) -> NDArray[np.float32]:
    """The loudest stretch of a sound, as long as the config hears, ``(drawn,)``."""
    audio, rate = read(path)
    mono = Resampler(rate, config.sample_rate).push(to_mono(audio), last=True)[0]
    start = 0
    if len(mono) > config.segment:
        power = np.concatenate([[0.0], np.cumsum(np.square(mono, dtype=np.float64))])
        start = int(np.argmax(power[config.segment :] - power[: -config.segment]))
    clean = np.zeros(config.drawn, np.float32)
    heard = mono[start : start + config.drawn]
    clean[: len(heard)] = heard
    return clean
