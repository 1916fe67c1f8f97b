"""Augmented copies enter a corpus: rendered once, kept as FLAC, listed beside their sources."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.audio.decode import read
from timbrespace.audio.faults import DecodeError
from timbrespace.corpus.augment import Audio, Chain
from timbrespace.corpus.augment_steps import check_installed
from timbrespace.corpus.table import SOURCE, Corpus, item_id
from timbrespace.jobs import Job, quiet_job

if TYPE_CHECKING:
    import pandas as pd

#: The column that tells a copy from a sound as it was recorded.
MARK = "label.augmented"
#: What it says of the latter.
ORIGINAL = "original"
#: A sound is changed in memory as a whole; longer ones are to be cut into windows.
LONGEST_S = 1200.0
#: FLAC holds no more channels; the mean stands for more.
_MOST_CHANNELS = 8
_LONGEST_NAME = 200


@dataclass(frozen=True)
class _Copy:
    path: str
    recipe: str
    seed: str


def with_copies(
    corpus: Corpus,
    chain: Chain,
    folder: Path,
    *,
    seed: int = 0,
    workers: int | None = None,
    job: Job | None = None,
) -> Corpus:
    """A corpus with augmented copies of its sounds beside them.

    A copy's ``source_id`` is the item that it was made from, its ``group`` and labels are that
    item's, and ``label.augmented`` is the chain's name (``"original"`` for all other items).

    Args:
        corpus: Its items are copied.
        chain: What is done to them.
        folder: Where copies are kept; one that is there already is not made again.
        seed: Another seed gives other copies.
        workers: Threads; default one per core.
        job: Progress in copies; can cancel.

    Returns:
        A new corpus; sounds that cannot be read, or that are longer than 20 minutes, have no
        copies, and the latter are counted.

    Raises:
        MissingExtra: audiomentations is not installed.
    """
    check_installed()
    job = quiet_job(job, "augment")
    job.begin(len(corpus.items) * chain.copies, f"copies by {chain.name}", unit="copies")
    rows: list[dict[str, Any]] = []
    counts: Counter[str] = Counter(corpus.counts)
    for item, copy, made in _made(corpus, chain, folder, seed, workers):
        job.check()
        job.advance(1)
        if made is None:
            counts["not_copied"] += 1
            continue
        duration_s, channels = made
        rows.append(
            {
                **item,
                "id": item_id(copy.path, copy.recipe, 0.0, duration_s),
                "path": copy.path,
                "offset_s": 0.0,
                "duration_s": duration_s,
                "channels": channels,
                "sha256": copy.recipe,
                SOURCE: item["id"],
                MARK: chain.name,
            }
        )
    counts["augmented"] = len(rows)
    _sweep(folder, {str(row["path"]) for row in rows})
    return replace(
        corpus, items=_joined(corpus.items, rows), counts=dict(sorted(counts.items())),
        copies=folder,
    )  # fmt: skip


def _made(
    corpus: Corpus, chain: Chain, folder: Path, seed: int, workers: int | None
) -> Iterator[tuple[dict[str, Any], _Copy, tuple[float, int] | None]]:
    """Every item with each of its copies, in order, rendered ahead by several threads."""
    asked = [
        ({str(name): value for name, value in item.items()}, _planned(item, chain, seed, number))
        for item in corpus.items.to_dict("records")
        for number in range(chain.copies)
    ]
    with ThreadPoolExecutor(workers or os.cpu_count() or 1, "augment") as pool:
        try:
            results = pool.map(lambda pair: _make(corpus, chain, folder, *pair), asked)
            for (item, copy), result in zip(asked, results, strict=True):
                yield item, copy, result
        finally:
            pool.shutdown(cancel_futures=True)


def _planned(item: Any, chain: Chain, seed: int, number: int) -> _Copy:
    """The name and the recipe of a copy: all that decides what it sounds like."""
    told = f"{item['id']}|{seed}|{number}"
    recipe = hashlib.sha256(f"{told}|{chain.sha256}".encode()).hexdigest()
    place = Path(chain.name) / str(item["path"])
    stem = place.name if len(place.name.encode()) <= _LONGEST_NAME else recipe[:32]
    return _Copy(place.with_name(f"{stem}~{recipe[:16]}.flac").as_posix(), recipe, told)


def _make(
    corpus: Corpus, chain: Chain, folder: Path, item: dict[str, Any], copy: _Copy
) -> tuple[float, int] | None:
    """Length in seconds and channels of a copy, made now if it is not there; None: not made."""
    import soundfile

    path = folder / copy.path
    if not path.is_file():
        if item["duration_s"] > LONGEST_S:
            return None
        try:
            audio, rate = read(corpus.root / item["path"], item["offset_s"], item["duration_s"])
        except DecodeError:
            return None  # The pass over the sounds says why its source is left out.
        _write(path, chain.apply(audio, rate, copy.seed), rate)
    info = soundfile.info(str(path))
    return info.frames / info.samplerate, int(info.channels)


def _write(path: Path, audio: Audio, sample_rate: int) -> None:
    """A FLAC of 24 bits, there whole or not at all."""
    import soundfile

    if len(audio) > _MOST_CHANNELS:
        audio = audio.mean(axis=0, keepdims=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(path.name + ".partial")
    try:
        soundfile.write(str(aside), audio.T, sample_rate, format="FLAC", subtype="PCM_24")
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)


def _joined(items: pd.DataFrame, rows: list[dict[str, Any]]) -> pd.DataFrame:
    """The items as they were recorded, and after them their copies."""
    import pandas as pd

    originals = items.copy()
    originals[MARK], originals[SOURCE] = ORIGINAL, pd.NA
    both = pd.DataFrame([*originals.to_dict("records"), *rows], columns=list(originals.columns))
    types = items.dtypes.to_dict() | {MARK: "string", SOURCE: "string"}
    return both.astype(types)


def _sweep(folder: Path, listed: set[str]) -> None:
    """Delete copies that belong to no item any more."""
    for path in folder.rglob("*.flac"):
        if path.relative_to(folder).as_posix() not in listed:
            path.unlink(missing_ok=True)
