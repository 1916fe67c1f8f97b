"""Small folders of sounds, named as in the original study or labelled by a table."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

#: Enough of the 24 cells for both factors to vary.
CELLS = ("MT", "MR", "WT", "WR", "GT", "GR", "ST", "SR")


def write_noise(path, seconds, seed=0, rate=16_000):
    rng = np.random.default_rng(seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    soundfile.write(path, rng.normal(0, 0.1, round(seconds * rate)), rate)
    return path


@pytest.fixture(scope="session")
def named_recordings(tmp_path_factory):
    """Eight long recordings, one for each combination, named by two letters."""
    folder = tmp_path_factory.mktemp("named")
    for seed, cell in enumerate(CELLS):
        write_noise(folder / f"{cell}.wav", 65, seed)
    return folder


@pytest.fixture
def labelled_sounds(tmp_path):
    """Short sounds with a table of both factors, groups and sources."""
    folder = tmp_path / "labelled"
    lines = ["file,material,action,group,source"]
    for i in range(24):
        write_noise(folder / f"{i}.wav", 0.3, i)
        material, action = ("wood", "metal")[i % 2], ("hit", "rub")[i // 2 % 2]
        lines.append(f"{i}.wav,{material},{action},take {i // 4},{'ab'[i // 12]}")
    (folder / "labels.csv").write_text("\n".join(lines) + "\n")
    return folder
