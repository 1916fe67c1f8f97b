"""The study latent-audio on a corpus of the original's size: time, memory and disk of each step.

    python benchmarks/study_size.py --data materials_actions      # 13,516 windows of 0.975 s
    python benchmarks/study_size.py --data materials_actions --windows 2700 --out small

The original's recordings are not public: 24 long ones, one for each of six materials under four
actions, cut into 13,516 windows. This makes a folder of that shape and naming (WT.wav) out of the
real sounds of ``--data``, a folder with a labels.csv of file, material and action. Each recording
is sounds of its material and action one after the other, in random order and again until it is
long enough; where there are none, sounds of the material under any action; materials that are
missing are replaced (:data:`MATERIALS`). So what is printed about seconds, megabytes and gigabytes
is that of real sound; what the report says about materials and actions means nothing, since sounds
recur within a recording.

The study runs in a process of its own, with whatever weights are at hand.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import soundfile
import soxr

from timbrespace.studies.cost import folder_mb
from timbrespace.studies.latent_audio.page import STEPS
from timbrespace.studies.latent_audio.recordings import WINDOW_S
from timbrespace.studies.latent_audio.sizes import PUBLISHED_DISK_MB, PUBLISHED_S

N_WINDOWS = 13_516
RATE_HZ = 44_100
#: Letters of the original's naming, and what stands for them here.
MATERIALS = {
    "M": ("metal",), "P": ("plastic",), "C": ("leaves", "paper"), "G": ("glass", "ice"),
    "W": ("wood",), "S": ("stone",),
}  # fmt: skip
ACTIONS = {
    "T": ("hit", "step", "place", "press"), "R": ("scrape", "rustle", "dig", "roll"),
    "D": ("break", "cut", "release", "drop"), "W": ("open", "close", "handle", "land"),
}  # fmt: skip

Sounds = dict[tuple[str, str], list[Path]]


def main() -> None:
    """Make the corpus, run the study on it, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--windows", type=int, default=N_WINDOWS)
    parser.add_argument("--out", type=Path, help="keep the study here [default: thrown away]")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / "recordings"
        write_recordings(args.data, folder, args.windows, args.seed)
        out = args.out or Path(temporary) / "study"
        seconds, peak_mb = run_study(folder, out)
        show(out, seconds, peak_mb, args.windows)


def write_recordings(data: Path, folder: Path, n_windows: int, seed: int) -> None:
    """One recording for each cell, of whole windows, ``n_windows`` in all."""
    folder.mkdir(parents=True)
    sounds, rng = sounds_of(data), np.random.default_rng(seed)
    cells = [material + action for material in MATERIALS for action in ACTIONS]
    for number, cell in enumerate(cells):
        mine = n_windows // len(cells) + (number < n_windows % len(cells))
        # Whole samples for each window, or rounding would cost the last of them.
        n_samples = mine * math.ceil(WINDOW_S * RATE_HZ)
        paths = chosen(sounds, *cell)
        with soundfile.SoundFile(folder / f"{cell}.wav", "w", RATE_HZ, 1, "PCM_16") as file:
            while file.frames < n_samples:
                for number_of in rng.permutation(len(paths)):
                    file.write(samples(paths[number_of])[: n_samples - file.frames])


def sounds_of(data: Path) -> Sounds:
    """Material and action -> sounds, from labels.csv."""
    found: Sounds = defaultdict(list)
    with (data / "labels.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found[row["material"], row["action"]].append(data / row["file"])
    return found


def chosen(sounds: Sounds, material: str, action: str) -> list[Path]:
    """The sounds of a cell; of its material under any action where it has none."""
    rows = [(a, path) for (m, a), paths in sounds.items() if m in MATERIALS[material]
            for path in paths]  # fmt: skip
    own = [path for name, path in rows if name in ACTIONS[action]]
    if not rows:
        raise SystemExit(f"--data has no sound of {' or '.join(MATERIALS[material])}.")
    return own or [path for _, path in rows]


@cache
def samples(path: Path) -> np.ndarray:
    """A sound as one channel at :data:`RATE_HZ`."""
    found, rate = soundfile.read(path, dtype="float32", always_2d=True)
    return np.asarray(soxr.resample(found.mean(axis=1), rate, RATE_HZ))


def run_study(folder: Path, out: Path) -> tuple[float, float]:
    """Seconds and peak resident megabytes of the study in a process of its own."""
    began_s = time.monotonic()
    line = "import sys; from timbrespace.cli.main import main; main()"
    command = ["study", "latent-audio", "--data", str(folder), "--out", str(out)]
    child = subprocess.Popen([sys.executable, "-c", line, *command])
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"the study failed with status {status}")
    # Linux counts kilobytes, macOS bytes.
    peak_mb = usage.ru_maxrss * (1e-6 if sys.platform == "darwin" else 1e-3)
    return time.monotonic() - began_s, peak_mb


def show(out: Path, seconds: float, peak_mb: float, n_windows: int) -> None:
    """A line for each step of the recordings' part, then sums, beside what the original says."""
    print(f"{'step':<28} {'s':>7} {'processor s':>12} {'peak MB':>8} {'disk MB':>8}  original s")
    costs: dict[str, dict[str, float]] = defaultdict(dict)
    for record in json.loads((out / "results.json").read_text(encoding="utf-8"))["results"]:
        where = record["where"]
        if "of" not in where and where.get("part") and "step" in where:
            costs[f"{where['part']}-{where['step']}"][record["name"]] = record["value"]
    own = {name: cost for name, cost in costs.items() if name.startswith("recordings-")}
    said: set[str] = set()
    for name, cost in own.items():
        step = name.removeprefix("recordings-")
        begins = step.split("-")[0]
        theirs = [PUBLISHED_S[each] for each in STEPS[begins]] if begins not in said else []
        said.add(begins)
        print(line(step, cost) + "  " + " + ".join(f"{each:.0f}" for each in theirs))
    print(line("recordings", total(own)) + f"  {sum(PUBLISHED_S.values()):.0f}")
    print(line("synthetic sounds", total({k: c for k, c in costs.items() if k not in own})))
    whole = {"seconds": seconds, "peak_memory": peak_mb, "disk": folder_mb(out)}
    print(line(f"all, {n_windows} windows", whole) + f"  (disk: {PUBLISHED_DISK_MB:.0f} MB)")


def total(costs: dict[str, dict[str, float]]) -> dict[str, float]:
    """The sums of several steps, and the highest of their peaks."""
    names = ("seconds", "cpu_seconds", "disk")
    found = {name: sum(cost.get(name, 0.0) for cost in costs.values()) for name in names}
    return found | {"peak_memory": max(cost.get("peak_memory", 0.0) for cost in costs.values())}


def line(title: str, cost: dict[str, float]) -> str:
    """One line of the table."""
    cells = [cost.get(name) for name in ("seconds", "cpu_seconds", "peak_memory", "disk")]
    widths = (7, 12, 8, 8)
    shown = ["" if each is None else f"{each:.0f}" for each in cells]
    return f"{title:<28} " + " ".join(f"{s:>{w}}" for s, w in zip(shown, widths, strict=True))


if __name__ == "__main__":
    main()
