"""Another voice while playing: the words stay where they are, as far as it reaches."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from timbrespace.surrogates.base import Surrogate


@dataclass(frozen=True)
class Carried:
    """What becomes of wanted words on another voice.

    Args:
        wanted: What is asked of the new voice.
        beyond: Words that it does not reach: what was wanted, and the nearest that it reaches.
        missing: Words that it has not got, or has no slider for, with the reason.
    """

    wanted: Mapping[str, float]
    beyond: Mapping[str, tuple[float, float]]
    missing: Mapping[str, str]

    def sentences(self) -> list[str]:
        """The same for people, one sentence for each word that could not stay."""
        said = [
            f"{name}: {value:.3g} is out of reach here, {nearest:.3g} is the nearest."
            for name, (value, nearest) in self.beyond.items()
        ]
        return said + [f"{name}: {reason}" for name, reason in self.missing.items()]


def carry(words: Mapping[str, float], surrogate: Surrogate) -> Carried:
    """Bring wanted words, in their own units, to another voice.

    Words mean the same on every voice, so that they keep their values; only what the new voice
    does not reach (1 to 99 % of its points) is moved to the end of its range.

    Args:
        words: What is wanted so far.
        surrogate: Of the new voice.

    Example:
        >>> from types import SimpleNamespace
        >>> from timbrespace.surrogates.base import Word
        >>> words = (Word("brightness", "Brightness", "", 20.0, 60.0, 0.9),)
        >>> found = carry({"brightness": 70.0, "wobbly": 0.5}, SimpleNamespace(words=words))
        >>> found.wanted, found.sentences()[0]
        ({'brightness': 60.0}, 'brightness: 70 is out of reach here, 60 is the nearest.')
    """
    known = {word.name: word for word in surrogate.words}
    wanted, beyond, missing = {}, {}, {}
    for name, value in words.items():
        word = known.get(name)
        if word is None:
            missing[name] = "This voice's surrogate has not learned it."
        elif word.problem:
            missing[name] = word.problem
        else:
            low, high = sorted((word.low, word.high))
            wanted[name] = min(max(value, low), high)
            if wanted[name] != value:
                beyond[name] = (value, wanted[name])
    return Carried(wanted, beyond, missing)
