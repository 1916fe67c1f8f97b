"""Learn the matchers that ship, and the metric of styles; run it again to go on.

python benchmarks/ship_matchers.py DATA [EFFECT ...] --keep FOLDER

DATA holds speech/, instruments/ and music_genres/ with their labels.csv; only sounds whose
licence is CC0, public domain, MIT, BSD or CC-BY are learned from.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from timbrespace.atlas.files import write_atomically
from timbrespace.atlas.latents import slug
from timbrespace.effects.base import Effect
from timbrespace.effects.catalogue import ids, own
from timbrespace.matching import metric, storage
from timbrespace.matching.learning.calibrate import calibrate
from timbrespace.matching.learning.fit import RATE_HZ, Effort, Ground, fit_matcher
from timbrespace.matching.learning.scenes import read_clips
from timbrespace.studies.effects.matching_items import training_files

#: Squared distances of styles are worth half of what a Gaussian would make of them: of 1, 2, 4, 8
#: and 16 the one that had expected gains nearest to true ones, and refused most where it should.
TEMPER = 2.0


def main() -> None:
    """Learn what was named, or all; effects that are not there yet are left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("effects", nargs="*")
    parser.add_argument("--keep", type=Path, required=True)
    parser.add_argument("--metric", action="store_true", help="fit the metric of styles, only")
    parser.add_argument("--pools", action="store_true", help="only render")
    parser.add_argument("--weigh", action="store_true", help="weigh promises anew, only")
    parser.add_argument("--scenes", type=int, default=Effort.n_scenes)
    parser.add_argument("--steps", type=int, default=Effort.n_steps)
    parser.add_argument("--refining", type=int, default=Effort.n_refining)
    parser.add_argument("--weighed", type=int, default=Effort.n_weighed)
    options = parser.parse_args()
    torch.set_num_threads(1)
    effort = Effort(
        options.scenes, options.scenes // 8, options.steps, options.refining, options.weighed
    )
    clips = read_clips(training_files(options.data), RATE_HZ)
    ground = Ground(clips, effort, options.keep)
    chosen = options.effects or ids()
    if options.metric:
        ship_metric(ground, chosen)
        return
    for name in chosen:
        began_s = time.process_time()
        effect = own(name)
        if options.pools:
            ground.wet(effect)
        else:
            made = weighed(effect, ground, effort) if options.weigh else None
            made = made or fit_matcher(effect, ground, effort)
            storage.write(storage.SHIPPED / slug(effect.id), made)
            print(name, made.facts, made.calibration, flush=True)
        print(f"{name}: {time.process_time() - began_s:.0f} s of one core", flush=True)


def weighed(effect: Effect, ground: Ground, effort: Effort) -> storage.Matcher:
    """What ships already, its promises weighed anew."""
    made = storage.read(storage.SHIPPED / slug(effect.id))
    _, judge = ground.wet(effect)
    worth = calibrate(made, effect, ground.judge, judge, effort.n_weighed, ground.seed + 1)
    return replace(made, calibration=worth)


def ship_metric(ground: Ground, names: list[str]) -> None:
    """Directions of style that effects move, for what different sounds move them."""
    from safetensors.numpy import save_file

    moved = []
    for name in names:
        wet, _ = ground.wet(own(name))
        moved.append((wet.style - ground.dry.scene)[wet.usable])
    other = np.random.default_rng(0).permutation(len(ground.dry.scene))
    siblings = ground.dry.scene - ground.dry.sibling
    apart = [siblings, siblings, (ground.dry.scene - ground.dry.scene[other])[::3]]
    usual = np.vstack([ground.dry.scene, ground.dry.sibling])
    made = metric.fit_metric(np.vstack(apart), np.vstack(moved), usual)
    made.arrays["temper"] = np.array(TEMPER)
    arrays = {name: np.ascontiguousarray(a, np.float32) for name, a in made.arrays.items()}
    write_atomically(metric.SHIPPED, lambda aside: save_file(arrays, aside))
    print(metric.SHIPPED, f"of {len(names)} effects")


if __name__ == "__main__":
    main()
