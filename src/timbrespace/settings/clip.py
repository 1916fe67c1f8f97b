"""The sound that all settings are tried on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from timbrespace.effects.base import Audio
from timbrespace.errors import TimbrespaceError

#: What effects are tried at: what the page plays at.
RATE_HZ = 48_000
#: Long enough for an echo, short enough for ten thousand of them.
CLIP_S = 2.0
#: The loudest part is looked for in steps of this.
_STEP_S = 0.05
#: Its peak; sounds of any level make the same space.
PEAK = 10 ** (-12 / 20)


@dataclass(frozen=True)
class Clip:
    """A short sound of one channel.

    Args:
        samples: ``(T,)`` float32 at :data:`RATE_HZ`, peak at -12 dBFS.
        title: What a person reads.
        from_s: Where it begins in the sound that it was taken from.
    """

    samples: Audio
    title: str
    from_s: float = 0.0

    @property
    def duration_s(self) -> float:
        """How long it is."""
        return len(self.samples) / RATE_HZ

    @property
    def digest(self) -> str:
        """SHA-256 of its samples."""
        return hashlib.sha256(np.ascontiguousarray(self.samples, "<f4").tobytes()).hexdigest()


def clip_of(audio: Audio, sample_rate: int, title: str, seconds: float = CLIP_S) -> Clip:
    """The loudest part of a sound, at the rate and level of all clips, as long as was asked for.

    Args:
        audio: ``(C, T)`` or ``(T,)``, full scale at 1.
        sample_rate: In Hz.
        title: What a person reads.
        seconds: How much of it.

    Raises:
        TimbrespaceError: There is nothing in it.

    Example:
        >>> sound = np.zeros((1, 96_000), np.float32)
        >>> sound[0, 60_000:70_000] = 0.1
        >>> clip = clip_of(sound, 48_000, "pulse", seconds=0.5)
        >>> clip.from_s > 0.9, round(float(clip.samples.max()), 2)
        (True, 0.25)
    """
    mono = np.atleast_2d(np.asarray(audio, np.float32)).mean(axis=0)
    if sample_rate != RATE_HZ:
        import soxr

        mono = soxr.resample(mono, sample_rate, RATE_HZ)
    peak = float(np.abs(mono).max(initial=0.0))
    if not np.isfinite(peak) or peak <= 1e-5:
        raise TimbrespaceError(f"'{title}' is silent.", "Choose a sound that can be heard.")
    begin = loudest(mono, RATE_HZ, seconds)
    n = round(seconds * RATE_HZ)
    part = mono[begin : begin + n]
    # After a short sound there is silence: echoes are heard there.
    part = np.pad(part, (0, n - len(part))) * np.float32(PEAK / np.abs(part).max())
    return Clip(np.ascontiguousarray(part, np.float32), title, begin / RATE_HZ)


def loudest(mono: Audio, sample_rate: int, seconds: float) -> int:
    """The sample at which the part of this length with the most energy begins."""
    step = round(_STEP_S * sample_rate)
    width = round(seconds * sample_rate)
    if len(mono) <= width:
        return 0
    sums = np.concatenate([[0.0], np.cumsum(np.square(mono, dtype=np.float64))])
    begins = np.arange(0, len(mono) - width + 1, step)
    return int(begins[np.argmax(sums[begins + width] - sums[begins])])
