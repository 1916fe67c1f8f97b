"""Undo and redo: where the player stood before each change."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

import numpy as np

from timbrespace.live.matching import Usual
from timbrespace.spaces.base import Latents

T = TypeVar("T")

#: Changes of one control that follow each other within this are one step.
ONE_MOVE_S = 0.6
MOST_STEPS = 200


@dataclass(frozen=True)
class Stand:
    """Where the player stands.

    Args:
        latents: ``(D,)`` that are wanted; never changed in place.
        words: The words that are held, as the hand wished for them: beyond the reach of the voice,
            too, and those that it does not have, for the next one. All others move as they will.
        reached: Of those that the voice has, whether the surrogate says that they are reached.
    """

    latents: Latents
    words: Mapping[str, float] = field(default_factory=dict)
    reached: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True)
class Place:
    """Where a player stands on which voice: all that another voice has to know.

    Args:
        usual: The voice, and where its latents usually are.
        stand: Latents and words.
        sounds: What its surrogate says of how that sounds, by word.
    """

    usual: Usual
    stand: Stand
    sounds: Mapping[str, float] = field(default_factory=dict)


class History(Generic[T]):
    """What was before and after the present; the desk keeps its places there.

    Args:
        clock: Seconds; to tell one move of a slider from the next.

    Example:
        >>> history = History[Stand]()
        >>> a, b = Stand(np.zeros(1, np.float32)), Stand(np.ones(1, np.float32))
        >>> history.note(a, "z0")
        >>> history.undo(b) is a, history.redo(a) is b, history.redo(b) is None
        (True, True, True)
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.clear()

    def clear(self) -> None:
        """Forget all."""
        self._before: list[T] = []
        self._after: list[T] = []
        self._control, self._at_s = "", -np.inf

    @property
    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return bool(self._before)

    @property
    def can_redo(self) -> bool:
        """Whether anything was taken back."""
        return bool(self._after)

    def note(self, before: T, control: str) -> None:
        """Remember where the player stood before ``control`` is moved; "": always a step."""
        now_s = self._clock()
        same_move = bool(control) and control == self._control and now_s - self._at_s < ONE_MOVE_S
        self._control, self._at_s = control, now_s
        self._after.clear()
        if not same_move:
            self._before = [*self._before[-(MOST_STEPS - 1) :], before]

    def undo(self, now: T) -> T | None:
        """One step back, or None."""
        return self._step(self._before, self._after, now)

    def redo(self, now: T) -> T | None:
        """One step forth again, or None."""
        return self._step(self._after, self._before, now)

    def _step(self, source: list[T], sink: list[T], now: T) -> T | None:
        if not source:
            return None
        self._control = ""
        sink.append(now)
        return source.pop()
