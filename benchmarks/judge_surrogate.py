"""A surrogate that was learned is judged anew, on the points that it has: nothing is drawn.

    python benchmarks/judge_surrogate.py VOICE SURROGATE [--requests 80]

VOICE is what ``timbrespace play`` takes, SURROGATE the folder of what was learned of it, in which
``weights.safetensors``, ``config.toml`` and ``results.json`` are written again. How far points say
something of what lies around is learned (500 decodes), and everything is asked, decoded and
measured. Networks stay as they are, and so do the figures that hang on nothing else: of the
region that was held out, of simpler methods, and of the way back in one pass.
"""

from __future__ import annotations

import argparse
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

import numpy as np

from timbrespace.atlas.files import read_toml, write_toml
from timbrespace.reports.results import Result, read_results, write_results
from timbrespace.reports.surrogate import results
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.surrogates import storage
from timbrespace.surrogates.base import Points
from timbrespace.surrogates.closed_loop import usable_words
from timbrespace.surrogates.evaluation import Effort, Evaluation, Foretold, judge_back
from timbrespace.surrogates.fitting import judge, with_reach
from timbrespace.surrogates.holding import Hold
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.nearness import learn_reach
from timbrespace.surrogates.opening import open_surrogate
from timbrespace.surrogates.points_file import read_points
from timbrespace.surrogates.runtime import LearnedSurrogate
from timbrespace.surrogates.scoring import LEVELS, coverage, r2, r2_interval
from timbrespace.surrogates.splits import Split, random_split

#: Ways back that points nearby change, and those that cost nothing.
MEASURED = ("gradient", "kNN lookup", "random latent")


def main() -> None:
    """Judge, write, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("voice")
    parser.add_argument("surrogate", type=Path)
    parser.add_argument("--requests", type=int, default=Effort.n_requests)
    parser.add_argument("--reach", type=int, default=Effort.n_reach)
    parser.add_argument("--starts", type=int, default=Effort.n_starts)
    parser.add_argument("--drags", type=int, default=Effort.n_drags)
    asked = parser.parse_args()
    began_s = time.perf_counter()
    voice, folder = open_voice(asked.voice), asked.surrogate
    points = read_points(folder / storage.POINTS)
    meter = Meter(voice, points.names, Hold(points.hold_frames, points.warm_up_frames))
    before = read_toml(folder / storage.CONFIG)
    about = before["points"]
    seed, split = int(about["seed"]), random_split(len(points.latents), int(about["seed"]))
    effort = Effort(asked.requests, asked.reach, asked.starts, asked.drags)
    surrogate = open_surrogate(folder, voice)
    surrogate = with_reach(surrogate, learn_reach(surrogate, meter, effort.n_around, seed))
    frame_hz = voice.sample_rate / voice.hop
    surrogate = judge(surrogate, points, split.test, frame_hz)
    found = judge_back(
        surrogate, points, [forward(surrogate, points, split)], meter, effort=effort,
        methods=MEASURED, seed=seed,
    )  # fmt: skip
    command = f"python benchmarks/judge_surrogate.py {voice.id} {folder.name}"
    made = merged(results(found, command), read_results(folder / storage.RESULTS))
    storage.write(folder, found.surrogate, about)
    # What dims are called was learned of the networks, which are the same.
    now = read_toml(folder / storage.CONFIG)
    write_toml(folder / storage.CONFIG, {**now, "names": before.get("names", [])})
    write_results(
        folder / storage.RESULTS, made, seconds=time.perf_counter() - began_s, seed=seed,
        notes=["Learned before, and judged anew on the same points.",
               "R2 in the held-out region is that of the networks without points nearby."],
    )  # fmt: skip
    show(found)


def forward(surrogate: LearnedSurrogate, points: Points, split: Split) -> Foretold:
    """The forward direction on what was held out, without the simpler methods."""
    x = surrogate.latent_scaling.standard(points.latents[split.test].astype(np.float64))
    truth = surrogate.word_scaling.standard(points.values[split.test])
    mean, variance = surrogate.foretold(x)
    shares = {at: coverage(truth, mean, np.sqrt(variance), wide) for at, wide in LEVELS.items()}
    return Foretold(split, r2(truth, mean), *r2_interval(truth, mean), {}, shares)


def merged(now: Sequence[Result], before: Sequence[Result]) -> list[Result]:
    """What was measured now, with the baselines that have not changed; and what was not."""
    old = {(each.name, str(each.where)): each for each in before}
    made = []
    for each in now:
        was = old.pop((each.name, str(each.where)), None)
        beside = {**was.baselines, **each.baselines} if was is not None else each.baselines
        made.append(replace(each, baselines=beside))
    return made + list(old.values())


def show(found: Evaluation) -> None:
    """Print a line for each word."""
    for k in usable_words(found.surrogate):
        word = found.surrogate.words[k]
        drag = next(each for each in found.drags if each.word == word.name)
        together = [x for x in found.loops if x.together and x.word == word.name
                    and x.method == "gradient"]  # fmt: skip
        loop = found.loop(word.name)
        sweep = next(each for each in found.sweeps if each.word == word.name)
        low, high = loop.interval()
        print(
            f"{word.name}: R2 {word.r2:.3f}, closed loop {loop.spearman:.3f} [{low:.2f}, "
            f"{high:.2f}], error {loop.median_error:.3g}, together "
            f"{[round(x.spearman, 3) for x in together]}, rising "
            f"{sweep.monotonicity:.0%}, travel {sweep.travel[k]:.2f}; drag: median "
            f"{drag.step(50):.3f}, p95 {drag.step(95):.2f}, largest {drag.step(100):.2f}, still "
            f"{drag.still:.0%}, jump {drag.jump:.0%}, error {drag.error:.1%}, hysteresis "
            f"{drag.hysteresis:.1%}"
        )


if __name__ == "__main__":
    main()
