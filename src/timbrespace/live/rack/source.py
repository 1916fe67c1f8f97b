"""The user's own sound, read round and round without a seam that clicks."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from timbrespace.live.ramp import Ramp
from timbrespace.spaces.base import Audio

#: Over which the end of a loop dies away under its beginning, and over which that comes: at
#: once, or strokes would lose their attack.
SEAM_S, ATTACK_S = 0.010, 0.001
#: Shorter sounds are made longer with silence: no loop is a tone of its own.
LEAST_S = 0.25
#: One sound goes over into another, or into itself elsewhere.
CROSS_S = 0.020


@dataclass
class Sound:
    """A sound to be played, with what a face says about it.

    Args:
        samples: ``(C, T)`` at the rate of the output.
        sample_rate: In Hz.
        facts: For the state.
    """

    samples: Audio
    sample_rate: int
    facts: dict[str, object] = field(default_factory=dict)


class Reader:
    """Reads a sound from a place on, round and round or once.

    Args:
        samples: ``(C, T)``.
        sample_rate: In Hz.
        at: The sample from which on.
        loop: Whether it begins again.

    Example:
        >>> reader = Reader(np.ones((1, 24_000), np.float32), 48_000, loop=False)
        >>> out = np.zeros((1, 30_000), np.float32)
        >>> reader.read_into(out)
        >>> int(out.sum())
        24000
    """

    def __init__(self, samples: Audio, sample_rate: int, at: int = 0, loop: bool = True) -> None:
        least = round(LEAST_S * sample_rate)
        if samples.shape[1] < least:
            samples = np.pad(samples, ((0, 0), (0, least - samples.shape[1])))
        self.loop = loop
        self._once = samples
        #: Samples that were read, and whether it has begun again.
        self._read, self._again = 0, False
        self._seam = round(SEAM_S * sample_rate)
        self._round = _seamless(samples, self._seam, max(1, round(ATTACK_S * sample_rate)))
        self.at = min(max(0, at), samples.shape[1] - 1)

    @property
    def over(self) -> bool:
        """Whether a sound that is read once is at its end."""
        return not self.loop and self.at >= self._once.shape[1]

    def read_into(self, out: Audio) -> None:
        """The next samples ``(C, n)``; silence after the end."""
        n, done = out.shape[1], 0
        length = self._once.shape[1]
        while done < n:
            if self.at >= length:
                if not self.loop:
                    out[:, done:] = 0.0
                    return
                self.at = self._seam  # What lies before is within the seam already.
                self._again = True
            take = min(n - done, length - self.at)
            samples = self._round if self.loop else self._once
            out[:, done : done + take] = samples[:, self.at : self.at + take]
            self.at += take
            self._read += take
            done += take

    @property
    def behind(self) -> int:
        """Samples that it can go back."""
        return 0 if self.over else self._read

    def back(self, n: int) -> None:
        """Read the last ``n`` samples again; no more than lie behind."""
        self._read -= n
        self.at -= n
        while self._again and self.at < self._seam:
            self.at += self._once.shape[1] - self._seam


class Source:
    """What goes into the effect: one reader, or two while one goes over into the other.

    Args:
        channels: Of what is read; sounds of one channel are on both.
        sample_rate: In Hz.
        most: Samples of the longest block.
    """

    def __init__(self, channels: int, sample_rate: int, most: int) -> None:
        self.sample_rate = sample_rate
        self.reader: Reader | None = None
        self._leaving: Reader | None = None
        self._cross = Ramp(1.0, round(CROSS_S * sample_rate))
        self._share: NDArray[np.float64] = np.zeros(most)
        self._other = np.zeros((channels, most), np.float32)

    @property
    def over(self) -> bool:
        """Whether nothing follows."""
        return self.reader is None or (self.reader.over and not self._cross.left)

    @property
    def behind(self) -> int:
        """Samples that it can go back; none while one sound goes over into another."""
        return 0 if self.reader is None or self._cross.left else self.reader.behind

    def back(self, n: int) -> None:
        """Read the last ``n`` samples again; no more than lie behind."""
        assert self.reader is not None
        self.reader.back(n)

    def go(self, reader: Reader) -> None:
        """Go over to another reader, from the next sample on."""
        self._leaving, self.reader = self.reader, reader
        self._cross.jump(0.0)
        self._cross.go(1.0)

    def read_into(self, out: Audio) -> None:
        """The next samples ``(C, n)``."""
        if self.reader is None:
            out.fill(0.0)
            return
        self.reader.read_into(out)
        if not self._cross.left:
            self._leaving = None
            return
        share, other = self._share[: out.shape[1]], self._other[:, : out.shape[1]]
        self._cross.fill(share)
        if self._leaving is None:
            np.multiply(out, share, out=out, casting="same_kind")
            return
        self._leaving.read_into(other)
        out -= other
        np.multiply(out, share, out=out, casting="same_kind")
        out += other


def _seamless(samples: Audio, seam: int, attack: int) -> Audio:
    """The same, but that its end is its beginning at last."""
    made = samples.copy()
    falling = np.cos(np.linspace(0, np.pi / 2, seam, dtype=np.float32))
    rising = np.minimum(1.0, np.arange(1, seam + 1, dtype=np.float32) / attack)
    made[:, -seam:] = falling * samples[:, -seam:] + rising * samples[:, :seam]
    return made
