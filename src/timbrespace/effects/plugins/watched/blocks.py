"""Blocks of any sizes through something that always works on blocks of one size."""

from __future__ import annotations

from collections.abc import Callable

from timbrespace.effects.plugins.watched.shared import STEP, Shared

#: Samples by which what comes out lags behind: with blocks of one, that many must be waited for.
DELAY = STEP - 1


class Blocks:
    """Cuts what comes into steps, keeps what is left over, and hands out what is due.

    Args:
        shared: Samples in, samples out.
        run: Works on samples ``inputs[:, :n]``, into ``outputs[:, at : at + n]``, given ``n``,
            a multiple of :data:`STEP`, and ``at``.
    """

    def __init__(self, shared: Shared, run: Callable[[int, int], None]) -> None:
        self._shared, self._run = shared, run
        self.reset()

    def reset(self) -> None:
        """Silence lies behind."""
        self._waiting, self._given = 0, 0
        self._shared.outputs[:, :DELAY] = 0.0

    def process(self, new: int) -> None:
        """Take ``new`` samples, which lie behind those that wait; as many then lie ready."""
        inputs, outputs = self._shared.inputs, self._shared.outputs
        ready = DELAY - self._waiting
        # What was handed out last time could only now be overwritten.
        if self._given:
            outputs[:, :ready] = outputs[:, self._given : self._given + ready]
        there = self._waiting + new
        whole = there - there % STEP
        if whole:
            self._run(whole, ready)
        self._waiting, self._given = there - whole, new
        if whole and self._waiting:
            inputs[:, : self._waiting] = inputs[:, whole:there]
