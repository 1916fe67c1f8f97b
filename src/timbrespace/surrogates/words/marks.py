"""Marks: what a person said of a sound, with what was measured of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError

#: The scale on which everything is rated; a plain yes is its upper end, a plain no its lower.
NO, YES = 1.0, 5.0

Source = Literal["item", "moment"]
Scale = Literal["yes or no", "rated"]


@dataclass(frozen=True)
class Mark:
    """One sound that a person has heard and rated.

    It carries its own measurements, so that a word can be fitted anew without the atlas or the
    voice that the sound came from.

    Args:
        id: Of the item; of a moment, one made of the voice and the latent.
        rating: 1 to 5.
        source: Whether it is an item of an atlas or a moment of a performance.
        group: What it was recorded with; no group straddles a fold.
        descriptors: What was measured, by name; NaN where it is undefined for this sound.
        of: Name of the atlas, or id of the voice.
        latent: Of a moment: where on the voice it was.
    """

    id: str
    rating: float
    source: Source
    group: str
    descriptors: Mapping[str, float]
    of: str = ""
    latent: Sequence[float] = field(default=())


def rating_of(said: bool | float) -> float:
    """A rating from a plain yes or no, or from a number of 1 to 5.

    Raises:
        TimbrespaceError: It is another number.

    Example:
        >>> rating_of(True), rating_of(False), rating_of(3)
        (5.0, 1.0, 3.0)
    """
    if isinstance(said, bool | np.bool_):
        return YES if said else NO
    rating = float(said)
    if not NO <= rating <= YES:
        raise TimbrespaceError(f"A rating of {said} is not on the scale.", "Rate from 1 to 5.")
    return rating


def scale_of(ratings: NDArray[np.float64]) -> Scale:
    """How a word was marked: with yes and no alone, or with anything between, too.

    Example:
        >>> scale_of(np.array([1.0, 5.0])), scale_of(np.array([1.0, 2.5]))
        ('yes or no', 'rated')
    """
    return "yes or no" if np.isin(ratings, (NO, YES)).all() else "rated"


def targets(marks: Sequence[Mark]) -> NDArray[np.float64]:
    """Ratings ``(N,)`` from 0 (no) to 1 (yes)."""
    return (np.array([mark.rating for mark in marks], np.float64) - NO) / (YES - NO)


def with_mark(marks: Sequence[Mark], new: Mark) -> tuple[Mark, ...]:
    """The marks with a new one, which takes the place of an older one of the same sound."""
    return (*(mark for mark in marks if mark.id != new.id), new)
