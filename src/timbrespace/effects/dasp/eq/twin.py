"""The equaliser as it plays."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Audio, Floats
from timbrespace.effects.compiled import SILENCE, compiled_as
from timbrespace.effects.dasp.eq import HIGHEST, SECTIONS

_IS_SHELF = np.array([name.endswith("shelf") for name, *_ in SECTIONS])
#: A high shelf is a low one with the frequencies mirrored.
_MIRROR = np.array([-1.0 if name == "high_shelf" else 1.0 for name, *_ in SECTIONS])


class Twin:
    """See :func:`timbrespace.effects.dasp.eq.form.form`, which it follows.

    Args:
        sample_rate: In Hz.
        channels: Each goes its own way.
    """

    delay_samples = 0

    def __init__(self, sample_rate: int, channels: int) -> None:
        # The slowest ringing: a bell at 80 Hz, Q 6 and -20 dB.
        self.tail_samples = round(1.7 * sample_rate)
        self._sample_rate = sample_rate
        self._state = np.zeros((channels, len(SECTIONS), 2))
        self._values, self._sections = np.empty(0), np.empty((0, 5))

    def process(self, block: Audio, values: Floats) -> Audio:
        """The next samples ``(C, n)`` under values in the order of the parameters."""
        if not np.array_equal(values, self._values):
            self._values, self._sections = values, sections(values, self._sample_rate)
        out = np.empty_like(block)
        _run(block, out, self._state, self._sections)
        return out

    def reset(self) -> None:
        """Silence lies behind."""
        self._state[:] = 0


def sections(values: Floats, sample_rate: int) -> NDArray[np.float64]:
    """Coefficients ``(sections, 5)``, b0, b1, b2, a1, a2, of gain, frequency, Q of each.

    After Bristow-Johnson's cookbook of equalisers, as dasp-pytorch.
    """
    gain_db, hz, q = values.reshape(-1, 3).T
    a = 10 ** (gain_db / 40)
    turn = 2 * np.pi * np.minimum(hz, HIGHEST * sample_rate) / sample_rate
    cos, alpha = np.cos(turn), np.sin(turn) / (2 * q)
    bell = np.array(
        [1 + alpha * a, -2 * cos, 1 - alpha * a, 1 + alpha / a, -2 * cos, 1 - alpha / a]
    )
    m, wide = _MIRROR * cos, 2 * np.sqrt(a) * alpha
    up, down = a + 1, a - 1
    shelf = np.array(
        [
            a * (up - down * m + wide),
            _MIRROR * 2 * a * (down - up * m),
            a * (up - down * m - wide),
            up + down * m + wide,
            _MIRROR * -2 * (down + up * m),
            up + down * m - wide,
        ]
    )
    both = np.where(_IS_SHELF, shelf, bell)
    return np.ascontiguousarray((both[[0, 1, 2, 4, 5]] / both[3]).T)


@compiled_as("void(f4[:,::1], f4[:,::1], f8[:,:,::1], f8[:,::1])")
def _run(block: Audio, out: Audio, state: Floats, found: Floats) -> None:
    channels, steps = block.shape
    for c in range(channels):
        for t in range(steps):
            x = float(block[c, t])
            for s in range(found.shape[0]):
                y = found[s, 0] * x + state[c, s, 0]
                state[c, s, 0] = found[s, 1] * x - found[s, 3] * y + state[c, s, 1]
                state[c, s, 1] = found[s, 2] * x - found[s, 4] * y
                x = y
            out[c, t] = x
        for s in range(found.shape[0]):
            for i in range(2):
                if abs(state[c, s, i]) < SILENCE:
                    state[c, s, i] = 0.0
