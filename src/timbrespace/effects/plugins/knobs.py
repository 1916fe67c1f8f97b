"""From the travel of a parameter to the number that a plug-in is given."""

from __future__ import annotations

from dataclasses import dataclass

from timbrespace.effects.base import Parameter


@dataclass(frozen=True)
class Knob:
    """One parameter of a plug-in, and how its numbers are made.

    Args:
        parameter: As everybody sees it.
        slot: Where the number goes, in the order of the plug-in's own numbers.
        points: Only these values are meant; the nearest is taken.
        whole: Only whole numbers are meant.
        by_rate: Its values are parts of the sample rate.
        raw: The plug-in is given the travel itself, and makes of it what it likes.

    Example:
        >>> mode = Parameter("mode", "Mode", low=0.0, high=1.0)
        >>> Knob(mode, 0, points=(0.0, 0.5, 1.0)).number(0.6, 48_000)
        0.5
    """

    parameter: Parameter
    slot: int
    points: tuple[float, ...] = ()
    whole: bool = False
    by_rate: bool = False
    raw: bool = False

    def number(self, theta: float, sample_rate: int) -> float:
        """What the plug-in is given for a travel ``theta`` in [0, 1]."""
        if self.raw:
            return theta
        value = float(self.parameter.value(theta))
        if self.points:
            value = min(self.points, key=lambda point: abs(point - value))
        elif self.whole:
            value = float(round(value))
        return value * sample_rate if self.by_rate else value
