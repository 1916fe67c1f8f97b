"""What is known of a sound before it is decoded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

#: Samples, ``(C, T)``, full scale at -1 and 1.
Audio = NDArray[np.float32]


@dataclass(frozen=True)
class SoundInfo:
    """The header of a sound file.

    Args:
        sample_rate: In Hz.
        channels: How many.
        duration_s: Length in seconds, exact or from an estimating header; None if unsaid.
        n_samples: Length in samples per channel where it is exactly known, else None.
        codec: How samples are coded (``"PCM_16"``, ``"aac"``).
        container: What they are wrapped in (``"WAV"``, ``"mov,mp4,m4a,3gp,3g2,mj2"``).
        via: Which library reads it.
    """

    sample_rate: int
    channels: int
    duration_s: float | None
    n_samples: int | None
    codec: str
    container: str
    via: Literal["soundfile", "av"]
