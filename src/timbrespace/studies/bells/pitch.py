"""How far the pitch of a note goes astray on its way through a voice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from timbrespace.audio.decode import read
from timbrespace.audio.resample import to_mono
from timbrespace.reports.results import Result
from timbrespace.spaces.base import DecodingSpace

#: What is looked at of a note: a third of a second, after the attack.
LENGTH, ATTACK_S = 16_384, 0.1
#: A decoded note whose strongest partial is another one is off by more than this.
OTHER_PARTIAL_CENTS = 200.0


def strongest_partial_hz(sound: NDArray[np.floating], sample_rate: int) -> float:
    """The frequency of the strongest partial of a sound ``(T,)``, in Hz; NaN if it is silent.

    Parabolic interpolation on the logarithm of a Hann spectrum (Smith & Serra 1987).

    Example:
        >>> tone = np.sin(2 * np.pi * 440.3 * np.arange(48_000) / 48_000)
        >>> round(strongest_partial_hz(tone, 48_000), 1)
        440.3
    """
    start = int(ATTACK_S * sample_rate)
    part = sound[start : start + LENGTH]
    if len(part) < 1_024 or not np.abs(part).max() > 1e-5:
        return float("nan")
    spectrum = np.abs(np.fft.rfft(part * np.hanning(len(part)), 4 * LENGTH)) + 1e-12
    peak = int(spectrum[1:-1].argmax()) + 1
    left, middle, right = np.log(spectrum[peak - 1 : peak + 2])
    between = 0.5 * (left - right) / min(left - 2 * middle + right, -1e-9)
    return float((peak + np.clip(between, -0.5, 0.5)) * sample_rate / (4 * LENGTH))


def pitch_errors(space: DecodingSpace, files: Sequence[Path], command: str) -> list[Result]:
    """Median error of the strongest partial in cents, and how often another one wins.

    The interval of the median is that of 2,000 bootstraps of files.
    """
    cents = np.array([_error_cents(space, file) for file in files])
    cents = cents[np.isfinite(cents)]
    if not len(cents):
        return []
    other = cents > OTHER_PARTIAL_CENTS
    near = cents[~other]
    found = [
        Result("pitch_other_partial", {}, float(other.mean()), better="lower", command=command,
               n_items=len(cents))
    ]  # fmt: skip
    if len(near):
        drawn = np.random.default_rng(0).choice(near, (2_000, len(near)))
        low, high = np.percentile(np.median(drawn, axis=1), [2.5, 97.5])
        found.append(
            Result("pitch_error", {}, float(np.median(near)), float(low), float(high),
                   unit="cents", better="lower", command=command, n_items=len(near))
        )  # fmt: skip
    return found


def _error_cents(space: DecodingSpace, file: Path) -> float:
    audio, rate = read(file)
    decoded = space.decode(space.encode(audio, rate))[0, space.delay_samples :]
    source_hz = strongest_partial_hz(to_mono(audio)[0], rate)
    decoded_hz = strongest_partial_hz(decoded, space.sample_rate)
    return float(abs(1200 * np.log2(decoded_hz / source_hz)))
