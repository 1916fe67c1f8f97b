"""Layouts on real latents: how long each takes, how far each map can be trusted.

    python benchmarks/layouts.py --data FOLDER [--weights tfhub] [--taps 8 embedding scores]
    python benchmarks/layouts.py --synthetic 13516 64

FOLDER holds sounds and a ``labels.csv`` with the columns file, group and any labels. Prints three
tables: label agreement of neighbours in the full space by preparation; time of the first call
(in a fresh process, imports and compiling included) and of a warm one, trustworthiness,
continuity and recall of every method; and how well held-out sounds are placed. Neighbours of the
same group (takes of one recording) never count. Without FOLDER, clustered latents of that many
items and dims. Times are of the processor, all threads together, so that what else the machine
does falls out; on idle cores the clock shows about the same.
"""

from __future__ import annotations

import argparse
import csv
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from timbrespace.explore import layout, prepare, quality
from timbrespace.explore.neighbours import Neighbours
from timbrespace.explore.place import place

Rows = NDArray[np.float32]
Labels = dict[str, NDArray[np.str_]]


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, help="folder with sounds and labels.csv")
    parser.add_argument("--labels", nargs="+", default=["material", "action"])
    parser.add_argument("--weights", default="tfhub", help="YAMNet's: tfhub, h5 or a path")
    parser.add_argument("--taps", nargs="+", default=["8", "embedding", "scores"])
    parser.add_argument("--synthetic", nargs=2, type=int, default=(13_516, 64))
    parser.add_argument("--methods", nargs="+", default=list(layout.methods()))
    options = parser.parse_args()
    if options.data is None:
        time_methods(clustered(*options.synthetic), options.methods)
        return
    spaces, labels, groups = encoded(options.data, options.weights, options.taps, options.labels)
    compare_preparations(spaces, labels, groups)
    for tap, latents in spaces.items():
        print(f"\n{tap}: {latents.shape[0]} sounds, {latents.shape[1]} dims")
        time_methods(latents, options.methods)
        compare_places(latents, labels, groups, options.methods)


def clustered(n: int, dims: int) -> Rows:
    """Latents in 30 groups of different spread."""
    rng = np.random.default_rng(0)
    which = rng.integers(0, 30, n)
    centres, spread = rng.normal(size=(30, dims)), rng.uniform(0.3, 1, 30)
    return (centres[which] + spread[which, None] * rng.normal(size=(n, dims))).astype(np.float32)


def encoded(
    data: Path, weights: str, taps: list[str], names: list[str]
) -> tuple[dict[str, Rows], Labels, NDArray[np.str_]]:
    """Latents of every tap, labels and groups of a labelled folder."""
    import soundfile

    from timbrespace.spaces.yamnet.space import YamNet

    encoder = YamNet.open(weights=weights, taps=taps)
    found: dict[str, list[Rows]] = {tap: [] for tap in taps}
    with (data / "labels.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    for row in rows:
        sound, rate = soundfile.read(data / row["file"], dtype="float32", always_2d=True)
        for tap, latent in encoder.encode(sound.T, rate).items():
            found[tap].append(latent)
    labels = {name: np.array([row[name] for row in rows]) for name in names}
    groups = np.array([row["group"] for row in rows])
    return {tap: np.stack(latents) for tap, latents in found.items()}, labels, groups


def compare_preparations(
    spaces: dict[str, Rows], labels: Labels, groups: NDArray[np.str_]
) -> None:
    """Share of the 10 nearest sounds of other groups that bear the same label, in percent."""
    kinds = [kind for kind in get_args(prepare.Kind) if kind not in ("auto", "centre")]
    print(f"{'neighbours of one label, %':28}" + "".join(f"{kind:>14}" for kind in kinds))
    for tap, latents in spaces.items():
        for name, values in labels.items():
            shares = [100 * agreement(latents, kind, values, groups) for kind in kinds]
            print(f"{tap + ' ' + name:28}" + "".join(f"{share:14.1f}" for share in shares))


def agreement(
    latents: Rows, kind: prepare.Kind, values: NDArray[np.str_], groups: NDArray[np.str_]
) -> float:
    """Mean share of the 10 nearest of other groups with the same label, 0 to 1."""
    near, _ = Neighbours(latents, preparation=kind).of(np.arange(len(latents)), 60)
    shares = []
    for item, others in enumerate(near):
        kept = others[groups[others] != groups[item]][:10]
        shares.append(np.mean(values[kept] == values[item]))
    return float(np.mean(shares))


def time_methods(latents: Rows, methods: list[layout.MethodName]) -> None:
    """Time and quality of every method, in two dims."""
    print(
        f"{'method':8}{'first s':>9}{'warm s':>9}{'trust.':>9}{'contin.':>9}{'recall@10':>11}"
        f"{'measured in s':>15}"
    )
    for method in methods:
        first_s = first_call_s(latents, method)
        layout.compute(latents[:200], method)
        began_s = time.process_time()
        made = layout.compute(latents, method)
        warm_s = time.process_time() - began_s
        began_s = time.process_time()
        found = quality.measure(latents, made.points)
        measured_s = time.process_time() - began_s
        print(
            f"{layout.TITLES[method]:8}{first_s:9.1f}{warm_s:9.2f}{found.trustworthiness:9.3f}"
            f"{found.continuity:9.3f}{found.recall_at_10:11.3f}{measured_s:15.1f}"
        )


def first_call_s(latents: Rows, method: str) -> float:
    """Processor seconds from the start of a fresh interpreter to the finished map."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "latents.npy"
        np.save(path, latents)
        code = (
            "import sys, numpy; from timbrespace.explore import layout\n"
            "layout.compute(numpy.load(sys.argv[1]), sys.argv[2])"
        )
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-c", code, str(path), method], check=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


def compare_places(
    latents: Rows, labels: Labels, groups: NDArray[np.str_], methods: list[layout.MethodName]
) -> None:
    """A tenth of the groups held out and placed: label agreement of the 10 nearest points."""
    rng = np.random.default_rng(0)
    names = np.unique(groups)
    held = np.isin(groups, rng.permutation(names)[: len(names) // 10])
    print(f"{'placed':8}" + "".join(f"{name + ', %':>14}{'random':>9}" for name in labels))
    for method in methods:
        made = layout.compute(latents[~held], method)
        placed, _ = place(latents[held], latents[~held], made.points, model=made.model)
        random = rng.uniform(-1, 1, placed.shape)
        line = f"{layout.TITLES[method]:8}"
        for values in labels.values():
            for points, width in ((placed, 14), (random, 9)):
                near, _ = Neighbours(made.points, preparation="none").query(points, 10)
                share = np.mean(values[~held][near] == values[held][:, None])
                line += f"{100 * share:{width}.1f}"
        print(line)


if __name__ == "__main__":
    main()
