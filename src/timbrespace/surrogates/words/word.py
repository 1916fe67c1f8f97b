"""A word of the user's own: its marks, its model, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.words.features import DESCRIPTORS, Block, of_descriptors
from timbrespace.surrogates.words.loop import WordLoop
from timbrespace.surrogates.words.marks import Mark, scale_of, targets
from timbrespace.surrogates.words.model import Kind, WordModel, fit_model
from timbrespace.surrogates.words.reliability import Reliability, cross_validate

Floats = NDArray[np.float64]

#: Fewer marks of either sort than this, and there is nothing to fit.
LEAST_OF_EACH = 2


@dataclass(frozen=True)
class OwnWord:
    """A word that somebody has taught by examples.

    Args:
        name: For files, OSC addresses and sliders (``"wobbly"``).
        title: What a person reads.
        low: What it reads where it is not at all so.
        high: What it reads where it is wholly so.
        unit: Its unit, or ``""``.
        marks: What it was taught by; empty where they were left out of a shared file.
        model: How much of it a sound has; None while it was not fitted.
        slider: The same from descriptors alone, which any voice can be asked for. Where the
            model reads nothing else, it is the model itself.
        slider_r2: How much of the model's variance over unmarked sounds the slider follows; 1
            where they are the same; None while not fitted.
        reliability: On sounds that it was not fitted on; None where nobody can say.
        loops: What came of asking voices for it, since it was fitted.
    """

    name: str
    title: str
    low: float = 0.0
    high: float = 1.0
    unit: str = ""
    marks: tuple[Mark, ...] = ()
    model: WordModel | None = None
    slider: WordModel | None = None
    slider_r2: float | None = None
    reliability: Reliability | None = None
    loops: tuple[WordLoop, ...] = ()

    def loop_on(self, voice_hash: str) -> WordLoop | None:
        """What came of asking that voice; None where nobody has."""
        return next((loop for loop in self.loops if loop.voice_hash == voice_hash), None)

    def scaled(self, values: Floats) -> Floats:
        """Values from 0 to 1 in the word's own units."""
        return self.low + (self.high - self.low) * values

    def unscaled(self, values: Floats) -> Floats:
        """Values in the word's own units as from 0 to 1."""
        return (values - self.low) / (self.high - self.low)

    def fitted(self) -> WordModel:
        """Its model.

        Raises:
            TimbrespaceError: It was not fitted yet.
        """
        if self.model is None:
            raise TimbrespaceError(
                f"'{self.name}' was not fitted yet.", f"timbrespace word fit {self.name}"
            )
        return self.model

    def player(self) -> WordModel:
        """What a voice is asked by: its model from descriptors alone.

        Raises:
            TimbrespaceError: It was not fitted yet.
        """
        self.fitted()
        assert self.slider is not None
        return self.slider


def check_marks(word: OwnWord) -> None:
    """Raise unless there are enough marks to fit a word.

    Raises:
        TimbrespaceError: There are not; the remedy says of which sort more are wanted.
    """
    y = targets(word.marks)
    high, low = int((y > 0.5).sum()), int((y < 0.5).sum())
    if min(high, low) < LEAST_OF_EACH:
        raise TimbrespaceError(
            f"'{word.name}' has {high} sounds marked as such and {low} as not; "
            f"{LEAST_OF_EACH} of each are the least, a dozen of each is better.",
            f"Mark more: timbrespace word mark {word.name} ATLAS --item ID",
        )


def fit_word(
    word: OwnWord,
    features: Floats,
    blocks: Sequence[Block],
    *,
    others: tuple[Floats, Floats] | None = None,
    seed: int = 0,
) -> OwnWord:
    """The word with models fitted on its marks.

    Args:
        word: With its marks.
        features: Of the marked sounds ``(N, F)``, in the order of the marks.
        blocks: What the columns are; descriptors first, if they are among them.
        others: Descriptors and all features ``(M, ...)`` of sounds that need no mark. Where the
            model reads more than descriptors, its slider is taught by what it says of these.
        seed: For the cross-validation.

    Raises:
        TimbrespaceError: There are too few marks.
    """
    check_marks(word)
    y = targets(word.marks)
    rated = scale_of(np.array([mark.rating for mark in word.marks])) == "rated"
    kind: Kind = "ridge" if rated else "logistic"
    groups = [mark.group for mark in word.marks]
    model = fit_model(kind, features, y, blocks)
    reliability = cross_validate(kind, features, y, groups, blocks, seed=seed)
    slider, r2 = _slider(word, model, others)
    return replace(
        word, model=model, slider=slider, slider_r2=r2, reliability=reliability, loops=()
    )


def descriptors_of(word: OwnWord, names: Sequence[str]) -> Floats:
    """What was measured of the marked sounds ``(N, F)``."""
    return np.stack([of_descriptors(mark.descriptors, names) for mark in word.marks])


def descriptors_in(word: OwnWord) -> tuple[str, ...]:
    """The descriptors that every mark brings, in the order of the first one."""
    first = word.marks[0].descriptors if word.marks else {}
    return tuple(n for n in first if all(n in mark.descriptors for mark in word.marks))


def _slider(
    word: OwnWord, model: WordModel, others: tuple[Floats, Floats] | None
) -> tuple[WordModel, float]:
    """The model from descriptors alone, and how well it follows the whole one.

    A model of embeddings labels all sounds, marked or not; a ridge learns that from their
    descriptors (distillation, Hinton et al. 2015), tested on every fifth sound.
    """
    own = [block for block in model.blocks if block.space == DESCRIPTORS]
    if len(own) == len(model.blocks):
        return model, 1.0
    names = own[0].dims if own else descriptors_in(word)
    block = Block(DESCRIPTORS, tuple(names))
    if others is None:
        raise TimbrespaceError(
            f"'{word.name}' reads an embedding, and a voice is only asked for descriptors.",
            "Fit it with the atlas at hand, whose sounds teach its slider.",
        )
    descriptors, features = others
    taught = model.scores(features)
    held = np.arange(len(taught)) % 5 == 0
    trial = fit_model("ridge", descriptors[~held], taught[~held], [block])
    missed = trial.scores(descriptors[held]) - taught[held]
    r2 = 1 - float((missed**2).mean()) / max(float(taught[held].var()), 1e-12)
    whole = fit_model("ridge", descriptors, taught, [block])
    return replace(whole, kind=model.kind, softness=model.softness), r2
