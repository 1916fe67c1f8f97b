"""A value that moves to another in a straight line, sample by sample."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


class Ramp:
    """What gain, fades and cross-fades share; blocks of any size see the same values.

    Args:
        value: Where it stands.
        steps: Samples that a move takes.

    Example:
        >>> ramp = Ramp(0.0, steps=4)
        >>> ramp.go(1.0)
        >>> out = np.zeros(6)
        >>> ramp.fill(out)
        >>> out.tolist()
        [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]
    """

    def __init__(self, value: float, steps: int) -> None:
        self._steps = steps
        self._from = self._to = value
        self._done = steps
        self._counts = np.arange(1, steps + 1) / steps

    @property
    def target(self) -> float:
        """Where it is going."""
        return self._to

    @property
    def left(self) -> int:
        """Samples until it is there."""
        return self._steps - self._done

    def rests_at(self, value: float) -> bool:
        """Whether it stands still there."""
        return self._to == value and not self.left

    def go(self, target: float) -> None:
        """Move to ``target`` from where it is now."""
        if target != self._to:
            self._from, self._to, self._done = self._now(), target, 0

    def jump(self, value: float) -> None:
        """Be there at once."""
        self._from, self._to, self._done = value, value, self._steps

    def fill(self, out: NDArray[np.float64]) -> None:
        """The next values ``(n,)``."""
        moving = min(self.left, len(out))
        np.multiply(
            self._counts[self._done : self._done + moving],
            self._to - self._from,
            out=out[:moving],
        )
        out[:moving] += self._from
        self._done += moving
        # Also the last step is there to the bit, whatever rounding says.
        out[moving if self.left else max(0, moving - 1) :] = self._to

    def _now(self) -> float:
        share = self._done / self._steps if self._steps else 1.0
        return self._from + share * (self._to - self._from)
