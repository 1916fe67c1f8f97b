"""A piece: all sounds one after another, each handing over to the next, and a sheet of cues."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from timbrespace.atlas.files import write_atomically, write_text
from timbrespace.audio.write import write_wav
from timbrespace.jobs import Job, quiet_job
from timbrespace.sonify.folder import PIECE
from timbrespace.spaces.base import Audio
from timbrespace.spaces.data.items import LABEL, ORDER, DataItems

if TYPE_CHECKING:
    import pandas as pd

#: So long two neighbours sound together.
OVERLAP_S = 0.25


@dataclass(frozen=True)
class Cue:
    """When an item sounds.

    Args:
        index: Of the item.
        begin_s: In the piece.
        end_s: In the piece; the next one has begun by then.
        path: Of its own WAV.
    """

    index: int
    begin_s: float
    end_s: float
    path: str


def plan_cues(
    order: Sequence[int], paths: Sequence[str], durations_s: Sequence[float], overlap_s: float
) -> list[Cue]:
    """When each item sounds.

    Args:
        order: The items' indices.
        paths: Of the items' sounds, by index.
        durations_s: Of the items' sounds, by index.
        overlap_s: Of neighbours; never more than half of the shorter.

    Example:
        >>> [(cue.begin_s, cue.end_s) for cue in plan_cues([1, 0], "ab", [2.0, 1.0], 0.25)]
        [(0.0, 1.0), (0.75, 2.75)]
    """
    cues: list[Cue] = []
    for index in order:
        begin_s = 0.0
        if cues:
            shorter = min(durations_s[cues[-1].index], durations_s[index])
            begin_s = cues[-1].end_s - min(overlap_s, shorter / 2)
        cues.append(Cue(index, begin_s, begin_s + durations_s[index], paths[index]))
    return cues


def joined(cues: Sequence[Cue], read: Callable[[str], Audio], sample_rate: int) -> Iterator[Audio]:
    """The piece, block by block; where two sounds meet, their powers add up to one.

    Args:
        cues: In their order.
        read: The samples ``(C, T)`` of a sound, by its path.
        sample_rate: In Hz.
    """
    starts = [round(cue.begin_s * sample_rate) for cue in cues]
    tail: Audio | None = None
    for at, cue in enumerate(cues):
        sound = read(cue.path)
        if tail is not None:
            sound = _met(tail, sound)
        end = starts[at + 1] - starts[at] if at + 1 < len(cues) else sound.shape[1]
        yield sound[:, :end]
        tail = sound[:, end:]


def write_piece(
    folder: Path,
    sounds: Path,
    items: DataItems,
    cues: Sequence[Cue],
    sample_rate: int,
    job: Job | None = None,
    told: Sequence[Cue] | None = None,
) -> None:
    """``piece.wav``, ``cues.csv`` and ``cues.txt``.

    Args:
        folder: Where to.
        sounds: Where the items' WAVs lie.
        items: For their titles and labels.
        cues: In their order.
        sample_rate: Of the WAVs, in Hz.
        job: Progress in sounds.
        told: What the sheet says, where a sound has several items in it; default: ``cues``.

    Raises:
        Cancelled: The job was asked to stop; no piece is left half written.
    """
    from timbrespace.audio.decode import read as decode

    job = quiet_job(job, "sonify")
    job.begin(len(cues), "Joining the piece", unit="sounds")

    def read(path: str) -> Audio:
        job.check()
        job.advance(1)
        return decode(sounds / path)[0]

    write_wav(folder / PIECE, joined(cues, read, sample_rate), sample_rate)
    table = cue_sheet(items, cues if told is None else told)
    write_atomically(folder / "cues.csv", lambda aside: table.to_csv(aside, index=False))
    titles = table["title"].str.replace(r"\s+", " ", regex=True)
    rows = zip(table["begin_s"], table["end_s"], titles, strict=True)
    text = "".join(f"{begin:.6f}\t{end:.6f}\t{title}\n" for begin, end, title in rows)
    write_text(folder / "cues.txt", text)


def cue_sheet(items: DataItems, cues: Sequence[Cue]) -> pd.DataFrame:
    """What sounds when: begin_s, end_s, id, title, file, then labels and numbers of order."""
    import pandas as pd

    order = [cue.index for cue in cues]
    table = items.table.iloc[order].reset_index(drop=True)
    title = table["title"] if "title" in table else table["id"]
    sheet = pd.DataFrame(
        {
            "begin_s": [round(cue.begin_s, 6) for cue in cues],
            "end_s": [round(cue.end_s, 6) for cue in cues],
            "id": table["id"].astype(str),
            "title": title.astype(str),
            "file": [cue.path for cue in cues],
        }
    )
    told = [name for name in table.columns if str(name).startswith((LABEL, ORDER))]
    named = {str(name).partition(".")[2]: table[name] for name in told}
    fresh = {name: column for name, column in named.items() if name not in sheet}
    return pd.concat([sheet, pd.DataFrame(fresh)], axis=1)


def _met(tail: Audio, sound: Audio) -> Audio:
    """A sound whose beginning the tail of the one before goes on into."""
    n = min(tail.shape[1], sound.shape[1])
    phase = 0.5 * np.pi * (np.arange(n) + 0.5) / max(1, n)
    met = sound.copy()
    met[:, :n] = tail[:, :n] * np.cos(phase) + sound[:, :n] * np.sin(phase)
    return met
