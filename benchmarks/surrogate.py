"""How long a surrogate takes to answer, and how fast points are measured, on one core or more.

    python benchmarks/surrogate.py [VOICE] [--asks 300] [--points 128]

Ways from wanted words to a latent, side by side: by gradient, by the feed-forward network, and
the simpler ones that the report compares them with. Then decoding and describing, by threads.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Callable

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from timbrespace.spaces.playing.opening import open_voice
from timbrespace.spaces.voice import Voice
from timbrespace.surrogates.closed_loop import usable_words
from timbrespace.surrogates.holding import hold_for
from timbrespace.surrogates.inverses import METHODS, Asked, Inverses
from timbrespace.surrogates.meter import BATCH, Meter
from timbrespace.surrogates.opening import SHIPPED, find_surrogate, home_of
from timbrespace.surrogates.points_file import read_points
from timbrespace.surrogates.runtime import LearnedSurrogate
from timbrespace.surrogates.storage import POINTS


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("voice", nargs="?", default="stream:bells")
    parser.add_argument("--asks", type=int, default=300)
    parser.add_argument("--points", type=int, default=128)
    options = parser.parse_args()
    voice = open_voice(options.voice)
    surrogate = find_surrogate(voice)
    if surrogate is None:
        raise SystemExit(f"there is no surrogate of {voice.id}: timbrespace surrogate {voice.id}")
    answers(voice, surrogate, options.asks)
    measuring(voice, surrogate, options.points)


def answers(voice: Voice, surrogate: LearnedSurrogate, n_asks: int) -> None:
    """Milliseconds from wanted words to a latent, and for the forward direction."""
    own = home_of(voice.id) / POINTS
    points = read_points(own if own.is_file() else SHIPPED / "bells" / POINTS)
    inverses = Inverses(surrogate, points, np.arange(len(points.latents)))
    rng = np.random.default_rng(0)
    usable = usable_words(surrogate)
    known = np.flatnonzero(np.isfinite(points.values[:, usable]).all(axis=1))
    print(f"{'asked':>14} {'by':16} {'p50 ms':>8} {'p95 ms':>8} {'p99 ms':>8}")
    for title, words in (("one word", usable[1:2]), ("four words", usable[:4])):
        targets = points.values[np.ix_(rng.choice(known, n_asks), words)]
        near = points.latents[rng.choice(len(points.latents), n_asks)].astype(np.float64)
        for method in METHODS[:-1]:
            asks = [
                Asked(np.array(words), targets[i : i + 1], near[i : i + 1]) for i in range(n_asks)
            ]
            spent(title, method, lambda ask, by=method: inverses.answer(by, ask), asks)
    spent("a latent", "predict", surrogate.predict, list(near[:, None]))
    spent("a latent", "jacobian", surrogate.jacobian, list(near))


def spent(title: str, by: str, do: Callable, asks: list) -> None:
    """Print one line."""
    times_ms = []
    for ask in asks:
        began_s = time.perf_counter()
        do(ask)
        times_ms.append((time.perf_counter() - began_s) * 1e3)
    p50, p95, p99 = np.percentile(times_ms, [50, 95, 99])
    print(f"{title:>14} {by:16} {p50:8.2f} {p95:8.2f} {p99:8.2f}")


def measuring(voice: Voice, surrogate: LearnedSurrogate, n_points: int) -> None:
    """Points a second, by threads."""
    meter = Meter(voice, surrogate.names, hold_for(voice))
    latents = np.resize(surrogate.usual, (max(n_points, BATCH), surrogate.usual.shape[1]))
    meter.read(latents[:BATCH])
    print(f"{'threads':>14} {'points/s':>9} {'10,000 points':>14}")
    for n_threads in (1, 2, 4):
        began_s = time.perf_counter()
        meter.read_all(latents, n_threads=n_threads)
        pace = len(latents) / (time.perf_counter() - began_s)
        print(f"{n_threads:14d} {pace:9.1f} {10_000 / pace / 60:10.1f} min")


if __name__ == "__main__":
    main()
