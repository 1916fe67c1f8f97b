"""Which surrogates can be exported: those that are networks."""

from __future__ import annotations

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.base import Surrogate
from timbrespace.surrogates.runtime import LearnedSurrogate


def learned(surrogate: Surrogate) -> LearnedSurrogate:
    """The same surrogate, whose networks can be read.

    Raises:
        TimbrespaceError: It is of a kind that has none, or has no feed-forward inverse.
    """
    remedy = f"Learn one that has: timbrespace surrogate {surrogate.voice}"
    if not isinstance(surrogate, LearnedSurrogate):
        raise TimbrespaceError(
            f"The surrogate of '{surrogate.voice}' has no networks that could be exported.", remedy
        )
    inverse = [array for name, array in surrogate.arrays.items() if name.startswith("guess.")]
    if not any(array.any() for array in inverse):
        raise TimbrespaceError(
            f"The surrogate of '{surrogate.voice}' has no feed-forward inverse, which is what "
            "exports run.",
            remedy,
        )
    return surrogate
