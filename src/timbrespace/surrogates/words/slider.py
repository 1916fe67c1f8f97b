"""A word of the user's own on one voice: what the surrogate's descriptors make of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from timbrespace.surrogates.base import Floats, Points, Surrogate, Word
from timbrespace.surrogates.words.model import WordModel
from timbrespace.surrogates.words.word import OwnWord

#: A word that moves less than this share of its scale on a voice gets no slider.
LEAST_REACH = 0.05
#: Nor one that was taught by sounds unlike nearly all that the voice makes.
LEAST_FAMILIAR = 0.1


@dataclass(frozen=True)
class Slider:
    """One word of the user's own, fitted to one voice.

    Args:
        own: The word.
        columns: Where its descriptors are among the surrogate's words ``(F,)``.
        gain: What its score is multiplied with, so that it fits the voice's points.
        offset: What is added then.
        missed: Deviation of the score that is left: 0 where there were no points to learn it of.
        word: The same as a word of the surrogate.
        familiar: Share of the points that sound like those that were marked.
    """

    own: OwnWord
    columns: NDArray[np.intp]
    gain: float
    offset: float
    missed: float
    word: Word
    familiar: float

    @property
    def model(self) -> WordModel:
        """Of the word, from descriptors."""
        return self.own.player()

    def scores(self, values: Floats, spread: Floats) -> tuple[Floats, Floats]:
        """Scores ``(B,)`` and their spread where the surrogate says ``(B, K)`` of its words."""
        held = values[:, self.columns]
        slopes = self.gain * self.model.slopes(held)
        variance = ((slopes * spread[:, self.columns]) ** 2).sum(axis=1) + self.missed**2
        return self.gain * self.model.scores(held) + self.offset, np.sqrt(variance)

    def heard(self, values: Floats) -> Floats:
        """The word ``(B,)`` of sounds of which the surrogate's words ``(B, K)`` were measured."""
        if not len(self.columns):
            return np.full(len(values), np.nan)
        return self.said(self.model.scores(values[:, self.columns]))

    def slopes(self, values: Floats) -> Floats:
        """How fast the score rises with each of its descriptors ``(F,)`` at ``(K,)``."""
        slopes: Floats = self.gain * self.model.slopes(values[None, self.columns])[0]
        return slopes

    def said(self, scores: Floats) -> Floats:
        """Scores in the word's own units."""
        return self.own.scaled(self.model.linked(scores))

    def asked(self, values: Floats) -> Floats:
        """Values in the word's own units as scores."""
        return self.model.unlinked(self.own.unscaled(values))

    def bend(self, scores: Floats) -> Floats:
        """How fast the value rises with the score."""
        rises = np.ones_like(scores)
        if self.model.kind == "logistic":
            p = self.model.linked(scores)
            rises = p * (1 - p) / self.model.softness
        return np.asarray((self.own.high - self.own.low) * rises)


def make_slider(base: Surrogate, own: OwnWord, points: Points | None = None) -> Slider:
    """Fit a word to a voice.

    The word's model, which is linear in descriptors, is applied to what the surrogate predicts
    of them; two numbers then bring that to what the model says of the points' measured
    descriptors. R2 is that of every fifth point, which those numbers were not fitted on (the
    surrogate may have learned from it). Where this voice was asked for the word and it did not
    come, there is no slider.

    Args:
        base: The voice's surrogate.
        own: A word that was fitted.
        points: The voice's points; without any, R2 is what the surrogate's own spread leaves.

    Raises:
        TimbrespaceError: The word was not fitted.
    """
    model = own.player()
    lacking = [name for name in model.dims if name not in base.names]
    if lacking:
        return _unplayable(own, f"This voice's surrogate knows no {', '.join(lacking)}.")
    columns = np.array([base.names.index(name) for name in model.dims], np.intp)
    blank = Slider(own, columns, 1.0, 0.0, 0.0, _word(own, 0.0, 1.0, 0.0), 1.0)
    if points is None or not set(model.dims) <= set(points.names):
        return _with_loop(_from_spread(base, blank), base.voice_hash)
    return _with_loop(_from_points(base, blank, points), base.voice_hash)


def points_with(points: Points, words: Sequence[OwnWord]) -> Points:
    """The points with a column for each word, so that a surrogate can learn it like any other.

    Raises:
        TimbrespaceError: A word was not fitted.
        KeyError: The points lack one of its descriptors.
    """
    columns = [own.scaled(own.player().values(_measured(points, own.player()))) for own in words]
    values = np.column_stack([points.values, *columns])
    values[points.silent, len(points.names) :] = np.nan
    n_repeats = points.repeats.shape[:2]
    again = [
        own.scaled(own.player().values(_columns(points, own.player(), points.repeats)))
        for own in words
    ]
    repeats = points.repeats
    if repeats.size:
        added = [column.reshape(*n_repeats, 1) for column in again]
        repeats = np.concatenate([repeats, *added], axis=2)
    names = (*points.names, *(own.name for own in words))
    return replace(points, names=names, values=values, repeats=repeats)


def _from_points(base: Surrogate, blank: Slider, points: Points) -> Slider:
    heard = ~points.silent
    truth = blank.model.scores(_measured(points, blank.model)[heard])
    values, spread = base.predict(points.latents[heard].astype(np.float64))
    guessed, _ = blank.scores(values, spread)
    held = np.arange(len(truth)) % 5 == 0
    gain, offset = _line(guessed[~held], truth[~held])
    left = truth[held] - (gain * guessed[held] + offset)
    r2 = 1 - float((left**2).mean()) / max(float(truth[held].var()), 1e-12)
    familiar = float(blank.model.familiar(_measured(points, blank.model)[heard]).mean())
    fitted = replace(blank, gain=gain, offset=offset, missed=float(left.std()), familiar=familiar)
    return _with_reach(fitted, fitted.said(truth), r2)


def _from_spread(base: Surrogate, blank: Slider) -> Slider:
    values, spread = base.predict(np.asarray(base.usual, np.float64))
    scores, unsure = blank.scores(values, spread)
    noise, whole = float((unsure**2).mean()), float(scores.var() + (unsure**2).mean())
    familiar = float(blank.model.familiar(values[:, blank.columns]).mean())
    r2 = 1 - noise / max(whole, 1e-12)
    return _with_reach(replace(blank, familiar=familiar), blank.said(scores), r2)


def _with_reach(slider: Slider, values: Floats, r2: float) -> Slider:
    low, high = (float(v) for v in np.nanpercentile(values, [1, 99]))
    problem = ""
    if slider.familiar < LEAST_FAMILIAR:
        share = round(100 * slider.familiar)
        problem = (
            f"Only {share} % of what this voice makes is like the sounds that were marked: mark "
            "moments of this voice, too."
        )
    elif high - low < LEAST_REACH * abs(slider.own.high - slider.own.low):
        problem = "It hardly changes on this voice."
    elif r2 < 0:
        problem = "This voice's surrogate cannot predict it."
    return replace(slider, word=_word(slider.own, low, high, r2, problem))


def _with_loop(slider: Slider, voice_hash: str) -> Slider:
    """The same, knowing what came of asking this voice."""
    loop = slider.own.loop_on(voice_hash)
    if loop is None:
        return slider
    problem = slider.word.problem or ("" if loop.comes else loop.sentence())
    return replace(slider, word=replace(slider.word, closed_loop=loop.spearman, problem=problem))


def _unplayable(own: OwnWord, problem: str) -> Slider:
    none = np.zeros(0, np.intp)
    word = _word(own, own.low, own.high, float("nan"), problem)
    return Slider(own, none, 0.0, 0.0, 0.0, word, 0.0)


def _word(own: OwnWord, low: float, high: float, r2: float, problem: str = "") -> Word:
    return Word(own.name, own.title, own.unit, low, high, r2, problem=problem)


def _line(x: Floats, y: Floats) -> tuple[float, float]:
    """Gain and offset of the straight line through points, least squares; never falling."""
    centred = x - x.mean()
    gain = max(float(centred @ (y - y.mean())) / max(float(centred @ centred), 1e-12), 1e-3)
    return gain, float(y.mean() - gain * x.mean())


def _measured(points: Points, model: WordModel) -> Floats:
    return _columns(points, model, points.values[None])


def _columns(points: Points, model: WordModel, values: Floats) -> Floats:
    """Of values ``(R, N, K)`` the model's descriptors ``(R * N, F)``."""
    where = [points.names.index(name) for name in model.dims]
    return np.asarray(values[:, :, where].reshape(-1, len(where)), np.float64)
