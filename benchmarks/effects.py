"""How fast effects stream: times real time on one core, ours and every plug-in.

    python benchmarks/effects.py [PLACE ...] [--block 512] [--seconds 3] [--all]

Two channels at 48 kHz. Times are those of the processor, a plug-in's own process included, in the
best of three runs, so that other work on the machine counts for little. Four columns: settings as
an effect starts with them; the slowest of eight drawn at random; settings that change in every
block; and silence after sound, where effects that ring on come to numbers so small that a
processor is slow with them. Then the 99th percentile of a block's time on the clock, which other
work does count for. Without a PLACE: all of ours and the mda plug-ins that the study used; with
``--all``, every LV2 plug-in that is installed.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np
import psutil
from numpy.typing import NDArray

from timbrespace.effects.base import Audio, Effect, Floats, Running, defaults
from timbrespace.effects.catalogue import ids
from timbrespace.effects.drawing import draw_settings
from timbrespace.effects.opening import open_effect
from timbrespace.effects.plugins import installed
from timbrespace.errors import TimbrespaceError

RATE = 48_000
MDA = "Overdrive RingMod Ambience Combo Delay Dynamics MultiBand ThruZero Leslie".split()
#: Settings drawn at random; the slowest counts.
DRAWN = 8
AIM = 100.0
HEAD = (
    "effect", "as it starts", "slowest of 8", "settings change", "after sound", "99 % of blocks"
)  # fmt: skip


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("places", nargs="*")
    parser.add_argument("--block", type=int, default=512)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    one_core()
    print(f"blocks of {options.block} at {RATE} Hz, two channels; times real time of one core")
    print(f"| {' | '.join(HEAD)} |")
    print("|---|---|---|---|---|---|")
    rows = []
    for place in options.places or places(options.all):
        try:
            rows.append((place, measured(open_effect(place), options.block, options.seconds)))
        except (TimbrespaceError, ImportError) as error:
            print(f"| {place} | {error} |||||")
            continue
        *factors, block_ms = rows[-1][1]
        cells = " | ".join(f"{factor:.0f}" for factor in factors)
        print(f"| {place} | {cells} | {block_ms:.2f} ms |", flush=True)
    short = [place for place, (first, *_) in rows if first < AIM]
    print(f"\nbelow {AIM:.0f} times: {', '.join(short) or 'none'}")


def one_core() -> None:
    """Keep this process, and those that it starts, on one core, where the system can."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})


def places(every: bool) -> list[str]:
    """Ours, and the suite's plug-ins or all that are installed."""
    usable = [each.id for each in installed() if not each.missing and each.format == "LV2"]
    if every:
        return [*ids(), *usable]
    return [*ids(), *(each for each in usable if each.rpartition("/")[2] in MDA)]


def measured(effect: Effect, block: int, seconds: float) -> tuple[float, ...]:
    """Times real time in four ways, and the 99th percentile of a block in ms."""
    noise = np.random.default_rng(0).normal(0, 0.1, (2, int(seconds * RATE))).astype(np.float32)
    silence = np.zeros_like(noise)
    start = defaults(effect)[None]
    drawn = draw_settings(effect, DRAWN, 0) if start.size else start
    running = effect.stream(RATE, 2)
    try:
        play(running, noise[:, :RATE], start, block)  # compiles, warms up
        clock_s = play(running, noise, start, block)[1]
        usual = best(running, noise, start, block)
        worst = min(best(running, noise, each[None], block) for each in drawn)
        moving = best(running, noise, drawn, block)
        running.reset()
        play(running, noise, start, block)
        after = best(running, silence, start, block)
    finally:
        running.close()
    return usual, worst, moving, after, float(np.percentile(clock_s, 99)) * 1e3


def best(running: Running, sound: Audio, settings: Floats, block: int) -> float:
    """Seconds of sound in a second of processor time, at the least disturbed of three runs."""
    return max(play(running, sound, settings, block)[0] for _ in range(3))


def play(
    running: Running, sound: Audio, settings: Floats, block: int
) -> tuple[float, NDArray[np.float64]]:
    """Seconds of sound in a second of processor time, and each block's seconds on the clock."""
    spent_s = []
    blocks = sound.shape[1] // block
    began_s = processor_s()
    for i in range(blocks):
        at_s = time.perf_counter()
        running.process(sound[:, i * block : (i + 1) * block], settings[i % len(settings)])
        spent_s.append(time.perf_counter() - at_s)
    return blocks * block / RATE / (processor_s() - began_s), np.array(spent_s)


def processor_s() -> float:
    """Seconds of processor time of this process and of those that it has started."""
    children = psutil.Process().children()
    return time.process_time() + sum(_of(child) for child in children)


def _of(child: psutil.Process) -> float:
    exact = Path(f"/proc/{child.pid}/schedstat")
    if exact.exists():
        return int(exact.read_text().split()[0]) / 1e9
    spent = child.cpu_times()
    return float(spent.user + spent.system)


if __name__ == "__main__":
    main()
