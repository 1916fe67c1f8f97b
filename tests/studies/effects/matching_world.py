"""A folder of data like the real one, of noise: free sounds, bound sounds, three kinds."""

from __future__ import annotations

import csv
from pathlib import Path

from tests.matching.matching_world import RATE_HZ, hiss
from timbrespace.audio.write import write_wav


def write_data(folder: Path) -> Path:
    """Write it; every second source is free."""
    rows: dict[str, list[dict[str, str]]] = {"speech": [], "music_genres": [], "instruments": []}
    for i in range(12):
        bound = i % 2 == 1
        licence = "CC-BY-SA-3.0" if bound else "CC0-1.0"
        group = f"g{i % 4}"
        rows["speech"].append({"speaker": group, "source": "fsdd" if bound else "ljspeech",
                               "licence": licence, "file": f"s{i}.wav"})  # fmt: skip
        rows["music_genres"].append({"track": group, "source": "x", "licence": licence,
                                     "file": f"m{i}.wav"})  # fmt: skip
        kit = "hydrogen" if bound else "osdk"
        rows["instruments"].append({"family": "drums", "source": kit, "licence": licence,
                                    "file": f"kit{i % 4}_{i}.wav"})  # fmt: skip
    for name, table in rows.items():
        (folder / name).mkdir(parents=True)
        for i, row in enumerate(table):
            write_wav(folder / name / row["file"], hiss(i, 0.6)[None], RATE_HZ)
        with (folder / name / "labels.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]))
            writer.writeheader()
            writer.writerows(table)
    return folder
