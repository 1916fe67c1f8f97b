"""Sounds at the level that settings were found at: in at a stated peak, out at their own.

What bends sound depends on how loud it comes in, so settings alone do not say what they sound
like. A preset may therefore name the peak that sounds are brought to
(:attr:`timbrespace.effects.presets.Preset.input_peak_db`).
"""

from __future__ import annotations

import numpy as np

from timbrespace.effects.base import Audio, Effect, Floats

#: A peak below this is silence, which no gain makes louder.
SILENT = 1e-9


def gain_to(peak: float, wanted: float) -> float:
    """What brings a sound of one peak to another; 0 for silence.

    Example:
        >>> gain_to(0.5, 0.25), gain_to(0.0, 0.25)
        (0.5, 0.0)
    """
    return wanted / peak if peak >= SILENT else 0.0


def gain_in(peak: float, input_peak_db: float) -> float:
    """What brings a sound of a peak to one in dBFS.

    Example:
        >>> round(gain_in(0.5, -12.0), 4)
        0.5024
    """
    return gain_to(peak, 10.0 ** (input_peak_db / 20.0))


def levelled(
    effect: Effect, sound: Audio, theta: Floats, sample_rate: int, input_peak_db: float
) -> Audio:
    """A sound through an effect, in at a peak, out at its own.

    Args:
        effect: Any.
        sound: ``(C, T)``.
        theta: Settings ``(P,)`` in [0, 1].
        sample_rate: In Hz.
        input_peak_db: The peak before the effect, in dBFS.

    Returns:
        ``(C, T)``; samples that are no numbers stay so.

    Raises:
        TimbrespaceError: A plug-in crashed, hung, or gave no finite samples.
    """
    peak = peak_of(sound)
    driven = np.asarray(sound * np.float32(gain_in(peak, input_peak_db)), np.float32)
    made = np.asarray(effect.apply(driven[None], theta[None], sample_rate)[0], np.float32)
    return np.asarray(made * np.float32(gain_to(peak_of(made), peak)), np.float32)


def peak_of(sound: Audio) -> float:
    """The largest sample of a sound of any shape, without its sign; 0 where there is none."""
    return float(np.abs(sound).max(initial=0.0))
