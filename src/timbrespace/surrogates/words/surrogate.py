"""A surrogate that also knows the user's own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from timbrespace.spaces.base import Dim, Latents
from timbrespace.surrogates.base import Floats, Inversion, Surrogate, Word
from timbrespace.surrogates.known import Region
from timbrespace.surrogates.words.slider import Slider

#: Steps towards a wish, at most; one takes well under a millisecond.
STEPS = 5
#: Usual frames among which a second place to begin is looked for.
N_STARTS = 512
#: What one deviation of distance costs beside one of a word, and leaving the known region.
STAY = 2e-3
LEAVE = 0.5
#: A wish counts as reached from this share of the word's range on, however sure one is.
NEAR_ENOUGH = 0.02


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
        mine = {n: float(v) for n, v in wanted.items() if n in self._own}
        others = {n: v for n, v in wanted.items() if n not in self._own}
        here = np.asarray(near, np.float64)
        found = self.base.invert(others, here, stay=stay).latent if others else here
        if mine:
            # Far from real frames a surrogate is easily flattered: one that is expected to sound
            # as wanted is a second place to begin.
            places = [
                self._search(others, mine, here, start, stay)
                for start in (found, self._likely(others, mine, here, stay))
            ]
            found = min(places, key=lambda at: self._expected(others, mine, here, at, stay))
        return self._answer(found, wanted)

    def guess(self, wanted: Mapping[str, float], near: Floats) -> Floats:
        """The same by one pass: the other surrogate's guess, then one step towards own words.

        Raises:
            TimbrespaceError: There is no such word.
        """
        mine = {n: float(v) for n, v in wanted.items() if n in self._own}
        others = {n: v for n, v in wanted.items() if n not in self._own}
        here = np.asarray(near, np.float64)
        start = self.base.guess(others, here) if others else here
        if not mine:
            return start
        _, gradient, curvature = self._around(others, mine, here, start, 1.0)
        step: Floats = self._scale * np.linalg.solve(_damped(curvature, 1e-2), gradient)
        return start - step

    def _likely(
        self, others: Mapping[str, float], mine: Mapping[str, float], near: Floats, stay: float
    ) -> Floats:
        """The usual frame from which the least squared miss is expected, distance counted in."""
        away = ((self._starts - near) / self._scale) ** 2
        cost = STAY * stay * away.sum(axis=1) + self._misses(others, mine, *self._heard)
        return np.asarray(self._starts[int(cost.argmin())])

    def _expected(
        self,
        others: Mapping[str, float],
        mine: Mapping[str, float],
        near: Floats,
        at: Floats,
        stay: float,
    ) -> float:
        """The expected squared miss at a place, distance and leaving the region counted in."""
        away = (at - near) / self._scale
        outside, _ = self._region.outside(at / self._scale)
        missed = float(self._misses(others, mine, *self.base.predict(at[None]))[0])
        return missed + STAY * stay * float(away @ away) + LEAVE * outside**2

    def _misses(
        self,
        others: Mapping[str, float],
        mine: Mapping[str, float],
        values: Floats,
        spread: Floats,
    ) -> Floats:
        """Expected squared misses ``(B,)`` where the other surrogate says so of its words."""
        missed = np.zeros(len(values))
        for name, value in others.items():
            k = self.base.names.index(name)
            missed += ((values[:, k] - value) ** 2 + spread[:, k] ** 2) / self._reach[k] ** 2
        for name, value in mine.items():
            slider = self._own[name]
            scores, apart = slider.scores(values, spread)
            wanted = float(slider.asked(np.array(value)))
            missed += ((scores - wanted) ** 2 + apart**2) / self._own_reach[name] ** 2
        return missed

    def _search(
        self,
        others: Mapping[str, float],
        mine: Mapping[str, float],
        near: Floats,
        start: Floats,
        stay: float,
    ) -> Floats:
        at, damping = start, 1e-2
        cost, gradient, curvature = self._around(others, mine, near, at, stay)
        for _ in range(STEPS):
            there = at - self._scale * np.linalg.solve(_damped(curvature, damping), gradient)
            new = self._around(others, mine, near, there, stay)
            if new[0] >= cost:
                damping *= 8.0
                continue
            gained = (cost - new[0]) / max(cost, 1e-12)
            at, (cost, gradient, curvature) = there, new
            damping = max(damping / 4.0, 1e-6)
            if gained < 1e-3:
                break
        return at

    def _around(
        self,
        others: Mapping[str, float],
        mine: Mapping[str, float],
        near: Floats,
        at: Floats,
        stay: float,
    ) -> tuple[float, Floats, Floats]:
        """Cost, half its gradient and its curvature, in deviations of the dims."""
        rises, _ = self.base.jacobian(at)
        values, spread = self.base.predict(at[None])
        missed, slopes = [], []
        for name, value in others.items():
            k = self.base.names.index(name)
            missed.append((values[0, k] - value) / self._reach[k])
            slopes.append(rises[k] / self._reach[k])
        for name, value in mine.items():
            slider, reach = self._own[name], self._own_reach[name]
            score = slider.scores(values, spread)[0][0]
            missed.append((score - float(slider.asked(np.array(value)))) / reach)
            slopes.append(slider.slopes(values[0]) @ rises[slider.columns] / reach)
        error, slope = np.array(missed), np.array(slopes) * self._scale
        away = (at - near) / self._scale
        outside, outwards = self._region.outside(at / self._scale)
        cost = error @ error + STAY * stay * away @ away + LEAVE * outside**2
        gradient = slope.T @ error + STAY * stay * away + LEAVE * outside * outwards
        curvature = slope.T @ slope + LEAVE * np.outer(outwards, outwards)
        curvature[np.diag_indices_from(curvature)] += STAY * stay + 1e-9
        return float(cost), gradient, curvature

    def _answer(self, latent: Floats, wanted: Mapping[str, float]) -> Inversion:
        values, spread = (each[0] for each in self.predict(latent[None]))
        names = self.names
        reached = {}
        for name, value in wanted.items():
            k = names.index(name)
            word = self.words[k]
            enough = max(float(spread[k]), NEAR_ENOUGH * (word.high - word.low))
            reached[name] = bool(abs(values[k] - value) <= enough)
        return Inversion(
            latent,
            dict(zip(names, values.tolist(), strict=True)),
            dict(zip(names, spread.tolist(), strict=True)),
            reached,
        )


def _damped(curvature: Floats, damping: float) -> Floats:
    return curvature + damping * np.diag(np.diag(curvature))
