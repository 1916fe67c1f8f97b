"""Results by name and place, and as the cells of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from timbrespace.reports.results import Result

#: Draws of fewer groups than this all look alike: such an interval says nothing, and is not shown.
FEWEST_GROUPS = 5


class Records:
    """Results that can be asked for.

    Args:
        results: In order.

    Example:
        >>> found = Records([Result("accuracy", {"layer": "8"}, 0.5)])
        >>> found.one("accuracy", layer="8").value, found.one("accuracy", layer="9")
        (0.5, None)
    """

    def __init__(self, results: Iterable[Result]) -> None:
        self._results = list(results)

    def __iter__(self) -> Iterator[Result]:
        return iter(self._results)

    def __len__(self) -> int:
        return len(self._results)

    def at(self, name: str | None = None, **where: object) -> Records:
        """Those of a name and a place; a place that is None must be missing there."""
        return Records(
            r
            for r in self._results
            if name in (None, r.name) and all(r.where.get(k) == v for k, v in where.items())
        )

    def one(self, name: str | None = None, **where: object) -> Result | None:
        """The first of those, or None."""
        return next(iter(self.at(name, **where)), None)

    def values(self, key: str) -> list[str]:
        """What a part of the place can be, in order of appearance."""
        return list(dict.fromkeys(str(r.where[key]) for r in self._results if key in r.where))


def few(result: Result) -> bool:
    """Whether a result comes from too few groups for an interval."""
    return result.n_groups is not None and result.n_groups < FEWEST_GROUPS


def cell(result: Result | None) -> str:
    """A value with its interval, where that says something; empty where there is none.

    Example:
        >>> cell(Result("accuracy", {}, 0.5, 0.25, 0.75)), cell(Result("seconds", {}, 12.0))
        ('0.500 [0.250, 0.750]', '12.0')
    """
    if result is None or result.value != result.value:
        return ""
    value = number(result.value)
    if result.low is None or result.high is None or few(result):
        return value
    return f"{value} [{number(result.low)}, {number(result.high)}]"


def number(value: float) -> str:
    """Three digits after the point, fewer where there are many before it.

    Example:
        >>> number(0.12345), number(-24.6789), number(17766.552), number(288)
        ('0.123', '-24.7', '17767', '288')
    """
    if isinstance(value, int):
        return str(value)
    size = abs(value)
    return f"{value:.0f}" if size >= 1000 else f"{value:.1f}" if size >= 10 else f"{value:.3f}"


def p_cell(result: Result | None) -> str:
    """The p-value of a result; empty where there is none.

    Example:
        >>> p_cell(Result("margin", {}, 1.0, p=0.03)), p_cell(Result("margin", {}, 1.0, p=1e-5))
        ('0.030', '<0.001')
    """
    if result is None or result.p is None:
        return ""
    return "<0.001" if result.p < 0.001 else f"{result.p:.3f}"
