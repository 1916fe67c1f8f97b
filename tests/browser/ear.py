"""Ears for the tests: is it sound, is it the right one, does it click."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Wave = NDArray[np.float32]

#: Below this nothing is heard; the page is silent to the last bit where nothing plays.
SILENCE = 1e-5


@dataclass(frozen=True)
class Recording:
    """What left the page: one channel."""

    wave: Wave
    rate_hz: float
    starts_s: float

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing to hear."""
        return bool(np.abs(self.wave).max(initial=0) < SILENCE)

    @property
    def onset(self) -> int:
        """The first sample that can be heard."""
        return int(np.argmax(np.abs(self.wave) > SILENCE))

    @property
    def onset_s(self) -> float:
        """When that was, on the audio clock."""
        return self.starts_s + self.onset / self.rate_hz

    def between(self, from_s: float, to_s: float) -> Wave:
        """The samples between two times on the audio clock."""
        start, stop = (round((t - self.starts_s) * self.rate_hz) for t in (from_s, to_s))
        return self.wave[max(0, start) : stop]


def likeness(recording: Recording, sound: Wave, rate_hz: float) -> float:
    """How alike a recording and a sound are: the peak of their normalised cross-correlation."""
    import soxr
    from scipy.signal import correlate

    known = soxr.resample(sound, rate_hz, recording.rate_hz).astype(np.float64)
    heard = recording.wave.astype(np.float64)
    lags = correlate(heard, known, mode="full", method="fft")
    # The energy of the part of the recording that lies under the sound, at each lag.
    power = np.concatenate([np.zeros(len(known)), heard**2, np.zeros(len(known) - 1)]).cumsum()
    under = power[len(known) :] - power[: -len(known)]
    energy = np.sqrt(np.maximum(under, 1e-6 * under.max()) * np.sum(known**2))
    return float(np.max(lags[: len(energy)] / energy[: len(lags)]))


def roughest(wave: Wave) -> float:
    """The greatest change of slope from one sample to the next: a click has a large one."""
    return float(np.abs(np.diff(wave, n=2)).max(initial=0))
