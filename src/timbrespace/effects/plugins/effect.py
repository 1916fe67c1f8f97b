"""A plug-in as an effect like any other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from timbrespace.effects.base import Parameter, Running
from timbrespace.effects.plugins.knobs import Knob
from timbrespace.effects.plugins.running import Channels, PluginRunning
from timbrespace.effects.plugins.watched.pool import Pool
from timbrespace.effects.plugins.watched.process import Opening
from timbrespace.effects.whole import through_stream
from timbrespace.errors import TimbrespaceError


@dataclass(frozen=True)
class PluginEffect:
    """See :class:`timbrespace.effects.base.Effect`; it passes no gradients.

    Args:
        id: ``"lv2:URI"`` or ``"vst3:PATH"``.
        title: What a person reads.
        knobs: Its parameters, and how its numbers are made of them.
        channels: How many rows it takes and gives.
        opening: What its process is told; ``resting`` holds at the rate of ``by_rate`` ports 1.
        by_rate: Slots of resting numbers that are parts of the sample rate.
        content: SHA-256 of its code, by which what is found of it is remembered; or ``""``.
    """

    id: str
    title: str
    knobs: tuple[Knob, ...]
    channels: Channels
    opening: Opening
    by_rate: tuple[int, ...] = ()
    content: str = ""
    differentiable: bool = False
    _pool: Pool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_pool", Pool(self.opening))

    @property
    def parameters(self) -> tuple[Parameter, ...]:
        """In the order of ``theta``."""
        return tuple(knob.parameter for knob in self.knobs)

    @property
    def linear(self) -> bool:
        """Nobody knows what others wrote."""
        return False

    @property
    def of_mean(self) -> bool:
        """Nor here."""
        return False

    @property
    def stereo(self) -> bool:
        """See :class:`timbrespace.effects.base.Effect`."""
        return self.channels.stereo

    def apply(self, x: Any, theta: Any, sample_rate: int) -> Any:
        """NumPy's arrays only; see :class:`timbrespace.effects.base.Effect`."""
        theta = np.asarray(theta, np.float64)
        if x.ndim != 3 or theta.shape != (len(x), len(self.knobs)):
            raise TimbrespaceError(
                f"{self.title} takes sounds (B, C, T) and settings (B, {len(self.knobs)}); "
                f"these are {tuple(x.shape)} and {tuple(theta.shape)}.",
                "Give one row of settings for each sound.",
            )
        return through_stream(self, np.asarray(x), theta, sample_rate)

    def stream(self, sample_rate: int, channels: int = 2) -> Running:
        """See :class:`timbrespace.effects.base.Effect`; starts a process, or takes an idle one.

        Raises:
            PluginFailed: It crashed, hung or refused while it was opened.
        """
        resting = [
            number * sample_rate if slot in self.by_rate else number
            for slot, number in enumerate(self.opening.resting)
        ]
        return PluginRunning(self._pool, self.knobs, resting, self.channels, sample_rate, channels)
