"""What the place where the player stands looks like, as the page draws it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.base import Surrogate

if TYPE_CHECKING:
    from timbrespace.spaces.voice import Voice

#: Places in a row of a heat map: enough for a picture that is enlarged smoothly.
SIDE = 24
#: The same of a heat map under the map, and how far it goes beyond the outermost sounds.
GROUND_SIDE, GROUND_MARGIN = 64, 0.05


def heat(
    surrogate: Surrogate, latent: Sequence[float], word: str, x: int, y: int
) -> dict[str, Any]:
    """What a word is over two dims, all others as they are.

    Raises:
        TimbrespaceError: There is no such word, or no two such dims.
    """
    from timbrespace.surrogates.explain.heat import over_dims

    at = np.asarray(latent, np.float64)
    return over_dims(surrogate, [word], (x, y), at=at, side=SIDE)[0].plain()


def ground(
    surrogate: Surrogate, word: str, places: NDArray[np.float64], latents: NDArray[np.float64]
) -> dict[str, Any]:
    """What a word is over a map of sounds, as playing there would have it.

    Args:
        surrogate: Of the voice.
        word: Its name.
        places: Of the sounds on the map ``(M, 2)``.
        latents: Of the sounds ``(M, D)``.

    Raises:
        TimbrespaceError: There is no such word.
    """
    from timbrespace.surrogates.explain.heat import over_map

    heats = over_map(surrogate, [word], places, latents, side=GROUND_SIDE, margin=GROUND_MARGIN)
    return heats[0].plain()


def arrows(
    surrogate: Surrogate, latent: Sequence[float], voice: Voice | None = None
) -> dict[str, Any]:
    """What dims do to words here: as the surrogate has it, and with a voice, as that has it."""
    from timbrespace.api.explaining import look_around

    return look_around(surrogate, latent, voice).plain()


def names(surrogate: Surrogate) -> list[str]:
    """What each dim is called after the word that it moves most; "" where it moves none.

    At once where that was kept with the surrogate; else it takes seconds. Empty where the points
    that the surrogate was learned from were not kept.
    """
    kept: Sequence[str] = getattr(surrogate, "called", ())
    if kept:
        return list(kept)
    from timbrespace.api.explaining import explain
    from timbrespace.api.words import kept_points

    points = kept_points(surrogate)
    if points is None:
        return []
    try:
        return [each.title() for each in explain(surrogate, points, floor=False).names]
    except TimbrespaceError:
        return []  # None of its words has a slider: there is nothing to call a dim after.
