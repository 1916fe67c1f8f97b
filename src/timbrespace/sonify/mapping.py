"""Parameter mapping: the first principal axes of data play words of timbre, by a surrogate.

Hermann's "parameter mapping sonification" (Hermann, Hunt and Neuhoff, The Sonification Handbook,
2011, chapter 15), with words that were learned in the place of a synthesiser's parameters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.sonify.whitening import Floats, Whitening, whiten
from timbrespace.spaces.base import Latents
from timbrespace.surrogates.base import Surrogate

#: Words that sound apart, the one that is heard best first.
WORDS = ("pitch_hz", "brightness", "roughness")
#: Quantiles of an axis and of a word that are put beside each other; the ends are left out, since
#: there a surrogate knows least.
_LEVELS = np.linspace(0.0, 1.0, 65)
_ENDS = (0.02, 0.98)


@dataclass(frozen=True)
class Mapped:
    """Axes of data that play words.

    Args:
        surrogate: Of the voice.
        words: Which, one for each axis.
        data: Whitening of the data.
        here: ``(L, k)``; quantiles along the data's axes.
        there: ``(L, k)``; quantiles of the words over usual frames, in their units.
        centre: ``(K,)``; the latent from which words are asked for.
        facts: Plain facts.
    """

    surrogate: Surrogate
    words: tuple[str, ...]
    data: Whitening
    here: Floats
    there: Floats
    centre: Floats
    facts: dict[str, Any] = field(default_factory=dict)
    how: str = "words"

    def wanted(self, latents: NDArray[np.floating]) -> Floats:
        """Values ``(N, k)`` of the words, in their units, for data ``(N, D)``."""
        along = self.data.apply(latents)
        columns = [
            np.interp(along[:, k], self.here[:, k], self.there[:, k])
            for k in range(len(self.words))
        ]
        return np.stack(columns, axis=1)

    def apply(self, latents: NDArray[np.floating]) -> Latents:
        """The voice's latents ``(N, K)`` for the data's ``(N, D)``; some 5 ms for each."""
        found = [
            self.surrogate.invert(dict(zip(self.words, row, strict=True)), self.centre).latent
            for row in self.wanted(latents).tolist()
        ]
        return np.asarray(found, np.float32).reshape(len(found), len(self.centre))


def fit_words(
    data: NDArray[np.floating], surrogate: Surrogate | None, words: Sequence[str] = ()
) -> Mapped:
    """Put the first axes of data ``(N, D)`` and words of a voice beside each other.

    Args:
        data: Latents.
        surrogate: Of the voice.
        words: One for each axis, in their order; default: those of :data:`WORDS` it has.

    Raises:
        TimbrespaceError: There is no surrogate, or it has no such word.
    """
    if surrogate is None:
        raise TimbrespaceError(
            "To play words a voice needs a surrogate, and there is none for this one.",
            "Learn it: timbrespace surrogate VOICE, or use --how sliced.",
        )
    chosen = _chosen(surrogate, words)
    white = whiten(data, most=len(chosen))
    chosen = chosen[: white.n_axes]
    usual = np.asarray(surrogate.usual, np.float64)
    spoken = surrogate.predict(usual)[0][:, [surrogate.names.index(word) for word in chosen]]
    here = np.quantile(white.apply(data), _LEVELS, axis=0)
    there = np.quantile(spoken, _ENDS[0] + _LEVELS * (_ENDS[1] - _ENDS[0]), axis=0)
    facts = {"words": list(chosen), "variance_kept": round(white.share, 4)}
    return Mapped(surrogate, chosen, white, here, there, _middle(spoken, usual), facts)


def _chosen(surrogate: Surrogate, words: Sequence[str]) -> tuple[str, ...]:
    usable = [word.name for word in surrogate.words if not word.problem]
    for word in words:
        if word not in usable:
            raise TimbrespaceError(
                f"This voice has no word '{word}'.", f"It has {', '.join(usable)}."
            )
    chosen = tuple(words) or tuple(word for word in WORDS if word in usable)
    if not chosen:
        raise TimbrespaceError(
            "This voice has none of the words that data usually plays.",
            f"Name some with --words: {', '.join(usable) or 'it has none at all'}.",
        )
    return chosen


def _middle(spoken: Floats, usual: Floats) -> Floats:
    """The usual frame that sounds most like the middle of all."""
    spread = np.maximum(spoken.std(axis=0), 1e-12)
    away = np.square((spoken - np.median(spoken, axis=0)) / spread).sum(axis=1)
    return np.asarray(usual[int(away.argmin())], np.float64)
