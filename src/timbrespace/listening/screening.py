"""Who is left out: listeners who do not know the reference when they hear it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timbrespace.listening.answers import Answer

#: A listener who rates the hidden reference below the first in more than the second of all
#: trials is left out (ITU-R BS.1534-3, section 4.1.2).
BELOW, SHARE = 90.0, 0.15


@dataclass(frozen=True)
class Screened:
    """How one listener rated the hidden reference.

    Args:
        listener: Their name.
        n_trials: That they did.
        n_missed: Of those, with the hidden reference below :data:`BELOW`.
        kept: Whether their ratings count.
    """

    listener: str
    n_trials: int
    n_missed: int
    kept: bool


def screen(
    answers: Sequence[Answer], *, below: float = BELOW, share: float = SHARE
) -> list[Screened]:
    """Judge every listener, by name.

    Example:
        >>> def row(listener, trial, rating):
        ...     return Answer("", listener, trial, "reference", "reference", rating)
        >>> answers = [row("ann", "a", 100), row("ann", "b", 90), row("bob", "a", 89)]
        >>> [(each.listener, each.kept) for each in screen(answers)]
        [('ann', True), ('bob', False)]
    """
    found = []
    for listener in sorted({answer.listener for answer in answers}):
        hidden = [a.rating for a in answers if a.listener == listener and a.role == "reference"]
        missed = sum(rating < below for rating in hidden)
        found.append(Screened(listener, len(hidden), missed, missed <= share * len(hidden)))
    return found


def kept_answers(answers: Sequence[Answer], screened: Sequence[Screened]) -> list[Answer]:
    """Those of listeners whose ratings count."""
    kept = {each.listener for each in screened if each.kept}
    return [answer for answer in answers if answer.listener in kept]
