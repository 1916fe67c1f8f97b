"""All figures of a style in one vector."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from timbrespace.matching.sound import Floats, Mono, at_peak, at_rate, mono
from timbrespace.matching.style.bands import band_levels, colour, dynamics, movement, slopes
from timbrespace.matching.style.echoes import combs, echoes
from timbrespace.matching.style.wave import shape

#: How many figures each part has, in the order of the vector.
GROUPS = {
    "colour": 96, "dynamics": 9, "movement": 60, "slopes": 24, "echoes": 60, "combs": 56,
    "shape": 15,
}  # fmt: skip
N_FIGURES = sum(GROUPS.values())
#: Shorter sounds are followed by silence up to this length.
_LEAST_SAMPLES = 8_192


def style(sound: NDArray[np.float32], sample_rate: int) -> Floats:
    """The style of a sound ``(T,)`` or ``(C, T)``: ``(320,)``, the same at any level.

    Colour (48 mel bands: means and deviations, dB), dynamics (percentiles), movement
    (modulation spectra), slopes, echoes and combs (cepstra), and the shape of the waveform.
    Nothing in it depends on when something sounds, so that different sounds can be compared.

    Example:
        >>> noise = np.random.default_rng(0).normal(size=22_050).astype(np.float32)
        >>> style(noise, 22_050).shape
        (320,)
    """
    heard = at_peak(at_rate(mono(sound), sample_rate), 0.0)
    if len(heard) < _LEAST_SAMPLES:
        heard = np.pad(heard, (0, _LEAST_SAMPLES - len(heard)))
    levels = band_levels(heard)
    parts = (colour(levels), dynamics(levels), movement(levels), slopes(levels),
             echoes(heard), combs(heard), shape(heard))  # fmt: skip
    return np.concatenate(parts)


def styles(sounds: Iterable[Mono], sample_rate: int) -> Floats:
    """Styles ``(N, 320)`` of sounds."""
    return np.stack([style(each, sample_rate) for each in sounds])
