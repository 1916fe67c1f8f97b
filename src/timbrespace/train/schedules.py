"""How much the Kullback-Leibler term of a VAE weighs, as pure functions of the step.

Every schedule stays between 0 and ``weight``. See docs/autoencoders.md for their plots.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from timbrespace.errors import TimbrespaceError

Name = Literal["constant", "linear", "monotonic", "cyclical", "cosine"]

#: A run of unknown length is divided into so many cycles, as Fu et al. do.
CYCLES = 4

#: Part of a run over which the schedules that rise once do so.
WARM_UP = 0.25


def constant(step: int, *, weight: float) -> float:
    """The same weight from the first step on.

    Example:
        >>> constant(0, weight=0.5)
        0.5
    """
    return weight


def linear(step: int, *, weight: float, warm_up: int) -> float:
    """From 0 in a straight line to the whole weight at step ``warm_up``, which then stays.

    Example:
        >>> [linear(step, weight=1.0, warm_up=4) for step in (0, 1, 4, 9)]
        [0.0, 0.25, 1.0, 1.0]
    """
    return weight * min(1.0, step / warm_up) if warm_up > 0 else weight


def monotonic(step: int, *, weight: float, warm_up: int) -> float:
    """Along a logistic curve: slowly, quickly, slowly; half the weight at ``warm_up / 2``.

    Source: Bowman et al., *Generating Sentences from a Continuous Space*, 2016. Stretched so
    that it begins at exactly 0 and is whole at ``warm_up``.

    Example:
        >>> [round(monotonic(step, weight=1.0, warm_up=8), 3) for step in (0, 2, 4, 8, 9)]
        [0.0, 0.07, 0.5, 1.0, 1.0]
    """
    if step >= warm_up:
        return weight
    end = 5.0
    at = math.tanh(end * (step / warm_up - 0.5))
    return weight * 0.5 * (1 + at / math.tanh(end / 2))


def cyclical(step: int, *, weight: float, cycle: int, rising: float = 0.5) -> float:
    """Again and again from 0 up to the weight, where it stays for the rest of the cycle.

    Source: Fu et al., *Cyclical Annealing Schedule*, 2019: it *rises* within each cycle.

    Args:
        step: From 0.
        weight: Top of each cycle.
        cycle: Steps of one cycle.
        rising: Part of the cycle in which it rises.

    Example:
        >>> [cyclical(step, weight=1.0, cycle=4) for step in range(8)]
        [0.0, 0.5, 1.0, 1.0, 0.0, 0.5, 1.0, 1.0]
    """
    return weight * min(1.0, (step % cycle) / (cycle * rising))


def cosine(step: int, *, weight: float, cycle: int, low: float = 0.0) -> float:
    """Again and again along half a cosine from ``low`` up to the weight.

    The cycle's length is prime, so that its ends fall on ever other places of whatever else
    recurs: epochs, checks, or data that take turns. The study that this comes from meant it so,
    but began each cycle at the top.

    Args:
        step: From 0.
        weight: Reached on the last step of each cycle.
        cycle: Steps of one cycle; a prime.
        low: Where each cycle begins.

    Raises:
        TimbrespaceError: The cycle's length is not prime.

    Example:
        >>> [round(cosine(step, weight=1.0, cycle=5), 2) for step in range(6)]
        [0.0, 0.15, 0.5, 0.85, 1.0, 0.0]
    """
    if not is_prime(cycle):
        raise TimbrespaceError(
            f"A cycle of {cycle} steps is not prime.", f"Use {prime_near(cycle)}, say."
        )
    phase = (step % cycle) / max(1, cycle - 1)
    return low + (weight - low) * 0.5 * (1 - math.cos(math.pi * phase))


@dataclass(frozen=True)
class KlSchedule:
    """One of the schedules with what it needs.

    Args:
        name: Which.
        weight: The most that the term weighs.
        steps: Of the warm-up or of one cycle; 0: a quarter of the run, whatever its length
            (the nearest prime where it has to be one).

    Raises:
        TimbrespaceError: Values that make no schedule.
    """

    name: Name
    weight: float
    steps: int = 0

    def __post_init__(self) -> None:
        if self.name not in _SCHEDULES:
            raise TimbrespaceError(
                f"There is no KL schedule {self.name!r}.", f"Use one of {', '.join(_SCHEDULES)}."
            )
        if self.weight < 0 or self.steps < 0:
            raise TimbrespaceError(
                f"A KL weight of {self.weight} over {self.steps} steps makes no schedule.",
                "Use 0 or more for both.",
            )
        if self.name == "cosine" and self.steps:
            cosine(0, weight=self.weight, cycle=self.steps)

    def __call__(self, step: int, n_steps: int) -> float:
        """The weight at a step of a run of ``n_steps``."""
        return _SCHEDULES[self.name](step, self.weight, self.steps, n_steps)


def is_prime(number: int) -> bool:
    """Whether a number has no divisors but 1 and itself.

    Example:
        >>> [n for n in range(20) if is_prime(n)]
        [2, 3, 5, 7, 11, 13, 17, 19]
    """
    return number > 1 and all(number % n for n in range(2, math.isqrt(number) + 1))


def prime_near(number: int) -> int:
    """The prime nearest to a number; the smaller one of two.

    Example:
        >>> prime_near(1), prime_near(9), prime_near(17)
        (2, 7, 17)
    """
    distance = 0
    while True:
        for near in (number - distance, number + distance):
            if is_prime(near):
                return near
        distance += 1


def _quarter(steps: int, n_steps: int, part: float) -> int:
    return steps or max(1, round(n_steps * part))


_SCHEDULES: dict[str, Callable[[int, float, int, int], float]] = {
    "constant": lambda step, weight, steps, n_steps: constant(step, weight=weight),
    "linear": lambda step, weight, steps, n_steps: linear(
        step, weight=weight, warm_up=_quarter(steps, n_steps, WARM_UP)
    ),
    "monotonic": lambda step, weight, steps, n_steps: monotonic(
        step, weight=weight, warm_up=_quarter(steps, n_steps, WARM_UP)
    ),
    "cyclical": lambda step, weight, steps, n_steps: cyclical(
        step, weight=weight, cycle=_quarter(steps, n_steps, 1 / CYCLES)
    ),
    "cosine": lambda step, weight, steps, n_steps: cosine(
        step, weight=weight, cycle=steps or prime_near(_quarter(0, n_steps, 1 / CYCLES))
    ),
}
