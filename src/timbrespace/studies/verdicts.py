"""What numbers say, in words that follow from comparisons and from nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from timbrespace.reports.results import Result
from timbrespace.studies.records import cell

Stand = Literal["above", "below", "not told apart from"]

#: Below this, a p-value counts.
ALPHA = 0.05


def stands(result: Result, value: float) -> Stand:
    """Where a result stands to a number that is known exactly, such as chance.

    Example:
        >>> stands(Result("accuracy", {}, 0.5, 0.4, 0.6), 0.25)
        'above'
        >>> stands(Result("accuracy", {}, 0.5, 0.2, 0.6), 0.25)
        'not told apart from'
    """
    low = result.value if result.low is None else result.low
    high = result.value if result.high is None else result.high
    if low > value:
        return "above"
    return "below" if high < value else "not told apart from"


def difference(result: Result) -> Stand:
    """What a paired difference says: its interval, and p where there is one, must agree.

    Example:
        >>> difference(Result("margin", {}, 0.1, 0.05, 0.15, p=0.2))
        'not told apart from'
    """
    if result.p is not None and result.p >= ALPHA:
        return "not told apart from"
    return stands(result, 0.0)


def readable(result: Result) -> str:
    """Whether a label is read better than by chance: interval and permutation must agree."""
    chance = result.baselines["uniform"]
    stand = stands(result, chance)
    if stand == "above" and result.p is not None and result.p >= ALPHA:
        stand = "not told apart from"
    p = "" if result.p is None else f", p = {result.p:.3f}"
    return f"{cell(result)}, {stand} chance ({chance:.3f}{p})"


def beats(result: Result, over: str) -> str:
    """Whether a margin shows a gain over what it is measured against."""
    words = {
        "above": "beats",
        "below": "is worse than",
        "not told apart from": "is not shown to beat",
    }
    return f"{words[difference(result)]} {over} (difference {cell(result)})"


def listed(names: Sequence[str]) -> str:
    """Names as a sentence has them.

    Example:
        >>> listed(["PCM", "DCT", "PCA"]), listed(["PCM"]), listed([])
        ('PCM, DCT and PCA', 'PCM', '')
    """
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))
