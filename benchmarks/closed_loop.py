"""More requests for some words of a surrogate that was learned: asked for, decoded, measured.

python benchmarks/closed_loop.py VOICE SURROGATE --words depth --requests 48

VOICE is what ``timbrespace play`` takes, SURROGATE the folder of what was learned of it. A voice
that decodes no faster than it sounds is asked for little in a study; this asks for more.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from timbrespace.spaces.playing.opening import open_voice
from timbrespace.surrogates.closed_loop import run_loops
from timbrespace.surrogates.holding import hold_for
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.opening import open_surrogate
from timbrespace.surrogates.points_file import read_points
from timbrespace.surrogates.splits import random_split


def main() -> None:
    """Ask, and print Spearman and median error for each word and way back."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("voice")
    parser.add_argument("surrogate", type=Path)
    parser.add_argument("--words", nargs="+", required=True)
    parser.add_argument("--requests", type=int, default=48)
    parser.add_argument("--methods", nargs="+", default=["gradient"])
    parser.add_argument("--hold-s", type=float, default=0.45)
    parser.add_argument("--warm-up-s", type=float, default=0.15)
    parser.add_argument("--seed", type=int, default=1, help="Of the requests.")
    asked = parser.parse_args()
    voice, surrogate = open_voice(asked.voice), open_surrogate(asked.surrogate)
    points = read_points(asked.surrogate / "points.parquet")
    # Points were parted by seed 0 when the surrogate was learned: requests are new, rows are not.
    split = random_split(len(points.latents), 0)
    meter = Meter(voice, surrogate.names, hold_for(voice, asked.hold_s, asked.warm_up_s))
    loops = run_loops(
        surrogate, meter, points, split.train, split.test, n_requests=asked.requests,
        methods=asked.methods, words=asked.words, seed=asked.seed,
    )  # fmt: skip
    for loop in loops:
        low, high = loop.interval()
        print(
            f"{loop.word}{', together' if loop.together else ''}, {loop.method}: Spearman "
            f"{loop.spearman:.3f} [{low:.3f}, {high:.3f}], median error {loop.median_error:.3g}"
        )


if __name__ == "__main__":
    main()
