"""A surrogate that also knows the user's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from timbrespace.spaces.base import Dim, Latents
from timbrespace.surrogates.base import Floats, Inversion, Surrogate, Word
from timbrespace.surrogates.inverse import LEAVE, STAY, damped_step, descend, pulled
from timbrespace.surrogates.known import Region
from timbrespace.surrogates.reaching import likely_met
from timbrespace.surrogates.words.slider import Slider

#: Steps towards a wish, at most; one takes well under a millisecond.
STEPS = 5
#: Usual frames among which a second place to begin is looked for.
N_STARTS = 512


@dataclass(frozen=True)
class _Wish:
    """What is wanted, and where the player stands.

    Args:
        others: Of the other surrogate's words, by name.
        mine: Of the user's own, by name.
        near: ``(D,)``.
        stay: Weighs the distance from there.
    """

    others: Mapping[str, float]
    mine: Mapping[str, float]
    near: Floats
    stay: float = 1.0


class WithOwnWords:
    """Another surrogate, with words of the user's own behind its own ones.

    A :class:`timbrespace.surrogates.base.Surrogate`; thread-safe as the other is. A word that
    cannot be played on this voice is among its words with the reason; nothing is known of it, so
    it is predicted in the middle of its scale with all of that as spread.

    Args:
        base: The voice's surrogate.
        sliders: What :func:`timbrespace.surrogates.words.slider.make_slider` made of the words.
    """

    def __init__(self, base: Surrogate, sliders: Sequence[Slider]) -> None:
        self.base = base
        self.sliders = tuple(s for s in sliders if s.word.name not in base.names)
        self.voice, self.voice_hash = base.voice, base.voice_hash
        self.dims: tuple[Dim, ...] = base.dims
        #: Of the dims, as the other surrogate has it.
        self.called: tuple[str, ...] = getattr(base, "called", ())
        self.words: tuple[Word, ...] = (*base.words, *(s.word for s in self.sliders))
        self.usual: Latents = base.usual
        usual = np.asarray(base.usual, np.float64)
        self._scale = np.maximum(usual.std(axis=0), 1e-9)
        self._region = Region.of(usual / self._scale)
        self._own = {s.word.name: s for s in self.sliders if len(s.columns)}
        heard, spread = base.predict(usual)
        every = max(1, len(usual) // N_STARTS)
        self._starts, self._heard = usual[::every], (heard[::every], spread[::every])
        self._reach = np.maximum(heard.std(axis=0), 1e-9)
        self._own_reach = {
            name: max(float(s.scores(heard, spread)[0].std()), 1e-9)
            for name, s in self._own.items()
        }

    @property
    def names(self) -> tuple[str, ...]:
        """Of all words, the user's own last."""
        return tuple(word.name for word in self.words)

    def predict(self, latents: Floats) -> tuple[Floats, Floats]:
        """Words ``(B, K)`` of latents ``(B, D)``, and one standard deviation of each."""
        values, spread = self.base.predict(latents)
        added, unsure = np.empty((2, len(values), len(self.sliders)))
        for i, slider in enumerate(self.sliders):
            word = slider.word
            added[:, i], unsure[:, i] = (word.low + word.high) / 2, abs(word.high - word.low)
            if len(slider.columns):
                scores, apart = slider.scores(values, spread)
                added[:, i] = slider.said(scores)
                unsure[:, i] = np.abs(slider.bend(scores)) * apart
        return np.column_stack([values, added]), np.column_stack([spread, unsure])

    def jacobian(self, latent: Floats) -> tuple[Floats, Floats]:
        """Change of each word with each dim ``(K, D)`` at a latent ``(D,)``, and its spread."""
        rises, spread = self.base.jacobian(latent)
        values, apart = self.base.predict(np.asarray(latent, np.float64)[None])
        added, unsure = np.zeros((2, len(self.sliders), rises.shape[1]))
        for i, slider in enumerate(self.sliders):
            if len(slider.columns):
                bend = slider.bend(slider.scores(values, apart)[0])[0]
                slopes = bend * slider.slopes(values[0])
                added[i] = slopes @ rises[slider.columns]
                unsure[i] = np.sqrt(slopes**2 @ spread[slider.columns] ** 2)
        return np.vstack([rises, added]), np.vstack([spread, unsure])

    def invert(self, wanted: Mapping[str, float], near: Floats, *, stay: float = 1.0) -> Inversion:
        """A latent ``(D,)`` near another at which the words are as wanted.

        Wishes for the other surrogate's words alone are its own business. With one of the
        user's, damped Gauss-Newton steps (Levenberg 1944, Marquardt 1963) go through both.

        Raises:
            TimbrespaceError: There is no such word.
        """
        wish = self._wish(wanted, near, stay)
        if not wish.mine:
            return self._with_mine(self.base.invert(wish.others, wish.near, stay=stay))
        begin = wish.near
        if wish.others:
            begin = self.base.invert(wish.others, wish.near, stay=stay).latent
        # Far from real frames a surrogate is easily flattered: one that is expected to sound as
        # wanted is a second place to begin.
        places = [self._search(wish, start) for start in (begin, self._likely(wish))]
        found = min(places, key=lambda at: self._expected(wish, at))
        return self._answer(found, wanted)

    def guess(self, wanted: Mapping[str, float], near: Floats) -> Floats:
        """The same by one pass: the other surrogate's guess, then one step towards own words.

        Raises:
            TimbrespaceError: There is no such word.
        """
        wish = self._wish(wanted, near)
        start = self.base.guess(wish.others, wish.near) if wish.others else wish.near
        if not wish.mine:
            return start
        _, gradient, curvature = self._around(wish, start)
        return np.asarray(start - self._scale * damped_step(gradient, curvature, 1e-2))

    def _wish(self, wanted: Mapping[str, float], near: Floats, stay: float = 1.0) -> _Wish:
        return _Wish(
            {n: v for n, v in wanted.items() if n not in self._own},
            {n: float(v) for n, v in wanted.items() if n in self._own},
            np.asarray(near, np.float64),
            stay,
        )

    def _likely(self, wish: _Wish) -> Floats:
        """The usual frame from which the least squared miss is expected, distance counted in."""
        away = ((self._starts - wish.near) / self._scale) ** 2
        cost = STAY * wish.stay * away.sum(axis=1) + self._misses(wish, *self._heard)
        return np.asarray(self._starts[int(cost.argmin())])

    def _expected(self, wish: _Wish, at: Floats) -> float:
        """The expected squared miss at a place, distance and leaving the region counted in."""
        away = (at - wish.near) / self._scale
        outside, _ = self._region.outside(at / self._scale)
        missed = float(self._misses(wish, *self.base.predict(at[None]))[0])
        return missed + STAY * wish.stay * float(away @ away) + LEAVE * outside**2

    def _misses(self, wish: _Wish, values: Floats, spread: Floats) -> Floats:
        """Expected squared misses ``(B,)`` where the other surrogate says so of its words."""
        missed = np.zeros(len(values))
        for name, value in wish.others.items():
            k = self.base.names.index(name)
            missed += ((values[:, k] - value) ** 2 + spread[:, k] ** 2) / self._reach[k] ** 2
        for name, value in wish.mine.items():
            slider = self._own[name]
            scores, apart = slider.scores(values, spread)
            wanted = float(slider.asked(np.array(value)))
            missed += ((scores - wanted) ** 2 + apart**2) / self._own_reach[name] ** 2
        return missed

    def _search(self, wish: _Wish, start: Floats) -> Floats:
        scale = self._scale
        found, _ = descend(lambda x: self._around(wish, scale * x), start / scale, STEPS)
        return np.asarray(scale * found)

    def _around(self, wish: _Wish, at: Floats) -> tuple[float, Floats, Floats]:
        """Cost, half its gradient and its curvature, in deviations of the dims."""
        rises, _ = self.base.jacobian(at)
        values, spread = self.base.predict(at[None])
        missed, slopes = [], []
        for name, value in wish.others.items():
            k = self.base.names.index(name)
            missed.append((values[0, k] - value) / self._reach[k])
            slopes.append(rises[k] / self._reach[k])
        for name, value in wish.mine.items():
            slider, reach = self._own[name], self._own_reach[name]
            score = slider.scores(values, spread)[0][0]
            missed.append((score - float(slider.asked(np.array(value)))) / reach)
            slopes.append(slider.slopes(values[0]) @ rises[slider.columns] / reach)
        return pulled(
            np.array(missed), np.array(slopes) * self._scale, (at - wish.near) / self._scale,
            wish.stay, self._region.outside(at / self._scale),
        )  # fmt: skip

    def _with_mine(self, found: Inversion) -> Inversion:
        """An answer of the other surrogate, with what the user's own words are there."""
        values, spread = (each[0].tolist() for each in self.predict(found.latent[None]))
        return replace(
            found,
            predicted=dict(zip(self.names, values, strict=True)) | dict(found.predicted),
            spread=dict(zip(self.names, spread, strict=True)) | dict(found.spread),
        )

    def _answer(self, latent: Floats, wanted: Mapping[str, float]) -> Inversion:
        values, spread = (each[0] for each in self.predict(latent[None]))
        names = self.names
        reached = {}
        for name, value in wanted.items():
            k = names.index(name)
            # In shares of the reach, which are octaves for words in Hz.
            asked, least, most = self.words[k].share(
                np.array([value, values[k], values[k] + spread[k]])
            )
            reached[name] = likely_met(float(least - asked), float(most - least), span=1.0)
        return Inversion(
            latent,
            dict(zip(names, values.tolist(), strict=True)),
            dict(zip(names, spread.tolist(), strict=True)),
            reached,
        )
