"""Settings that were tried on the input: what each gave, and what all together may cost."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import numpy as np

from timbrespace.effects.base import Effect
from timbrespace.jobs import Job
from timbrespace.matching.nearness import View, view
from timbrespace.matching.sound import Columns, Floats, Mono, at_peak
from timbrespace.matching.style import style


@dataclass
class Budget:
    """How long a search may go on: by the clock, or by renderings, which gives the same each time.

    Args:
        seconds: Wall-clock time, or None.
        renders: Renderings of the input, or None.

    Example:
        >>> Budget(renders=10).left(4)
        0.6
    """

    seconds: float | None = None
    renders: int | None = None
    _began_s: float = field(default_factory=time.monotonic)

    def left(self, n_renders: int) -> float:
        """The share that is left after so many renderings, in [0, 1]."""
        shares = [1.0]
        if self.seconds is not None:
            shares.append(1 - (time.monotonic() - self._began_s) / max(self.seconds, 1e-9))
        if self.renders is not None:
            shares.append(1 - n_renders / max(self.renders, 1))
        return max(0.0, min(shares))

    def begin(self, job: Job) -> None:
        """Let a job show how much of it is spent: in seconds where it has some, else settings."""
        total = self.renders if self.seconds is None else self.seconds
        unit = "settings" if self.seconds is None else ""
        job.begin(total, "Trying settings", unit=unit)

    def tell(self, job: Job, n_renders: int) -> None:
        """Tell a job of one rendering more, the ``n_renders``-th."""
        if self.seconds is None:
            job.advance()
        else:
            spent_s = min(self.seconds, time.monotonic() - self._began_s)
            job.advance(spent_s - job.done, f"{n_renders:,} settings tried")


class Trials:
    """An input through one effect under many settings.

    Args:
        effect: Any.
        sound: The input, or a stretch of it ``(T,)``.
        sample_rate: In Hz.
        told: Which parameters are looked for.
        usual: Settings of the others ``(P,)``.
        styled: Whether styles of what comes out are needed.
        budget: What all of them may cost, which jobs show; None: they only count.
    """

    def __init__(
        self, effect: Effect, sound: Mono, sample_rate: int, told: Columns, usual: Floats,
        styled: bool = True, budget: Budget | None = None,
    ) -> None:  # fmt: skip
        self.effect, self.sound, self.sample_rate = effect, at_peak(sound), sample_rate
        self.told, self.usual, self._styled = told, usual, styled
        self._budget = budget or Budget()
        self.theta: list[Floats] = []
        self.views: list[View] = []
        self.styles: list[Floats] = []
        self.dry = view(self.sound)
        self.dry_style = style(self.sound, sample_rate) if styled else np.empty(0)

    def __len__(self) -> int:
        return len(self.theta)

    def add(self, settings: Floats, job: Job, styled: bool | None = None) -> range:
        """Try settings ``(n, P')`` of the parameters looked for; which trials they became.

        Args:
            settings: In [0, 1].
            job: Counts them.
            styled: Whether their styles are needed, which take most of the time; default: as
                for all trials. Those that have none are empty.
        """
        styled = self._styled if styled is None else styled and self._styled
        first = len(self)
        for each in settings:
            job.check()
            made = self.heard(each)
            self.theta.append(np.asarray(each, np.float64))
            self.views.append(view(made))
            self.styles.append(style(made, self.sample_rate) if styled else np.empty(0))
            self._budget.tell(job, len(self))
        return range(first, len(self))

    def heard(self, settings: Floats) -> Mono:
        """The input under settings ``(P',)``, at -12 dBFS peak; what is not finite is silence."""
        theta = self.whole(settings)[None]
        made = self.effect.apply(self.sound[None, None], theta, self.sample_rate)[0, 0]
        return at_peak(np.nan_to_num(np.asarray(made, np.float32)))

    def whole(self, settings: Floats) -> Floats:
        """Settings of all parameters ``(P,)``."""
        theta = self.usual.copy()
        theta[self.told] = settings
        return theta
