"""Points on disk: one row for each latent, readable by everything that reads Parquet.

Columns ``z.NAME`` (latents), the descriptors by their names, ``silent``, ``clipped``; repeated
decodes follow as ``repeat.N.NAME``, empty for points that were decoded once.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from timbrespace.atlas.files import read_table, write_table
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.base import Points

_META = "timbrespace.points"


def write_points(path: Path, points: Points) -> None:
    """Write points as one Parquet file, the same bytes for the same points."""
    import pandas as pd

    latents = np.asarray(points.latents, np.float32)
    columns = {f"z.{i}": latents[:, i] for i in range(latents.shape[1])}
    # Descriptors are not known to more digits than float32 has.
    columns |= {
        name: points.values[:, k].astype(np.float32) for k, name in enumerate(points.names)
    }
    n_again = points.repeats.shape[1] if points.repeats.size else 0
    for i in range(n_again):
        for k, name in enumerate(points.names):
            again = np.full(len(latents), np.nan, np.float32)
            again[: len(points.repeats)] = points.repeats[:, i, k]
            columns[f"repeat.{i}.{name}"] = again
    table = pd.DataFrame({**columns, "silent": points.silent, "clipped": points.clipped})
    about = {
        "voice": points.voice,
        "voice_hash": points.voice_hash,
        "names": list(points.names),
        "hold_frames": points.hold_frames,
        "warm_up_frames": points.warm_up_frames,
        "draw": points.draw,
        "facts": dict(points.facts),
        "n_dims": latents.shape[1],
        "repeated": [len(points.repeats) if n_again else 0, n_again],
    }
    write_table(path, table, {_META: json.dumps(about, sort_keys=True)})


def read_points(path: Path) -> Points:
    """Read what :func:`write_points` wrote.

    Raises:
        TimbrespaceError: There is no such file, or it is something else.
    """
    remedy = "Measure them again: timbrespace surrogate VOICE"
    if not path.is_file():
        raise TimbrespaceError(f"There are no points at '{path}'.", remedy)
    table, metadata = read_table(path)
    try:
        about = json.loads(metadata[_META])
        names = tuple(about["names"])
        n_rows, n_again = about["repeated"]
        repeats = np.full((n_rows, n_again, len(names)), np.nan)
        for i in range(n_again):
            for k, name in enumerate(names):
                repeats[:, i, k] = table[f"repeat.{i}.{name}"].to_numpy()[:n_rows]
        return Points(
            voice=about["voice"],
            voice_hash=about["voice_hash"],
            latents=table[[f"z.{i}" for i in range(about["n_dims"])]].to_numpy(np.float32),
            names=names,
            values=table[list(names)].to_numpy(np.float64),
            silent=table["silent"].to_numpy(np.bool_),
            clipped=table["clipped"].to_numpy(np.bool_),
            hold_frames=int(about["hold_frames"]),
            draw=about["draw"],
            repeats=repeats,
            facts=about["facts"],
            warm_up_frames=int(about["warm_up_frames"]),
        )
    except (KeyError, ValueError, TypeError) as error:
        raise TimbrespaceError(f"'{path}' holds no points ({error}).", remedy) from error
