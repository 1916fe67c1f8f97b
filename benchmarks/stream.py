"""How fast a ``stream`` voice plays: real-time factors and block times on one core.

    python benchmarks/stream.py [SPACE] [--seconds 10] [--repeats 5]

Blocks of 64 to 2048 samples go through the decoder alone (playing) and through encoder and
decoder (changing a sound live), frame by frame as the live engine runs them; a block shorter
than a hop needs a frame only now and then, so its slowest blocks count.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from timbrespace.spaces.trained.opening import open_space
from timbrespace.spaces.trained.stream import StreamSpace

BLOCKS = (64, 128, 256, 512, 1_024, 2_048)


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("space", nargs="?", default="stream:bells")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--repeats", type=int, default=5)
    options = parser.parse_args()
    space = open_space(options.space)
    if not isinstance(space, StreamSpace):
        raise SystemExit(f"{space.id} is no stream space")
    delay_ms = (space.delay_samples + space.hop) / space.sample_rate * 1e3
    print(
        f"{space.id}: algorithmic delay {space.delay_samples + space.hop} samples, {delay_ms} ms"
    )
    print(f"{'block':>6} {'path':16} {'x real time':>12} {'quartiles':>15} {'p50':>8} "
          f"{'p95':>8} {'p99 ms':>8}")  # fmt: skip
    for block in BLOCKS:
        for path, player in (("decoder", decoder(space)), ("encoder+decoder", both(space))):
            report(block, path, player, space, options.seconds, options.repeats)


def decoder(space: StreamSpace) -> Callable[[int], object]:
    """Plays random latents; called with a number of frames."""
    mouth = space.open_decoder()
    low, high = (np.array([getattr(d, end) or 0.0 for d in space.dims]) for end in ("low", "high"))
    latents = np.random.default_rng(0).uniform(low, high, (64, len(low))).astype(np.float32)
    return lambda n_frames: mouth.push(latents[:n_frames])


def both(space: StreamSpace) -> Callable[[int], object]:
    """Changes noise; called with a number of frames."""
    ear, mouth = space.open_encoder(), space.open_decoder()
    noise = np.random.default_rng(0).normal(0, 0.1, 64 * space.hop).astype(np.float32)
    return lambda n_frames: mouth.push(ear.push(noise[: n_frames * space.hop]))


def report(
    block: int,
    path: str,
    player: Callable[[int], object],
    space: StreamSpace,
    seconds: float,
    repeats: int,
) -> None:
    """Print one line."""
    factors, times_ms = [], []
    for _ in range(repeats):
        spent_s, owed = 0.0, 0
        for _ in range(int(seconds * space.sample_rate / block)):
            owed += block
            n_frames, owed = divmod(owed, space.hop)
            began_s = time.perf_counter()
            if n_frames:
                player(n_frames)
            took_s = time.perf_counter() - began_s
            spent_s += took_s
            times_ms.append(took_s * 1e3)
        factors.append(seconds / spent_s)
    low, middle, high = statistics.quantiles(factors, n=4)
    p50, p95, p99 = np.percentile(times_ms, [50, 95, 99])
    line = f"{block:>6} {path:16} {middle:>12.1f} {low:>7.1f} {high:>7.1f}"
    print(f"{line} {p50:>8.3f} {p95:>8.3f} {p99:>8.3f}")


if __name__ == "__main__":
    main()
