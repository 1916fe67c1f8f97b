"""Which surrogates can be exported: those that are networks."""

from __future__ import annotations

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.base import Surrogate
from timbrespace.surrogates.runtime import LearnedSurrogate


def learned(surrogate: Surrogate) -> LearnedSurrogate:
    """The same surrogate, whose networks can be read.

    Raises:
        TimbrespaceError: It is of a kind that has none.
    """
    if isinstance(surrogate, LearnedSurrogate):
        return surrogate
    raise TimbrespaceError(
        f"The surrogate of '{surrogate.voice}' has no networks that could be exported.",
        f"Learn one that has: timbrespace surrogate {surrogate.voice}",
    )
