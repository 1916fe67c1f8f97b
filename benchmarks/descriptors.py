"""How fast descriptors are measured: seconds of sound per second.

    python benchmarks/descriptors.py [--sounds FOLDER] [--seconds 120] [--cores 2] [--rate 44100]
                                     [--long 1800] [--only-describe]

Of real sounds where a folder is named, else of made ones: decaying tones, and a fifth of noise,
which has most peaks and takes longest. First the quick six as a map measures them, then all
together and each alone, one thread; then batches of short sounds, as surrogates ask for them; then
``timbrespace describe`` itself, from files into an atlas, on several cores: by the clock, with the
start of its processes, and by processor time, which other work on the machine touches less.

Also ``--package PATH --python INTERPRETER`` for the AudioCommons package on the same sounds; see
``benchmarks/audiocommons.py``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.descriptors import DESCRIPTORS, describe
from timbrespace.semantics.encoder import DescriptorEncoder
from timbrespace.semantics.further import FurtherEncoder
from timbrespace.spaces.base import Encoder

Audio = NDArray[np.float32]
Sounds = list[tuple[Audio, int]]

GROUPS = {
    "spectrum": ("centroid_hz", "spread_hz", "rolloff_hz", "flatness_db", "flux"),
    "peaks": ("inharmonicity", "roughness_vassilakis"),
    "words": ("hardness", "depth", "brightness", "roughness", "warmth", "sharpness", "boominess"),
}
BLOCK = 65_536
WORDS = GROUPS["words"]


def main() -> None:
    """Parse, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sounds", type=Path)
    parser.add_argument("--seconds", type=float, default=120.0)
    parser.add_argument("--rate", type=int, default=44_100)
    parser.add_argument("--cores", type=int, default=2)
    parser.add_argument("--long", type=float, default=1_800.0, help="Seconds for describe.")
    parser.add_argument("--only-describe", action="store_true")
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--package", type=Path)
    parser.add_argument("--python", default="python3")
    options = parser.parse_args()
    sounds = read(options.sounds, options.seconds) if options.sounds else made(options)
    seconds = sum(x.shape[1] / rate for x, rate in sounds)
    print(f"{len(sounds)} sounds, {seconds:.0f} s; seconds of sound per second")
    if options.only_describe:
        whole(sounds, options)
        return
    print("\none thread, by processor time")
    rows: dict[str, Sequence[str] | None] = {"all": None} | GROUPS
    rows |= {known.name: [known.name] for known in DESCRIPTORS if known.name != "duration_s"}
    encoders: list[Encoder] = [DescriptorEncoder()]
    print_row("quick six, streaming", seconds, lambda: stream(sounds, encoders), options)
    for title, names in rows.items():
        print_row(title, seconds, lambda names=names: each(sounds, names), options)
    batches(options)
    whole(sounds, options)
    if options.package:
        package(sounds, seconds, options)


def made(options: argparse.Namespace) -> Sounds:
    """Tones of two seconds that die away, every fifth noise."""
    rng, rate = np.random.default_rng(0), options.rate
    time_s = np.arange(2 * rate) / rate
    found = []
    for i in range(max(5, round(options.seconds / 2))):
        hz = 110 * 2 ** rng.uniform(0, 4)
        tone = sum(np.sin(2 * np.pi * n * hz * time_s) / n for n in range(1, 16))
        wave = rng.normal(size=len(time_s)) if i % 5 == 4 else tone * np.exp(-3 * time_s)
        found.append((0.1 * np.asarray(wave, np.float32)[None], rate))
    return found


def read(folder: Path, seconds: float) -> Sounds:
    """Sounds of a folder, spread evenly over it, mixed down to one channel."""
    import soundfile

    files = sorted(p for p in folder.rglob("*") if p.suffix in {".wav", ".flac", ".ogg"})
    order = np.random.default_rng(0).permutation(len(files))
    found, total = [], 0.0
    for i in order:
        x, rate = soundfile.read(files[i], dtype="float32", always_2d=True)
        found.append((np.ascontiguousarray(x.mean(axis=1, dtype=np.float32)[None]), int(rate)))
        total += len(x) / rate
        if total >= seconds:
            break
    return found


def each(sounds: Sounds, names: Sequence[str] | None) -> None:
    """Whole sounds, one after the other."""
    for x, rate in sounds:
        describe(x[None], rate, names)


def stream(sounds: Sounds, encoders: Sequence[Encoder]) -> None:
    """Sounds in blocks, as the encode job has them."""
    for x, rate in sounds:
        streams = [encoder.open_stream(rate) for encoder in encoders]
        for at in range(0, x.shape[1], BLOCK):
            for each_ in streams:
                each_.push(x[:, at : at + BLOCK])
        for each_ in streams:
            each_.finish()


def whole(sounds: Sounds, options: argparse.Namespace) -> None:
    """The command itself: files of so many seconds, all descriptors, into an atlas."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = write_files(sounds, Path(folder) / "sounds", options.long)
        print(f"\ntimbrespace describe, {seconds:.0f} s of files into an atlas")
        for title, workers, processes in (
            ("one core", 1, False),
            (f"{options.cores} threads", options.cores, False),
            (f"{options.cores} processes", options.cores, True),
        ):
            wall_s, cpu_s = described(Path(folder), workers, processes=processes)
            ideal = workers * seconds / cpu_s
            print(f"{title:24} {seconds / wall_s:8.0f} by the clock, {ideal:6.0f} if undisturbed")


def write_files(sounds: Sounds, folder: Path, seconds: float) -> float:
    """The sounds as files, again and again until there are so many seconds of them."""
    import soundfile

    folder.mkdir()
    total, n = 0.0, 0
    while total < seconds:
        x, rate = sounds[n % len(sounds)]
        soundfile.write(folder / f"{n:05}.wav", x.T, rate, subtype="PCM_16")
        total, n = total + x.shape[1] / rate, n + 1
    return total


def described(folder: Path, workers: int, *, processes: bool) -> tuple[float, float]:
    """Seconds by the clock and of processors, children included, for all files."""
    from timbrespace.atlas import Store
    from timbrespace.corpus import scan
    from timbrespace.spaces.encode import encode

    corpus = scan(folder / "sounds")
    store = Store(folder / f"{workers}-{processes}.atlas")
    began_s, before = time.perf_counter(), sum(os.times()[:4])
    encoders: list[Encoder] = [DescriptorEncoder(), FurtherEncoder()]
    encode(corpus, encoders, store, workers=workers, processes=processes)
    return time.perf_counter() - began_s, sum(os.times()[:4]) - before


def batches(options: argparse.Namespace) -> None:
    """Short sounds at 48 kHz, many at once."""
    print("\nbatches of short sounds at 48 kHz, one thread, by processor time")
    rng = np.random.default_rng(0)
    for batch, seconds in ((1, 0.5), (32, 0.5), (64, 1.0)):
        x = (0.1 * rng.normal(size=(batch, 1, round(48_000 * seconds)))).astype(np.float32)
        x *= np.exp(-5 * np.arange(x.shape[-1], dtype=np.float32) / 48_000)
        title = f"{batch} x {seconds} s of noise"
        print_row(title, batch * seconds, lambda x=x: describe(x, 48_000), options)


def package(sounds: Sounds, seconds: float, options: argparse.Namespace) -> None:
    """The AudioCommons package itself, in its own interpreter, beside our seven words."""
    import soundfile

    script = Path(__file__).with_name("audiocommons_package.py")
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for i, (x, rate) in enumerate(sounds):
            paths.append(str(Path(folder) / f"{i}.wav"))
            soundfile.write(paths[-1], x[0], rate, subtype="FLOAT")
        out = Path(folder) / "found.json"
        command = [options.python, str(script), str(options.package), str(out), *paths]
        subprocess.run(command, check=True, capture_output=True)
        took_s = sum(row["seconds"] for row in json.loads(out.read_text("utf-8")))
    print("\nseven words, one thread, by processor time")
    print_row("ours", seconds, lambda: each(sounds, WORDS), options)
    print(f"{'the package':24} {seconds / took_s:8.1f}")


def print_row(
    title: str,
    seconds: float,
    run: Callable[[], object],
    options: argparse.Namespace,
    clock: Callable[[], float] = time.process_time,
) -> None:
    """The best of the repeats, after a run that makes filters and fills caches."""
    run()
    best = float("inf")
    for _ in range(options.repeats):
        began_s = clock()
        run()
        best = min(best, clock() - began_s)
    print(f"{title:24} {seconds / best:8.0f}")


if __name__ == "__main__":
    main()
