"""Stimuli as they are heard: of one length and one loudness, faded, with an anchor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from timbrespace.listening.design import ANCHOR, REFERENCE, Audio, Trial, role_of

#: Cut-off of the low anchor (ITU-R BS.1534-3, section 5.1).
ANCHOR_HZ = 3_500.0
FADE_S = 0.010
#: The loudest sample of a trial; all of its sounds are turned down alike where one is over it.
MOST_PEAK = 10 ** (-1 / 20)


@dataclass(frozen=True)
class Prepared:
    """A trial as the page carries it.

    Args:
        name: Of the trial.
        sounds: Samples ``(C, T)`` by name, of one length; the reference first.
        sample_rate: In Hz.
        gains_db: What was added to each, by name.
        cut_s: Seconds by which the longest sound was cut to the length of the shortest.
    """

    name: str
    sounds: dict[str, Audio]
    sample_rate: int
    gains_db: dict[str, float]
    cut_s: float


def prepared(trial: Trial, *, align: bool = True, anchor_hz: float = ANCHOR_HZ) -> Prepared:
    """Cut to the shortest, bring to the reference's loudness, fade both ends, add an anchor.

    Args:
        trial: Its sounds.
        align: Bring each to the reference's loudness (BS.1770); not where level is what is asked.
        anchor_hz: Cut-off of the low anchor that is made where the trial has none.

    Example:
        >>> noise = np.random.default_rng(0).normal(0, 0.1, (1, 48_000)).astype(np.float32)
        >>> made = prepared(Trial("drum", noise, {"ours": noise * 0.5}, 48_000))
        >>> {name: round(gain) for name, gain in made.gains_db.items()}
        {'reference': 0, 'ours': 6, 'anchor': 10}
    """
    sounds, cut_s = of_one_length(trial.sounds, trial.sample_rate)
    if not any(role_of(name) == "anchor" for name in sounds):
        sounds[ANCHOR] = low_anchor(sounds[REFERENCE], trial.sample_rate, anchor_hz)
    ready, gains = alike(sounds, REFERENCE, trial.sample_rate, align=align)
    return Prepared(trial.name, ready, trial.sample_rate, gains, cut_s)


def of_one_length(sounds: Mapping[str, Audio], sample_rate: int) -> tuple[dict[str, Audio], float]:
    """Sounds ``(C, T)`` cut to the shortest, and the seconds that the longest lost."""
    lengths = [sound.shape[1] for sound in sounds.values()]
    cut = {n: np.asarray(s, np.float32)[:, : min(lengths)] for n, s in sounds.items()}
    return cut, (max(lengths) - min(lengths)) / sample_rate


def alike(
    sounds: Mapping[str, Audio], to: str, sample_rate: int, *, align: bool = True
) -> tuple[dict[str, Audio], dict[str, float]]:
    """Sounds at the loudness of one of them, below -1 dBFS, faded; and their gains in dB.

    Args:
        sounds: Samples ``(C, T)`` by name.
        to: Name of the one whose loudness (BS.1770) all get.
        sample_rate: In Hz.
        align: Leave loudness as it is where this is False.
    """
    gains = dict.fromkeys(sounds, 0.0)
    if align:
        loud = {name: _lufs(sound, sample_rate) for name, sound in sounds.items()}
        gains = {
            name: loud[to] - own if np.isfinite(own - loud[to]) else 0.0
            for name, own in loud.items()
        }
    raised = {name: sound * np.float32(10 ** (gains[name] / 20)) for name, sound in sounds.items()}
    peak = max(float(np.abs(sound).max()) for sound in raised.values())
    down = min(1.0, MOST_PEAK / peak)
    ready = {name: faded(sound * np.float32(down), sample_rate) for name, sound in raised.items()}
    return ready, {name: gain + 20 * float(np.log10(down)) for name, gain in gains.items()}


def low_anchor(sound: Audio, sample_rate: int, cutoff_hz: float = ANCHOR_HZ) -> Audio:
    """A sound ``(C, T)`` without what lies above the cut-off, in time with it.

    The standard allows 25 dB at 4 kHz and 50 dB at 4.5 kHz: a windowed sinc of 32 ms (Blackman).
    """
    from scipy.signal import fftconvolve, firwin

    if cutoff_hz >= 0.49 * sample_rate:
        return sound.copy()
    taps = firwin(2 * round(0.016 * sample_rate) + 1, cutoff_hz, fs=sample_rate, window="blackman")
    return np.asarray(fftconvolve(sound, taps[None], mode="same", axes=1), np.float32)


def faded(sound: Audio, sample_rate: int) -> Audio:
    """Both ends faded, so that a loop does not click."""
    n = min(round(FADE_S * sample_rate), sound.shape[1] // 2)
    ramp = np.sin(np.linspace(0, np.pi / 2, n, dtype=np.float32)) ** 2
    made = np.array(sound, np.float32)
    made[:, :n] *= ramp
    made[:, made.shape[1] - n :] *= ramp[::-1]
    return made


def _lufs(sound: Audio, sample_rate: int) -> float:
    from timbrespace.semantics.loudness import integrated

    return float(integrated(sound[None].astype(np.float64), sample_rate)[0])
