"""How often listeners were right, and whether that is more than guessing: exact, not drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.answers import Choice

LEVEL = 0.95
#: What guessing reaches.
GUESSING = 0.5


@dataclass(frozen=True)
class Share:
    """How often answers were right.

    Args:
        what: Whose: a condition, a listener, or ``"all"``.
        right: How many were.
        n: Of how many.
        low: Lower end of the exact 95 % interval of the share.
        high: Upper end.
        p: Of so many or more, were all of them guessed.
    """

    what: str
    right: int
    n: int
    low: float
    high: float
    p: float

    @property
    def value(self) -> float:
        """The share of right answers."""
        return self.right / self.n


def share_of(what: str, right: int, n: int) -> Share:
    """A share with its exact interval and the exact one-sided binomial test against guessing.

    Raises:
        TimbrespaceError: There are no answers, or more right ones than answers.

    Example:
        >>> found = share_of("all", 9, 10)
        >>> found.value, round(found.p, 4), [round(end, 3) for end in (found.low, found.high)]
        (0.9, 0.0107, [0.555, 0.997])
    """
    from scipy.stats import binom

    low, high = exact_interval(right, n)
    return Share(what, right, n, low, high, float(binom.sf(right - 1, n, GUESSING)))


def exact_interval(right: int, n: int, level: float = LEVEL) -> tuple[float, float]:
    """The exact binomial interval of a share (Clopper and Pearson 1934).

    Args:
        right: Successes.
        n: Of how many.
        level: Coverage; the true one is never below it.

    Raises:
        TimbrespaceError: ``right`` is not between 0 and ``n``, or ``n`` is 0.

    Example:
        >>> exact_interval(0, 10)[0], round(exact_interval(0, 10)[1], 4)
        (0.0, 0.3085)
    """
    from scipy.stats import beta

    if n < 1 or not 0 <= right <= n:
        raise TimbrespaceError(
            f"{right} right answers of {n} have no interval.", "Count the answers again."
        )
    tail = (1 - level) / 2
    low = float(beta.ppf(tail, right, n - right + 1)) if right else 0.0
    high = float(beta.ppf(1 - tail, right + 1, n - right)) if right < n else 1.0
    return low, high


def fewest_right(n: int, alpha: float = 0.05) -> int | None:
    """How many of ``n`` must be right to be told from guessing; None where ``n`` is too small.

    Example:
        >>> fewest_right(16), fewest_right(4)
        (12, None)
    """
    from scipy.stats import binom

    right = int(binom.isf(alpha, n, GUESSING)) + 1
    return right if right <= n else None


def by_condition(choices: Sequence[Choice]) -> list[Share]:
    """All answers together, then each condition, in order of appearance."""
    names = dict.fromkeys(choice.condition for choice in choices)
    groups = {"all": list(choices)} if len(names) > 1 or "all" in names else {}
    groups.update({n: [c for c in choices if c.condition == n] for n in names})
    return [_counted(what, own) for what, own in groups.items()]


def by_listener(choices: Sequence[Choice]) -> list[Share]:
    """Each listener's answers, by name."""
    names = sorted({choice.listener for choice in choices})
    return [_counted(name, [c for c in choices if c.listener == name]) for name in names]


def _counted(what: str, own: Sequence[Choice]) -> Share:
    return share_of(what, sum(choice.right for choice in own), len(own))
