"""A table with three kinds of rows, and a space that is trained on it in seconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

N_ROWS, N_COLUMNS = 90, 30
#: A network small enough to learn in a second.
QUICK = {"hidden": (16,), "dims": 4, "heads": "linear", "error": "squared", "batch_size": 16,
         "kl_anneal": 0.05, "max_kl": 0.1, "learning_rate": 5e-3, "epochs": 6,
         "segments_per_epoch": 512, "patience": 0, "preview_every": 0}  # fmt: skip


def frame(seed: int = 0) -> pd.DataFrame:
    """Rows of three kinds, in units of hundreds, with an order and a column that never changes."""
    rng = np.random.default_rng(seed)
    kinds = np.arange(N_ROWS) % 3
    middles = rng.normal(500, 100, (3, N_COLUMNS))
    values = middles[kinds] + rng.normal(0, 20, (N_ROWS, N_COLUMNS))
    made = pd.DataFrame(values, columns=[f"g{i:02}" for i in range(N_COLUMNS)])
    made["flat"] = 7.0
    made.insert(0, "dose", np.linspace(0, 1, N_ROWS))
    made.insert(0, "tissue", np.array(["skin", "lung", "bone"])[kinds])
    made.insert(0, "sample", [f"s{i:03}" for i in range(N_ROWS)])
    return made


def write(folder: Path, name: str = "genes.csv", seed: int = 0) -> Path:
    """That table as a file; one value in a hundred is missing."""
    made = frame(seed)
    holes = np.random.default_rng(seed + 1).random((N_ROWS, N_COLUMNS)) < 0.01
    made.iloc[:, 3:-1] = made.iloc[:, 3:-1].mask(holes)
    made.to_csv(folder / name, index=False)
    return folder / name
