"""A performance as latents and words over time, in a Parquet file.

One row for each frame of the voice: ``time_s`` from the beginning of the recording, ``voice`` (a
number: it may have been changed), ``latent.NAME`` as they were played, smoothing included, and
``word.NAME`` as they were held (empty where a word was free).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.live.matching import Usual
from timbrespace.spaces.base import Latents

Floats = NDArray[np.float64]

FORMAT = "timbrespace trajectory 1"


@dataclass(frozen=True)
class Passage:
    """What one voice played without a change of voice.

    Args:
        usual: The voice, and where its latents usually are.
        time_s: ``(F,)``, when each frame began, rising.
        latents: ``(F, D)``.
        words: Of each word ``(F,)``; NaN where it was free.
    """

    usual: Usual
    time_s: Floats
    latents: Latents
    words: Mapping[str, Floats]


def write_trajectory(path: Path, passages: Sequence[Passage], sample_rate: int) -> int:
    """Write passages in the order in which they were played; gives the number of frames."""
    import pandas as pd

    from timbrespace.atlas.files import write_table

    tables = []
    for number, passage in enumerate(passages):
        columns: dict[str, Any] = {
            "time_s": passage.time_s,
            "voice": np.full(len(passage.time_s), number, np.int32),
        }
        names = passage.usual.names
        columns |= {f"latent.{n}": passage.latents[:, i] for i, n in enumerate(names)}
        columns |= {f"word.{name}": values for name, values in passage.words.items()}
        tables.append(pd.DataFrame(columns))
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame({"time_s": []})
    voices = json.dumps([_as_plain(passage.usual) for passage in passages])
    facts = {"format": FORMAT, "voices": voices, "sample_rate": str(sample_rate)}
    write_table(path, table, facts)
    return len(table)


def read_trajectory(path: Path) -> list[Passage]:
    """The passages of a file.

    Raises:
        TimbrespaceError: There is no such file, or it holds no trajectory.
    """
    from timbrespace.atlas.files import read_table

    if not path.is_file():
        raise TimbrespaceError(f"There is no trajectory '{path}'.", "Name a Parquet file.")
    table, facts = read_table(path)
    if facts.get("format") != FORMAT or not len(table):
        raise TimbrespaceError(
            f"'{path}' holds no trajectory.", "Record one: timbrespace play --record"
        )
    usuals = [_from_plain(each) for each in json.loads(facts["voices"])]
    passages = []
    for number, usual in enumerate(usuals):
        if not (table["voice"] == number).any():
            continue
        rows = table[table["voice"] == number]
        latents = rows[[f"latent.{name}" for name in usual.names]].to_numpy(np.float32)
        words = {
            str(column).removeprefix("word."): rows[column].to_numpy(np.float64)
            for column in rows
            if str(column).startswith("word.") and rows[column].notna().any()
        }
        passages.append(Passage(usual, rows["time_s"].to_numpy(np.float64), latents, words))
    return passages


def _as_plain(usual: Usual) -> dict[str, Any]:
    return {
        "id": usual.voice,
        "hash": usual.voice_hash,
        "dims": list(usual.names),
        "mean": usual.mean.tolist(),
        "spread": usual.spread.tolist(),
    }


def _from_plain(plain: Mapping[str, Any]) -> Usual:
    mean, spread = np.array(plain["mean"], float), np.array(plain["spread"], float)
    return Usual(plain["id"], plain["hash"], tuple(plain["dims"]), mean, spread)


def duration_s(passages: Sequence[Passage]) -> float:
    """From the first frame to the last."""
    return float(max(p.time_s[-1] for p in passages) - min(p.time_s[0] for p in passages))
