"""Levels of samples."""

from __future__ import annotations

import math

from timbrespace.audio.info import Audio

#: Below this peak a sound counts as silent: 16-bit recordings end at -90 dB, their dither
#: and the idle noise of converters lie at -84 and below, and quiet but real sounds above.
SILENT_PEAK_DBFS = -80.0

_SILENT_PEAK = 10 ** (SILENT_PEAK_DBFS / 20)


def peak(block: Audio) -> float:
    """The largest magnitude of any sample, 1 at full scale; 0 for no samples.

    Example:
        >>> import numpy as np
        >>> peak(np.array([[0.1, -0.5]], np.float32))
        0.5
    """
    return float(max(block.max(), -block.min())) if block.size else 0.0


def peak_dbfs(level: float) -> float:
    """A peak in dB below full scale; minus infinity for 0.

    Example:
        >>> peak_dbfs(1.0), round(peak_dbfs(0.5), 2)
        (0.0, -6.02)
    """
    return 20 * math.log10(level) if level > 0 else -math.inf


def is_silent(level: float) -> bool:
    """Whether a sound with this peak (1 at full scale) counts as silent.

    Example:
        >>> is_silent(0.0), is_silent(0.001)
        (True, False)
    """
    return level < _SILENT_PEAK
