"""Force times body: the sound of a take."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.synth.bodies import Body, draw_body
from timbrespace.corpus.synth.forces import force, low_pass
from timbrespace.errors import TimbrespaceError

#: Peaks of takes lie between these.
_LOUD_DBFS, _SOFT_DBFS = -3.0, -12.0
_FADE_IN_S, _FADE_OUT_S = 0.002, 0.020
_LOWEST_HZ = 25.0
_AUDIBLE_NEPERS = 11.5  # 100 dB: what has fallen that far is not computed


def impact(
    material: str,
    action: str,
    *,
    size: float = 1.0,
    seed: int = 0,
    sample_rate: int = 48_000,
    duration_s: float = 1.0,
) -> NDArray[np.float32]:
    """One synthetic sound ``(T,)`` of an action upon a body of a material.

    Args:
        material: One of :data:`timbrespace.synth.MATERIALS`.
        action: One of :data:`timbrespace.synth.ACTIONS`.
        size: Of the body; 1 is a hand's width, twice the size is an octave lower.
        seed: Which body and which take; the same seed gives the same samples.
        sample_rate: In Hz, 8,000 or more.
        duration_s: Length, 0.05 or more.

    Raises:
        TimbrespaceError: An argument is out of range.
    """
    body = draw_body(material, size=size, seed=seed)
    return render(body, action, seed=seed, sample_rate=sample_rate, duration_s=duration_s)


def render(
    body: Body,
    action: str,
    *,
    seed: int | Sequence[int] = 0,
    sample_rate: int = 48_000,
    duration_s: float = 1.0,
) -> NDArray[np.float32]:
    """One take ``(T,)`` with a given body; ``seed`` sets place, strength and course.

    Raises:
        TimbrespaceError: An argument is out of range.
    """
    if sample_rate < 8_000 or not 0.05 <= duration_s <= 60:
        raise TimbrespaceError(
            f"A sound of {duration_s} s at {sample_rate} Hz cannot be made.",
            "Give 0.05 to 60 s, at 8,000 Hz or more.",
        )
    from scipy.signal import butter, fftconvolve, sosfilt

    n = round(duration_s * sample_rate)
    rng = np.random.default_rng([*np.atleast_1d(seed), 7])
    push = force(action, body, n, sample_rate, rng)
    ring = fftconvolve(push, _response(body, n, sample_rate, rng))[:n]
    # Speakers and ears have no use for what is lower, and a push alone has an offset.
    sound = sosfilt(butter(2, _LOWEST_HZ, "high", fs=sample_rate, output="sos"), ring)
    sound *= _fades(n, sample_rate)
    level = 10 ** (rng.uniform(_SOFT_DBFS, _LOUD_DBFS) / 20)
    return np.asarray(sound * (level / np.abs(sound).max()), np.float32)


def _response(
    body: Body, n: int, sample_rate: int, rng: np.random.Generator
) -> NDArray[np.float64]:
    """What the body answers to a push of no length: resonances, and a crack."""
    time_s = np.arange(n) / sample_rate
    hz = np.asarray(body.frequencies_hz)
    heard = hz < 0.45 * sample_rate
    place = rng.uniform(0.15, 0.5)  # where it is touched: some resonances have a node there
    number = np.arange(1, len(hz) + 1)
    gains = np.asarray(body.gains) * (0.15 + 0.85 * np.abs(np.sin(np.pi * number * place)))
    out = np.zeros(n)
    for mode in np.flatnonzero(heard):
        decay_per_s = body.decays_per_s[mode]
        size = min(n, round(_AUDIBLE_NEPERS / decay_per_s * sample_rate) + 1)
        rate = -decay_per_s + 2j * np.pi * hz[mode]
        out[:size] += gains[mode] * np.exp(rate * time_s[:size]).imag
    # The crack is as bright as the touch is hard.
    crack = low_pass(rng.normal(size=n), 2 / body.contact_s, sample_rate)
    crack *= np.exp(-time_s / body.noise_s) * body.noise / max(float(crack.std()), 1e-9)
    return np.asarray(out + crack * np.sqrt(np.sum(gains[heard] ** 2) / 2))


def _fades(n: int, sample_rate: int) -> NDArray[np.float64]:
    gain = np.ones(n)
    for seconds, part in ((_FADE_IN_S, slice(None)), (_FADE_OUT_S, slice(None, None, -1))):
        size = min(n // 2, round(seconds * sample_rate))
        gain[part][:size] *= 0.5 - 0.5 * np.cos(np.pi * np.arange(size) / size)
    return gain
