"""Our seven words beside the AudioCommons package itself, on real sounds.

    python benchmarks/audiocommons.py FOLDER... --package timbral_models-0.4.0 \
        --python venv/bin/python [--each 40]

PACKAGE is the unpacked source distribution of timbral_models 0.4.0 (from the package index); the
interpreter needs numpy, scipy, librosa, scikit-learn, soundfile, pyloudnorm and six, in a virtual
environment to be thrown away: the package is not maintained, and asks for names that are gone.
Sounds of 0.1 to 5 s are drawn from each folder, mixed down to one channel; what is under 44.1 kHz
is resampled to it for both. Prints a table; ``--out`` writes every value as JSON.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.semantics.descriptors import describe

WORDS = ("hardness", "depth", "brightness", "roughness", "warmth", "sharpness", "boominess")
LEAST_S, MOST_S = 0.1, 5.0


def main() -> None:
    """Parse, measure with both, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--package", type=Path, required=True)
    parser.add_argument("--python", required=True)
    parser.add_argument("--each", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    paths = [p for folder in options.folders for p in drawn(folder, options.each, options.seed)]
    theirs = by_package(paths, options)
    ours = [by_us(path) for path in paths]
    print_table(theirs, ours)
    if options.out:
        rows = [{"theirs": a, "ours": b} for a, b in zip(theirs, ours, strict=True)]
        options.out.write_text(json.dumps(rows, indent=1), "utf-8")


def drawn(folder: Path, n: int, seed: int) -> list[Path]:
    """So many sounds of a folder, of a length that is asked for."""
    import soundfile

    files = sorted(p for p in folder.rglob("*") if p.suffix in {".wav", ".flac", ".ogg"})
    found: list[Path] = []
    for i in np.random.default_rng(seed).permutation(len(files)):
        if len(found) < n and LEAST_S < soundfile.info(files[i]).duration < MOST_S:
            found.append(files[i])
    return found


def by_package(paths: list[Path], options: argparse.Namespace) -> list[dict[str, Any]]:
    """What the package says, run in its own interpreter."""
    script = Path(__file__).with_name("audiocommons_package.py")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        command = [options.python, "-W", "ignore", str(script), str(options.package), str(out)]
        subprocess.run([*command, *map(str, paths)], check=True)
        return list(json.loads(out.read_text("utf-8")))


def by_us(path: Path) -> dict[str, float]:
    """What we say of the same samples."""
    import soundfile
    import soxr

    x, rate = soundfile.read(path, always_2d=True)
    mono = x.mean(axis=1)
    if rate < 44_100:
        mono, rate = soxr.resample(mono, rate, 44_100), 44_100
    found = describe(mono[None, None].astype(np.float32), rate, WORDS)
    return {word: float(value[0]) for word, value in found.items()}


def print_table(theirs: list[dict[str, Any]], ours: list[dict[str, float]]) -> None:
    """Correlations and differences of each word, as Markdown."""
    from scipy.stats import spearmanr

    seconds = sum(row["duration_s"] for row in theirs)
    took_s = sum(row["seconds"] for row in theirs)
    print(f"{len(theirs)} sounds, {seconds:.0f} s; the package ran at {seconds / took_s:.1f} x\n")
    print("| word | n | r | Spearman | mean difference | mean distance | their deviation |")
    print("|---|---|---|---|---|---|---|")
    for word in WORDS:
        a = np.array([np.nan if row[word] is None else row[word] for row in theirs], float)
        b = np.array([row[word] for row in ours])
        both = np.isfinite(a) & np.isfinite(b)
        a, b = a[both], b[both]
        r, rank = np.corrcoef(a, b)[0, 1], spearmanr(a, b).statistic
        off, far = (b - a).mean(), np.abs(b - a).mean()
        cells = (word, len(a), f"{r:.3f}", f"{rank:.3f}", f"{off:+.1f}", f"{far:.1f}")
        print("|", *(f"{cell} |" for cell in (*cells, f"{a.std():.1f}")))


if __name__ == "__main__":
    main()
