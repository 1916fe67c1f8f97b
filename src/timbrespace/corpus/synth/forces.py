"""Actions: the force that drives a body, as samples.

A hit is one short push (van den Doel & Pai 1998). Rubbing is smooth noise whose strength
follows the hand; scraping is a dense train of small knocks over a rough surface, quicker and
brighter where the hand is quicker (van den Doel, Kry & Pai 2001). Shaking is a burst of random
collisions that runs out after each jerk (PhISEM; Cook 1997).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from timbrespace.corpus.synth.bodies import Body
from timbrespace.errors import TimbrespaceError

Force = NDArray[np.float64]
_Draw = Callable[[Body, int, int, np.random.Generator], Force]

_ONSET_S = 0.005


def force(
    action: str, body: Body, n_samples: int, sample_rate: int, rng: np.random.Generator
) -> Force:
    """The force of one take, ``(n_samples,)``, in units of no consequence.

    Raises:
        TimbrespaceError: There is no such action.
    """
    if action not in _ACTIONS:
        raise TimbrespaceError(
            f"There is no action '{action}'.", f"Choose from: {', '.join(ACTIONS)}."
        )
    return _ACTIONS[action](body, n_samples, sample_rate, rng)


def _hit(body: Body, n: int, sample_rate: int, rng: np.random.Generator) -> Force:
    out = np.zeros(n)
    _push(out, _ONSET_S * sample_rate, body.contact_s * rng.uniform(0.7, 1.4) * sample_rate, 1.0)
    return out


def _rub(body: Body, n: int, sample_rate: int, rng: np.random.Generator) -> Force:
    time_s = np.arange(n) / sample_rate
    strokes_hz = rng.uniform(1.2, 2.4)
    speed = np.abs(np.sin(np.pi * (strokes_hz * time_s + rng.uniform(0, 1)))) ** 0.7
    return low_pass(rng.normal(size=n), rng.uniform(900, 1600), sample_rate) * speed


def _scrape(body: Body, n: int, sample_rate: int, rng: np.random.Generator) -> Force:
    time_s = np.arange(n) / sample_rate
    stroke_s = max(n / sample_rate, 1e-3) * rng.uniform(0.75, 0.95)
    speed = np.clip(np.sin(np.pi * time_s / stroke_s), 0, None) ** 0.5
    per_s = rng.uniform(350, 700)
    knocks = rng.random(n) < per_s * speed / sample_rate
    strength = rng.gamma(1.2, 1.0, n) * speed
    dust = _high_pass(rng.normal(size=n), 2_000, sample_rate) * 0.08 * speed
    return _high_pass(np.where(knocks, strength, 0.0), 700, sample_rate) + dust


def _shake(body: Body, n: int, sample_rate: int, rng: np.random.Generator) -> Force:
    out = np.zeros(n)
    jerk_s = 1.0 / rng.uniform(4.0, 6.5)
    runs_out_s = jerk_s * rng.uniform(0.2, 0.35)
    at_s = _ONSET_S
    while at_s * sample_rate < n:
        for delay_s in rng.exponential(runs_out_s, rng.poisson(rng.uniform(14, 26))):
            strength = rng.random() ** 2 * np.exp(-delay_s / runs_out_s)
            width = body.contact_s * rng.uniform(0.4, 0.8) * sample_rate
            _push(out, (at_s + delay_s) * sample_rate, width, strength)
        at_s += jerk_s * rng.uniform(0.92, 1.08)
    return out


_ACTIONS: dict[str, _Draw] = {"hit": _hit, "rub": _rub, "scrape": _scrape, "shake": _shake}

#: What can be done to a body.
ACTIONS = tuple(_ACTIONS)


def _push(out: Force, start: float, width: float, strength: float) -> None:
    """Add one push, a raised cosine of the same area whatever its width, to ``out``."""
    first, size = round(start), max(2, round(width))
    shape = 1 - np.cos(2 * np.pi * (np.arange(size) + 0.5) / size)
    room = max(0, min(size, len(out) - first))
    out[first : first + room] += (strength / size) * shape[:room]


def low_pass(x: Force, corner_hz: float, sample_rate: int) -> Force:
    """Take 6 dB an octave off above a corner."""
    from scipy.signal import butter, sosfilt

    corner_hz = min(corner_hz, 0.45 * sample_rate)
    return np.asarray(sosfilt(butter(1, corner_hz, fs=sample_rate, output="sos"), x))


def _high_pass(x: Force, corner_hz: float, sample_rate: int) -> Force:
    from scipy.signal import butter, sosfilt

    corner_hz = min(corner_hz, 0.4 * sample_rate)
    return np.asarray(sosfilt(butter(1, corner_hz, "high", fs=sample_rate, output="sos"), x))
