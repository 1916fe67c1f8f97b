"""A plug-in while it sounds: its process, its settings, and the channels that were asked for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.plugins.knobs import Knob
from timbrespace.effects.plugins.watched.blocks import DELAY
from timbrespace.effects.plugins.watched.pool import Pool
from timbrespace.effects.plugins.watched.process import PluginProcess
from timbrespace.effects.plugins.watched.shared import MOST, STEP
from timbrespace.errors import TimbrespaceError

#: No plug-in says how long it rings on; longer tails are cut.
TAIL_S = 5.0


@dataclass(frozen=True)
class Channels:
    """How many rows one instance of a plug-in takes and gives.

    Args:
        inputs: 1 or 2.
        outputs: 1 or 2.

    Example:
        >>> Channels(1, 1).copies(2), Channels(2, 2).copies(2)
        (2, 1)
    """

    inputs: int
    outputs: int

    @property
    def stereo(self) -> bool:
        """It works on two channels at once; else each channel has an instance of its own."""
        return (self.inputs, self.outputs) != (1, 1)

    def copies(self, channels: int) -> int:
        """How many instances sound of this many channels needs.

        Raises:
            TimbrespaceError: There are more channels than a stereo plug-in can take.
        """
        if not self.stereo:
            return channels
        if channels > 2:
            raise TimbrespaceError(
                f"This plug-in works on two channels; the sound has {channels}.",
                "Give it sound of one or two channels.",
            )
        return 1

    def entering(self, block: Audio) -> Audio:
        """Rows for the plug-in of a sound ``(C, n)``."""
        if not self.stereo or len(block) == self.inputs:
            return block
        if self.inputs == 1:
            mixed: Audio = block.mean(axis=0, keepdims=True)
            return mixed
        return np.broadcast_to(block, (2, block.shape[1]))

    def leaving(self, rows: Audio, channels: int) -> Audio:
        """A sound ``(C, n)`` of the plug-in's rows; a copy, never a view."""
        if not self.stereo or len(rows) == channels:
            return rows.copy()
        if channels == 1:
            return np.asarray(rows.mean(axis=0, keepdims=True), np.float32)
        return np.repeat(rows, 2, axis=0)


class PluginRunning:
    """See :class:`timbrespace.effects.base.Running`.

    A failure ends the process, and is raised once; the next block starts another, from silence.

    Args:
        pool: Where its processes come from.
        knobs: Its parameters, in the order of ``theta``.
        resting: The numbers of all that takes one, while no knob is turned.
        plan: Its channels.
        sample_rate: In Hz.
        channels: Of the sound.
    """

    grain_samples = STEP

    def __init__(
        self,
        pool: Pool,
        knobs: tuple[Knob, ...],
        resting: list[float],
        plan: Channels,
        sample_rate: int,
        channels: int,
    ) -> None:
        self._pool, self._knobs, self._numbers = pool, knobs, list(resting)
        self._plan, self._rate, self._channels = plan, sample_rate, channels
        self._copies = plan.copies(channels)
        self._process: PluginProcess | None = None
        self._stale, self._turned = True, b""
        about = self._running().about
        self.delay_samples = DELAY + int(about.get("latency_samples", 0))
        self.tail_samples = round(TAIL_S * sample_rate)

    def process(self, block: Audio, theta: Floats) -> Audio:
        """See :class:`Running`; :class:`PluginFailed` where the plug-in fails."""
        length = block.shape[1]
        if length <= MOST:
            return self._once(block, theta)
        parts = [self._once(block[:, at : at + MOST], theta) for at in range(0, length, MOST)]
        return np.concatenate(parts, axis=1)

    def reset(self) -> None:
        """See :class:`Running`."""
        self._stale = True

    def close(self) -> None:
        """See :class:`Running`; the process waits for its next use."""
        process, self._process = self._process, None
        if process is not None:
            self._pool.give(process, self._rate, self._copies)

    def _once(self, block: Audio, theta: Floats) -> Audio:
        process = self._running()
        try:
            self._turn(process, theta)
            if self._stale:
                # After the settings: some plug-ins would glide from the old ones to these.
                process.reset()
                self._stale = False
            rows = process.process(self._plan.entering(block))
        except BaseException:
            # Ctrl-C included: a process that still owes an answer is of no use any more.
            self._process = None
            process.end()
            raise
        return self._plan.leaving(rows, self._channels)

    def _running(self) -> PluginProcess:
        if self._process is None:
            self._process = self._pool.take(self._rate, self._copies)
            self._stale, self._turned = True, b""
        return self._process

    def _turn(self, process: PluginProcess, theta: Floats) -> None:
        settings = theta.tobytes()
        if settings == self._turned:
            return
        for knob, at in zip(self._knobs, theta, strict=True):
            self._numbers[knob.slot] = knob.number(float(at), self._rate)
        process.set(self._numbers)
        self._turned = settings
