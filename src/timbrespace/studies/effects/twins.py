"""What plays beside what is differentiated: how closely it follows, and how fast it is."""

from __future__ import annotations

import time

import numpy as np
from numpy.typing import NDArray

from timbrespace.effects.base import Audio, Effect, defaults
from timbrespace.effects.drawing import draw_settings
from timbrespace.effects.own import OwnEffect
from timbrespace.reports.html import Report
from timbrespace.reports.results import Result
from timbrespace.studies.effects.matching_items import RATE_HZ
from timbrespace.studies.records import Records, number

#: Settings that a twin follows its form under.
N_SETTINGS = 8
#: What an effect plays: blocks of so many samples, at such a rate, so many seconds, so often.
BLOCK, PLAYED_HZ, PLAYED_S, N_TIMES = 512, 48_000, 2.0, 3
#: What is aimed at, in times of real time.
FAST = 100

ABOUT = (
    f"What plays is compiled and goes block by block in single precision; what is differentiated "
    f"is PyTorch in double. Apart: the largest difference of a sample between the two, under "
    f"{N_SETTINGS} settings drawn evenly, on bursts of noise at 44.1 kHz; level: that of the "
    "difference beside the sound, under the worst of them.",
    f"Speed: two channels at 48 kHz in blocks of {BLOCK} under the settings that an effect starts "
    f"with, on the clock of this run, the best of {N_TIMES}. Other work on the machine slows it, "
    f"so it is no figure of a quiet core; the aim is {FAST} times real time.",
)


def records(place: str, effect: Effect, seed: int = 0, command: str = "") -> list[Result]:
    """How closely and how fast one effect plays.

    Args:
        place: What the results call it.
        effect: Of ours, or a plug-in, which has no form to follow.
        seed: Of settings and sounds.
        command: What makes the results again.

    Returns:
        ``real_time``, and of our own ``twin_apart`` and ``twin_level``.

    Raises:
        MissingExtra: Its form needs a package that is not installed.
        TimbrespaceError: A plug-in crashed or hung.
    """
    at = {"effect": place}
    found = []
    if isinstance(effect, OwnEffect):
        most, level_db = apart(effect, seed)
        found += [
            Result("twin_apart", at, most, n_items=N_SETTINGS, better="lower", command=command),
            Result("twin_level", at, level_db, unit="dB", n_items=N_SETTINGS, better="lower",
                   command=command),
        ]  # fmt: skip
    speed = Result("real_time", at | {"block": str(BLOCK)}, real_time(effect), command=command)
    return [*found, speed]


def apart(effect: OwnEffect, seed: int = 0) -> tuple[float, float]:
    """The largest difference of a sample, and the worst setting's level of it in dB."""
    import torch

    x, theta = _bursts(N_SETTINGS, seed), draw_settings(effect, N_SETTINGS, seed + 1)
    twin = effect.apply(x, theta, RATE_HZ)
    with torch.no_grad():
        form = effect.apply(torch.tensor(x).double(), torch.tensor(theta), RATE_HZ).numpy()
    left, whole = (np.mean(each**2, axis=(1, 2)) for each in (twin - form, form))
    level_db = 10 * np.log10(np.max(left / (whole + 1e-20)) + 1e-30)
    return float(np.abs(twin - form).max()), float(level_db)


def real_time(effect: Effect) -> float:
    """Seconds of sound in a second on the clock, at the least disturbed of some runs."""
    n = round(PLAYED_S * PLAYED_HZ) // BLOCK
    sound = np.random.default_rng(0).normal(0, 0.1, (2, n * BLOCK)).astype(np.float32)
    blocks, settings = np.split(sound, n, axis=1), defaults(effect)
    running = effect.stream(PLAYED_HZ, 2)
    took_s = []
    try:
        running.process(blocks[0], settings)  # Compiles, or starts a process.
        for _ in range(N_TIMES):
            began_s = time.perf_counter()
            for block in blocks:
                running.process(block, settings)
            took_s.append(time.perf_counter() - began_s)
    finally:
        running.close()
    return n * BLOCK / PLAYED_HZ / min(took_s)


def add(made: Report, found: Records) -> None:
    """The section of a report; nothing where nothing was measured."""
    effects = found.at("real_time").values("effect")
    if not effects:
        return
    made.heading("What plays").text(*ABOUT)
    made.table(
        [_row(found.at(effect=each), each) for each in effects],
        "Twins beside their forms, and times real time in this run; a plug-in has no form",
    )
    slow = [each for each in effects if _speed(found, each) < FAST]
    said = f"Below {FAST} times real time in this run: {', '.join(slow) or 'none'}."
    made.bullets([said])


def _row(of: Records, effect: str) -> dict[str, str]:
    most, level = of.one("twin_apart"), of.one("twin_level")
    return {
        "effect": effect,
        "apart": "" if most is None else f"{most.value:.1e}",
        "level, dB": "" if level is None else number(level.value),
        "times real time": f"{_speed(of, effect):.0f}",
    }


def _speed(found: Records, effect: str) -> float:
    speed = found.one("real_time", effect=effect)
    return np.nan if speed is None else speed.value


def _bursts(n: int, seed: int) -> Audio:
    """Decaying noise, half a second of it, again and again: ``(n, 1, T)``."""
    at: NDArray[np.int64] = np.arange(RATE_HZ // 2)
    noise = np.random.default_rng(seed).normal(0, 0.2, (n, 1, len(at)))
    return (noise * np.exp(-(at % (RATE_HZ // 8)) / (RATE_HZ / 32))).astype(np.float32)
