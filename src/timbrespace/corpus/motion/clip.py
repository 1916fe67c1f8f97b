"""A clip: a skeleton that moves for a while."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from timbrespace.corpus.motion.rotations import Floats, from_six, six_of
from timbrespace.corpus.motion.skeleton import Skeleton


@dataclass(frozen=True, eq=False)
class Clip:
    """Frames of one skeleton; Y points up.

    Args:
        skeleton: What moves.
        rotations: ``(F, J, 3, 3)``, each joint's as its parent sees it.
        root: ``(F, 3)``: where the root is, in the file's unit.
        rate_hz: Frames a second.
        notes: What was done to it on the way, as sentences.
    """

    skeleton: Skeleton
    rotations: Floats
    root: Floats
    rate_hz: float
    notes: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.root)

    @property
    def duration_s(self) -> float:
        """How long it lasts."""
        return len(self) / self.rate_hz

    def places(self) -> Floats:
        """Where all joints are: ``(F, J, 3)`` in the file's unit."""
        return self.skeleton.place(self.rotations, self.root)

    def at_rate(self, rate_hz: float) -> Clip:
        """The same motion at another frame rate, as long as before to half a frame.

        Between two frames, places go in straight lines, and rotations through the six numbers of
        :func:`timbrespace.corpus.motion.rotations.six_of`: at the small angles of neighbouring
        frames that is the shortest turn to a thousandth. Motion quicker than half the new rate
        is averaged away first, as a sound's would be.
        """
        if abs(rate_hz / self.rate_hz - 1) < 1e-3:
            return replace(self, rate_hz=rate_hz)
        n = max(1, round(len(self) * rate_hz / self.rate_hz))
        six, root = six_of(self.rotations), self.root
        width = round(self.rate_hz / rate_hz)
        if width > 1:
            six, root = _averaged(six, width), _averaged(root, width)
        at = np.minimum(np.arange(n) * self.rate_hz / rate_hz, len(self) - 1)
        return replace(self, rotations=from_six(_at(six, at)), root=_at(root, at), rate_hz=rate_hz)


def _averaged(values: Floats, width: int) -> Floats:
    """Means over ``width`` frames about each; both ends are held."""
    before = width // 2
    first, last = np.repeat(values[:1], before, 0), np.repeat(values[-1:], width - before, 0)
    sums = np.cumsum(np.concatenate([np.zeros_like(values[:1]), first, values, last]), axis=0)
    return np.asarray((sums[width:] - sums[:-width])[: len(values)] / width)


def _at(values: Floats, at: Floats) -> Floats:
    """Values ``(F, ...)`` at places between frames, in straight lines."""
    low = np.minimum(at.astype(int), len(values) - 1)
    high = np.minimum(low + 1, len(values) - 1)
    share = (at - low).reshape(-1, *[1] * (values.ndim - 1))
    return np.asarray(values[low] * (1 - share) + values[high] * share)
