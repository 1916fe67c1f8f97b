"""Undo and redo: where the player stood before each change."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from timbrespace.spaces.base import Latents

#: Changes of one control that follow each other within this are one step.
ONE_MOVE_S = 0.6
MOST_STEPS = 200


@dataclass(frozen=True)
class Stand:
    """Where the player stands.

    Args:
        latents: ``(D,)`` that are wanted; never changed in place.
        words: Values of the words that are held; the others move as they will.
        reached: Of these, whether the surrogate says that they are reached.
    """

    latents: Latents
    words: Mapping[str, float] = field(default_factory=dict)
    reached: Mapping[str, bool] = field(default_factory=dict)


class History:
    """The stands before and after the present one.

    Args:
        clock: Seconds; to tell one move of a slider from the next.

    Example:
        >>> history = History()
        >>> a, b = Stand(np.zeros(1, np.float32)), Stand(np.ones(1, np.float32))
        >>> history.note(a, "z0")
        >>> history.undo(b) is a, history.redo(a) is b, history.redo(b) is None
        (True, True, True)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.clear()

    def clear(self) -> None:
        """Forget all: latents of another voice mean nothing."""
        self._before: list[Stand] = []
        self._after: list[Stand] = []
        self._control, self._at_s = "", -np.inf

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether anything was taken back."""
        return bool(self._after)

    def note(self, before: Stand, control: str) -> None:
        """Remember where the player stood before ``control`` is moved; "": always a step."""
        now_s = self._clock()
        same_move = bool(control) and control == self._control and now_s - self._at_s < ONE_MOVE_S
        self._control, self._at_s = control, now_s
        self._after.clear()
        if not same_move:
            self._before = [*self._before[-(MOST_STEPS - 1) :], before]

    def undo(self, now: Stand) -> Stand | None:
        """One step back, or None."""
        return self._step(self._before, self._after, now)

    def redo(self, now: Stand) -> Stand | None:
        """One step forth again, or None."""
        return self._step(self._after, self._before, now)

    def _step(self, source: list[Stand], sink: list[Stand], now: Stand) -> Stand | None:
        if not source:
            return None
        self._control = ""
        sink.append(now)
        return source.pop()
