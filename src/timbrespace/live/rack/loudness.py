"""How much louder an effect makes its sound: measured while it plays."""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Audio

#: Forgets what was heard: 63 % within this time.
FORGET_S = 3.0
#: After the settings jumped, so much is heard before the old difference is given up.
LEAST_S = 0.12
#: Quieter sound, in dB of full scale, says nothing.
FLOOR_DB = -70.0
#: At most so much is made up for.
MOST_DB = 40.0


class Difference:
    """Loudness of what comes out of an effect, less that of what goes in, in dB.

    Both are weighted as broadcasters weight (K, ITU-R BS.1770-4, 2015) and averaged over the same
    sound since the settings last jumped, so that pauses in it don't matter.

    Args:
        channels: How many.
        sample_rate: In Hz.

    Example:
        >>> hiss = np.random.default_rng(0).normal(0, 0.1, (1, 24_000)).astype(np.float32)
        >>> difference = Difference(1, 48_000)
        >>> difference.see(hiss, 2 * hiss)
        >>> round(difference.db, 2)
        6.02
    """

    def __init__(self, channels: int, sample_rate: int) -> None:
        from scipy.signal import sosfilt  # Here: later it would be in the way of the sound.

        self._filter = sosfilt
        #: The difference, as far as it is known.
        self.db = 0.0
        self._sample_rate = sample_rate
        self._sections = _weighting(sample_rate)
        self._memory = np.zeros((len(self._sections), 2 * channels, 2))
        self._energy = np.zeros(2)
        self._heard_s = 0.0

    def jump(self) -> None:
        """Other settings: what was heard before counts no more."""
        self._energy[:] = 0.0
        self._heard_s = 0.0

    def see(self, dry: Audio, wet: Audio) -> None:
        """Take notice of ``(C, n)`` before and after the effect, in step."""
        seconds = dry.shape[1] / self._sample_rate
        self._energy *= math.exp(-seconds / FORGET_S)
        self._heard_s += seconds
        both = np.concatenate([dry, wet])
        weighted, self._memory = self._filter(self._sections, both, zi=self._memory)
        for i, part in enumerate(np.split(weighted, 2)):
            self._energy[i] += np.vdot(part, part)
        if self._heard_s < LEAST_S:
            return
        floor = 10 ** (FLOOR_DB / 10) * self._sample_rate * min(self._heard_s, FORGET_S)
        if self._energy[0] > floor:
            ratio = max(float(self._energy[1] / self._energy[0]), 1e-12)
            self.db = min(max(10 * math.log10(ratio), -MOST_DB), MOST_DB)


@lru_cache(maxsize=4)
def _weighting(sample_rate: int) -> NDArray[np.float64]:
    from timbrespace.semantics.loudness import biquads

    return biquads(sample_rate)
