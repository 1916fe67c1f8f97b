"""Peak memory while a very long sound is encoded: it must not grow with the sound.

    python benchmarks/memory.py                 # 3 hours at 192 kHz
    python benchmarks/memory.py --hours 0.1     # a quick look

Each length is encoded in a process of its own, whose peak resident memory is read from
the operating system when it has ended.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

ENCODE = "import sys, timbrespace.api as api; api.encode(sys.argv[1], atlas=sys.argv[2])"


def main() -> None:
    """Print a table: length, time, speed, peak memory."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--hours", type=float, default=3.0)
    parser.add_argument("--sample-rate-hz", type=int, default=192_000)
    args = parser.parse_args()
    print(f"{'length':>10} {'rate_hz':>8} {'encode_s':>9} {'x real time':>12} {'peak_MB':>8}")
    for hours in (args.hours / 30, args.hours):
        with tempfile.TemporaryDirectory() as folder:
            sounds = Path(folder) / "sounds"
            sounds.mkdir()
            write_sound(sounds / "long.wav", hours, args.sample_rate_hz)
            seconds, peak_mb = encode(sounds, Path(folder) / "long.atlas")
        speed = hours * 3600 / seconds
        print(
            f"{hours:>8.2f} h {args.sample_rate_hz:>8} {seconds:>9.1f} {speed:>12.0f}"
            f" {peak_mb:>8.0f}"
        )


def write_sound(path: Path, hours: float, rate_hz: int) -> None:
    """Noise whose loudness wanders: neither silent nor steady, written in blocks."""
    random = np.random.default_rng(0)
    block = random.normal(0, 0.05, rate_hz).astype(np.float32)
    with soundfile.SoundFile(path, "w", rate_hz, 1, "PCM_16", format="RF64") as file:
        for second in range(round(hours * 3600)):
            file.write(np.roll(block, second * 977) * (0.6 + 0.4 * np.sin(second / 7)))


def encode(sounds: Path, atlas: Path) -> tuple[float, float]:
    """Seconds and peak resident megabytes of encoding a folder in a process of its own."""
    began_s = time.monotonic()
    child = subprocess.Popen([sys.executable, "-c", ENCODE, str(sounds), str(atlas)])
    _, status, usage = os.wait4(child.pid, 0)
    if status:
        raise SystemExit(f"encoding failed with status {status}")
    # Linux counts kilobytes, macOS bytes.
    scale = 1e-6 if sys.platform == "darwin" else 1e-3
    return time.monotonic() - began_s, usage.ru_maxrss * scale


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
