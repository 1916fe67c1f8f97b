"""Measuring while it plays: what the words say, beside what the voice really does."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping

import numpy as np

from timbrespace.live.hearing import Hearing
from timbrespace.spaces.base import Audio
from timbrespace.surrogates.base import Surrogate

#: What is measured: the last half second, twice a second.
HEARD_S = 0.5
EVERY_S = 0.5


class Ear:
    """The last samples of a voice, before gain and limiter; written on the audio path.

    Args:
        channels: How many.
        sample_rate: In Hz.
    """

    def __init__(self, channels: int, sample_rate: int) -> None:
        self.sample_rate = sample_rate
        self._n = round(HEARD_S * sample_rate)
        # Four times as long, so that what is being read is not written over meanwhile.
        self._samples = np.zeros((channels, 4 * self._n), np.float32)
        self._at = 0

    def hear(self, block: Audio) -> None:
        """Take the next samples ``(C, T)``."""
        size = self._samples.shape[1]
        begin = self._at % size
        first = min(block.shape[1], size - begin)
        self._samples[:, begin : begin + first] = block[:, :first]
        self._samples[:, : block.shape[1] - first] = block[:, first:]
        self._at += block.shape[1]

    def back(self, n: int) -> None:
        """Unhear the last ``n`` samples, at most one and a half seconds; they come again."""
        self._at = max(0, self._at - n)

    @property
    def heard(self) -> int:
        """Samples since it began."""
        return self._at

    def last(self) -> Audio | None:
        """The last half second ``(C, T)``; None before it is full."""
        end = self._at
        if end < self._n:
            return None
        return self._samples[:, np.arange(end - self._n, end) % self._samples.shape[1]]


class Listener:
    """A thread that measures what an ear has heard.

    Args:
        ear: That hears.
        surrogate: Gives the words to measure, those of the voice that plays; None: there are none.
    """

    def __init__(self, ear: Ear, surrogate: Callable[[], Surrogate | None]) -> None:
        #: By name; empty while nothing sounds.
        self.values: Mapping[str, float] = {}
        #: Why, by word that is not measured.
        self.lacking: Mapping[str, str] = {}
        self._ear, self._surrogate = ear, surrogate
        self._known: tuple[Surrogate, Hearing] | None = None
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, name="engine-listener", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """End the thread."""
        self._done.set()
        self._thread.join(5.0)

    def _run(self) -> None:
        before = 0
        while not self._done.wait(EVERY_S):
            sound = self._ear.last() if self._ear.heard != before else None
            before = self._ear.heard
            try:
                hearing = self._hearing()
                self.lacking = hearing.lacking if hearing is not None else {}
                self.values = self._measured(hearing, sound)
            except Exception:  # a descriptor that fails must not end the measuring
                self.values = {}

    def _hearing(self) -> Hearing | None:
        """Of the voice that plays now: what measures is made ready once for each."""
        surrogate = self._surrogate()
        if surrogate is None:
            return None
        if self._known is None or self._known[0] is not surrogate:
            self._known = (surrogate, Hearing(surrogate))
        return self._known[1]

    def _measured(self, hearing: Hearing | None, sound: Audio | None) -> dict[str, float]:
        if hearing is None or sound is None:
            return {}
        values = hearing.of_sounds(sound[None], self._ear.sample_rate)[0]
        return dict(zip(hearing.names, values.tolist(), strict=True))
