"""How fast the live engine plays, and whether it keeps up for long.

    python benchmarks/live.py [VOICE ...] [--seconds 10] [--repeats 3]
    python benchmarks/live.py [VOICE] --soak [--minutes 10] [--block 512] [--ahead 3] [--nice -10]
    python benchmarks/live.py --resamplers

The table gives, for each voice and size of block, how many times faster than real time the whole
engine is (voice, resampling, fades, limiter, meters), and how long single blocks take, on one
core. Frames that are longer than a block are made only now and then, so the slowest blocks count.

The soak plays in real time, at the priority that any user has unless --nice says otherwise (below
0, which has to be allowed, is ahead of other programs; it is printed): a thread renders ahead,
another takes a block whenever a sound device would, and a hand moves a control ten times a second.
What counts are under-runs, by how much memory grows, and how many milliseconds of sound leave
between a control that is moved and the first sample that knows of it (what is rendered ahead, and
the device, come on top).

The last compares how much of a voice at another rate a resampler holds back.
"""

from __future__ import annotations

import argparse
import os
import threading
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from timbrespace.api.playing import SHIPPED, open_engine
from timbrespace.live.ahead import AHEAD_BLOCKS, Ahead
from timbrespace.live.engine import Engine
from timbrespace.live.realtime import in_real_time

BLOCKS = (64, 128, 256, 512, 1_024, 2_048)
#: Left out of the memory's growth: caches fill.
WARM_UP_S = 10.0


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("voices", nargs="*", default=[SHIPPED])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--trust", action="store_true", help="run voices that are programs")
    parser.add_argument("--soak", action="store_true")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--block", type=int, default=512)
    parser.add_argument("--ahead", type=int, default=AHEAD_BLOCKS)
    parser.add_argument("--nice", type=int, default=0, help="below 0: ahead of others")
    parser.add_argument("--resamplers", action="store_true")
    options = parser.parse_args()
    if options.resamplers:
        resamplers()
        return
    give_way(options.nice)
    if options.soak:
        for voice in options.voices:
            engine = open_engine(voice, block=options.block, folder=None, trust=options.trust)
            soak(engine, options.minutes * 60, options.ahead)
        return
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    print(f"{'voice':20} {'block':>6} {'x real time':>12} {'lowest':>7} {'highest':>8} "
          f"{'block, ms':>10} {'p50':>7} {'p95':>7} {'p99 ms':>7}")  # fmt: skip
    for voice in options.voices:
        for block in BLOCKS:
            table_line(voice, block, options)


def give_way(by: int) -> None:
    """Let this process wait for others, or, below 0, others for it; say which it came to be."""
    if not by:
        return
    try:
        os.nice(by)
    except PermissionError:
        raise SystemExit(f"Niceness {by} is not allowed here; leave --nice out.") from None
    print(f"niceness {os.nice(0)}: {'ahead of' if by < 0 else 'behind'} what runs at 0")


def table_line(voice: str, block: int, options: argparse.Namespace) -> None:
    """Render as fast as it goes, and print how fast that was."""
    factors, times_ms = [], []
    for _ in range(options.repeats):
        engine = open_engine(voice, block=block, inline=True, folder=None, trust=options.trust)
        with engine, in_real_time():
            engine.apply({"do": "play"})
            out = np.zeros((engine.channels, block), np.float32)
            spent = [timed(engine, out) for _ in range(int(options.seconds * 48_000 / block))]
        factors.append(options.seconds / sum(spent))
        times_ms += [1e3 * each for each in spent]
    p50, p95, p99 = np.percentile(times_ms, [50, 95, 99])
    print(f"{voice:20} {block:6} {np.median(factors):12.1f} {min(factors):7.1f} "
          f"{max(factors):8.1f} {block / 48:10.2f} {p50:7.2f} {p95:7.2f} {p99:7.2f}")  # fmt: skip


def timed(engine: Engine, out: np.ndarray) -> float:
    """Seconds that one block takes."""
    began_s = time.perf_counter()
    engine.render(out)
    return time.perf_counter() - began_s


def soak(engine: Engine, seconds: float, ahead_blocks: int) -> None:
    """Play in real time, and print what went wrong."""
    done = threading.Event()
    delays_ms: list[float] = []
    hand = threading.Thread(target=move_controls, args=(engine, done, delays_ms), daemon=True)
    out = np.zeros((engine.channels, engine.block), np.float32)
    block_s = engine.block / engine.sample_rate
    n_blocks, warm = int(seconds / block_s), int(min(WARM_UP_S, seconds / 4) / block_s)
    memory_mb = 0.0
    with engine, in_real_time(), Ahead(engine, ahead_blocks) as ahead:
        engine.apply({"do": "play"})
        hand.start()
        began_s = time.perf_counter()
        for number in range(1, n_blocks + 1):
            # A device asks when it has played: late by itself or not.
            time.sleep(max(0.0, began_s + number * block_s - time.perf_counter()))
            ahead.pull(out)
            if number == warm:
                memory_mb = resident_mb()
            if number % int(60 / block_s) == 0:
                say(engine, number * block_s, memory_mb, ahead_blocks)
        done.set()
        hand.join()
        say(engine, seconds, memory_mb, ahead_blocks)
        p50, p95, p99 = np.percentile(delays_ms, [50, 95, 99])
        print(f"{len(delays_ms)} controls: heard {p50:.1f}, {p95:.1f}, {p99:.1f} ms later "
              "(p50, p95, p99)")  # fmt: skip


def move_controls(engine: Engine, done: threading.Event, delays_ms: list[float]) -> None:
    """Words where there are some, and latents, at random, ten times a second."""
    random = np.random.default_rng(0)
    state = engine.snapshot()
    moved_at: dict[int, int] = {}
    words = [word for word in state["words"] if not word["problem"]]
    dims = [dim for dim in state["voice"]["dims"] if dim["low"] is not None]
    for number in range(1 << 30):
        if done.wait(0.1):
            return
        state = engine.snapshot()
        for told, at in state["told"]:
            if told in moved_at:
                delays_ms.append((at - moved_at.pop(told)) / engine.sample_rate * 1e3)
        moved_at[number] = state["position"]
        if words and random.random() < 0.5:
            word = words[random.integers(len(words))]
            value = float(random.uniform(word["low"], word["high"]))
            engine.apply({"do": "word", "name": word["name"], "value": value, "id": number})
        elif dims:
            dim = dims[random.integers(len(dims))]
            value = float(random.uniform(dim["low"], dim["high"]))
            engine.apply({"do": "latent", "dim": dim["name"], "value": value, "id": number})


def resamplers() -> None:
    """Samples that went in and have not come out, as milliseconds, over two seconds."""
    import soxr

    from timbrespace.live.resampling import LiveResampler

    print(f"{'voice':>9} {'frame':>6} {'soxr HQ, ms held back':>24} {'ours':>8}")
    for rate, hop in ((16_000, 320), (22_050, 256), (24_000, 480), (44_100, 512)):
        theirs = soxr.ResampleStream(rate, 48_000, 1, dtype="float32", quality="HQ")
        ours = LiveResampler(rate, 48_000, 1)
        given, came, held = 0, 0, []
        for _ in range(2 * rate // hop):
            given += hop
            came += len(theirs.resample_chunk(np.zeros(hop, np.float32)))
            held.append(given / rate * 1e3 - came / 48)
        settled = held[len(held) // 4 :]
        print(f"{rate:6} Hz {hop:6} {min(settled):12.1f} to {max(settled):5.1f} "
              f"{ours.delay_samples / rate * 1e3:11.1f}")  # fmt: skip


def say(engine: Engine, seconds: float, memory_mb: float, ahead_blocks: int) -> None:
    """One line of the soak."""
    state = engine.snapshot()
    grown = resident_mb() - memory_mb
    print(
        f"{state['voice']['id']}: {seconds / 60:.1f} min in blocks of {engine.block}, "
        f"{ahead_blocks} ahead: {state['underruns']} under-runs, {state['late_blocks']} blocks "
        f"slower than real time, {100 * state['load']:.0f} % of real time, "
        f"memory {'+' if grown >= 0 else ''}{grown:.1f} MB",
        flush=True,
    )


def resident_mb() -> float:
    """Memory of this process."""
    import psutil

    return float(psutil.Process().memory_info().rss) / 1e6


if __name__ == "__main__":
    main()
