"""How near a sound has come to an edited latent, and how far it is from where it came from."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from timbrespace.factors.hearing.baselines import envelope_db, stft

Floats = NDArray[np.float32]

#: Levels further below the loudest bin than this are silence to the measure.
FLOOR_DB = 60.0


def travelled(found: Floats, source: Floats, target: Floats) -> float:
    """Share of the way from source to target that a sound covers once it is encoded again.

    Args:
        found: Dims of the sound ``(P, K)``.
        source: Dims where it began ``(P, K)``.
        target: Dims wanted ``(P, K)``.

    Returns:
        1 minus the distance left over the whole distance: 1 is there, 0 as far as before,
        negative farther; NaN where there was no way to go.

    Example:
        >>> zero, one = np.zeros((1, 2)), np.ones((1, 2))
        >>> travelled(one / 2, zero, one), travelled(-one, zero, one)
        (0.5, -1.0)
    """
    whole = float(np.linalg.norm(source - target))
    return 1 - float(np.linalg.norm(found - target)) / whole if whole > 0 else float("nan")


def spectrogram_distance_db(a: Floats, b: Floats) -> float:
    """Log-spectral distance of two sounds of one length, frame by frame, in dB.

    The root mean square over frames and bins of the difference of levels, levels more than
    60 dB below the louder sound's highest held there.
    """
    levels = [20 * np.log10(np.abs(stft(x)) + 1e-9) for x in (a, b)]
    floor = max(float(level.max()) for level in levels) - FLOOR_DB
    first, second = (np.maximum(level, floor) for level in levels)
    return float(np.sqrt(np.mean((first - second) ** 2)))


def envelope_distance_db(a: Floats, b: Floats) -> float:
    """Distance of two sounds' long-term spectral envelopes in dB, whatever their lengths.

    Both are brought to one mean level first, so that it is a distance of colour, not loudness.
    """
    first, second = envelope_db(a), envelope_db(b)
    away = (first - first.mean()) - (second - second.mean())
    return float(np.sqrt(np.mean(away**2)))


def level_db(audio: Floats) -> float:
    """Root-mean-square level in dB below full scale; -120 for silence."""
    power = float(np.mean(np.square(audio, dtype=np.float64))) if len(audio) else 0.0
    return 10 * float(np.log10(max(power, 1e-12)))
