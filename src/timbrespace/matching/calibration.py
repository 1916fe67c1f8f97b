"""What expected gains are worth: learned on sources that a matcher was not learned from.

A matcher is sure of itself where it should not be, and the surest of many settings is the one
whose promise is most by luck. So its expected gains are passed through a monotone curve to those
that came, before it is decided whether to act.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import numpy as np

from timbrespace.matching.choosing import Choice
from timbrespace.matching.sound import Floats

#: A gain that few sounds bear witness to is taken to be smaller, as if so many more had none.
DOUBT = 3.0
#: Sounds are taken together by what was promised, so many lots at most.
_MOST_POOLS = 10


@dataclass(frozen=True)
class Curve:
    """A monotone map from expected to true gains, straight between its corners.

    Args:
        expected: Corners, rising ``(K,)``.
        true: Gains there, not falling ``(K,)``.

    Example:
        >>> Curve((0.0, 1.0), (-0.5, 0.5))(0.75)
        0.25
    """

    expected: tuple[float, ...]
    true: tuple[float, ...]

    def __call__(self, gain: float) -> float:
        """The gain that is to be expected, where a choice promises one."""
        return float(np.interp(gain, self.expected, self.true))


@dataclass(frozen=True)
class Calibration:
    """How a matcher's promises are taken.

    Args:
        temper: Of the metric of styles: the higher, the less styles say beside the network.
        curves: By how settings were found: ``"at once"``, ``"refined"``.
    """

    temper: float
    curves: Mapping[str, Curve]

    def taken(self, choice: Choice, way: str) -> Choice:
        """A choice with the risk that it is worth; as it is where nothing was learned of it."""
        if way not in self.curves:
            return choice
        gain = self.curves[way](choice.gain)
        return replace(choice, risk=(1 - gain) * choice.dry_risk, weighed=True)

    def as_plain(self) -> dict[str, Any]:
        """For ``config.toml``."""
        return {
            "temper": self.temper,
            "curves": {
                way: {name: list(at) for name, at in asdict(curve).items()}
                for way, curve in self.curves.items()
            },
        }

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Calibration:
        """Read what :meth:`as_plain` gave.

        Raises:
            KeyError, TypeError, ValueError: It is something else.
        """
        curves = {
            str(way): Curve(*(tuple(map(float, each[name])) for name in ("expected", "true")))
            for way, each in plain["curves"].items()
        }
        if any(not len(c.expected) or len(c.expected) != len(c.true) for c in curves.values()):
            raise ValueError("a curve without corners")
        return cls(float(plain["temper"]), curves)


def fit_curve(expected: Floats, dry: Floats, found: Floats) -> Curve:
    """The best monotone curve through what was promised and what came.

    Sounds count by how far dry is, so that what is made least is the mean distance.

    Args:
        expected: Promised gains ``(N,)``.
        dry: True distances of doing nothing ``(N,)``.
        found: True distances of what was chosen ``(N,)``.

    Source: isotonic regression by pooling (Ayer et al. 1955), the pools drawn towards no gain.

    Example:
        >>> many = np.repeat([0.1, 0.5], 300)
        >>> curve = fit_curve(many, np.ones(600), np.repeat([1.2, 0.6], 300))
        >>> [round(curve(x), 2) for x in (0.1, 0.5)]
        [-0.2, 0.4]
    """
    order = np.argsort(expected, kind="stable")
    mass = np.maximum(dry[order], 1e-6) / max(float(dry.mean()), 1e-6)
    gains = 1 - found[order] / np.maximum(dry[order], 1e-6)
    pools: list[_Pool] = []
    for few in np.array_split(np.arange(len(order)), max(1, min(_MOST_POOLS, len(order) // 6))):
        at = expected[order][few]
        pools.append(_Pool(float(mass[few].sum()), float(mass[few] @ gains[few]), at.tolist()))
        while len(pools) > 1 and pools[-2].mean >= pools[-1].mean:
            last = pools.pop()
            pools[-1] = pools[-1].with_(last)
    corners = [(float(np.mean(pool.at)), pool.doubted) for pool in pools]
    # Doubt may turn neighbours round where one pool is much smaller.
    true = np.maximum.accumulate([gain for _, gain in corners])
    return Curve(
        tuple(round(at, 4) for at, _ in corners), tuple(round(float(each), 4) for each in true)
    )


@dataclass(frozen=True)
class _Pool:
    mass: float
    total: float
    at: Sequence[float]

    @property
    def mean(self) -> float:
        return self.total / self.mass

    @property
    def doubted(self) -> float:
        """Of a gain, less; of a loss, no less, down to -1: from there on it is refused anyhow."""
        return max(-1.0, self.total / (self.mass + (DOUBT if self.total > 0 else 0.0)))

    def with_(self, other: _Pool) -> _Pool:
        return _Pool(self.mass + other.mass, self.total + other.total, [*self.at, *other.at])
