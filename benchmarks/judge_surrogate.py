"""A surrogate that was learned is judged anew, on the points that it has: nothing is drawn.

    python benchmarks/judge_surrogate.py VOICE SURROGATE [--requests 80]

VOICE is what ``timbrespace play`` takes, SURROGATE the folder of what was learned of it, in which
``weights.safetensors``, ``config.toml`` and ``results.json`` are written again. How far points say
something of what lies around is learned (500 decodes), and everything is asked, decoded and
measured. Networks stay as they are, and so do the figures of the region that was held out, for
which others had to be learned.
"""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")

from timbrespace.atlas.files import read_toml
from timbrespace.jobs import Job
from timbrespace.reports.results import read_results, write_results
from timbrespace.reports.surrogate import results
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.surrogates import storage
from timbrespace.surrogates.closed_loop import usable_words
from timbrespace.surrogates.evaluation import Effort, judge_back, judge_forward
from timbrespace.surrogates.fitting import judge, with_reach
from timbrespace.surrogates.holding import Hold
from timbrespace.surrogates.meter import Meter
from timbrespace.surrogates.nearness import learn_reach
from timbrespace.surrogates.opening import open_surrogate
from timbrespace.surrogates.points_file import read_points
from timbrespace.surrogates.splits import random_split


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
    about = read_toml(folder / storage.CONFIG)["points"]
    seed, split = int(about["seed"]), random_split(len(points.latents), int(about["seed"]))
    effort = Effort(asked.requests, asked.reach, asked.starts, asked.drags)
    surrogate = open_surrogate(folder, voice)
    surrogate = with_reach(surrogate, learn_reach(surrogate, meter, effort.n_around, seed))
    frame_hz = voice.sample_rate / voice.hop
    surrogate = judge(surrogate, points, split.test, frame_hz)
    foretold = [judge_forward(surrogate, points, split, seed, Job("forward"))]
    found = judge_back(surrogate, points, foretold, meter, effort=effort, seed=seed)
    before = read_results(folder / storage.RESULTS)
    region = [each for each in before if each.where.get("points") == "held-out region"]
    command = f"python benchmarks/judge_surrogate.py {voice.id} {folder.name}"
    storage.write(folder, found.surrogate, about)
    seconds = time.perf_counter() - began_s
    write_results(
        folder / storage.RESULTS, [*results(found, command), *region], seconds=seconds, seed=seed,
        notes=["Learned before, and judged anew on the same points.",
               "R2 in the held-out region is that of the networks without points nearby."],
    )  # fmt: skip
    for k in usable_words(found.surrogate):
        word = found.surrogate.words[k]
        drag = next(each for each in found.drags if each.word == word.name)
        together = [x for x in found.loops if x.together and x.word == word.name
                    and x.method == "gradient"]  # fmt: skip
        loop, quick = found.loop(word.name), found.loop(word.name, "feed-forward")
        sweep = next(each for each in found.sweeps if each.word == word.name)
        low, high = loop.interval()
        print(
            f"{word.name}: R2 {word.r2:.3f}, closed loop {loop.spearman:.3f} [{low:.2f}, "
            f"{high:.2f}], error {loop.median_error:.3g}, in one pass {quick.spearman:.2f}, "
            f"together {[round(x.spearman, 3) for x in together]}, rising "
            f"{sweep.monotonicity:.0%}, travel {sweep.travel[k]:.2f}; drag: median "
            f"{drag.step(50):.3f}, p95 {drag.step(95):.2f}, largest {drag.step(100):.2f}, still "
            f"{drag.still:.0%}, jump {drag.jump:.0%}, error {drag.error:.1%}, hysteresis "
            f"{drag.hysteresis:.1%}"
        )


if __name__ == "__main__":
    main()
