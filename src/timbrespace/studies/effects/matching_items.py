"""What matching is learned from and measured on: sounds by licence, and never by both."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.matching.learning.scenes import Clip, faded, read_clips, strung
from timbrespace.matching.sound import Mono, at_peak

if TYPE_CHECKING:
    import pandas as pd

Corpus = Literal["speech", "music", "drums"]
CORPORA: tuple[Corpus, ...] = ("speech", "music", "drums")
#: Rate of all items, and seconds of each half.
RATE_HZ, SECONDS = 44_100, 3.0
#: No more takes than this are read of one voice, track or kit.
_MOST_TAKES = 24
_FREE = re.compile(r"^(cc0|public domain|mit\b|bsd|cc-by(?!-(sa|nc|nd)))", re.IGNORECASE)
_BOUND = re.compile(r"-(sa|nc|nd)\b|gpl|non-commercial", re.IGNORECASE)
#: Free, and kept for measuring all the same: other voices than the one that was learned from.
_KEPT_BACK = ("librivox_ps", "festvox_ru")


@dataclass(frozen=True)
class Item:
    """An input, and the clean half of a reference of the same source: ``(T,)`` each.

    Args:
        dry: The input.
        other: What the reference is before the effect.
        group: The voice, track or kit that both come from.
        corpus: Which of the three.
    """

    dry: Mono
    other: Mono
    group: str
    corpus: str


def is_free(licence: str) -> bool:
    """Whether what was learned from such a sound may be shipped.

    Example:
        >>> [is_free(x) for x in ("CC0-1.0", "CC-BY-3.0", "CC-BY-SA-3.0", "GPL-2")]
        [True, True, False, False]
    """
    return bool(_FREE.match(licence)) and not _BOUND.search(licence)


def training_files(data: Path) -> list[tuple[Path, str, str]]:
    """Path, group and family of all sounds that shipped matchers are learned from."""
    found = []
    for folder in ("speech", "instruments", "music_genres"):
        for row in _free_rows(data, folder).itertuples():
            group, family = _belongs(folder, row)
            found.append((data / folder / str(row.file), group, family))
    return found


def test_items(data: Path, corpus: Corpus, n: int, seed: int = 0) -> list[Item]:
    """Items of sources that no shipped matcher was learned from, as many of each as of others.

    Args:
        data: The folder that holds ``speech``, ``music_genres`` and ``instruments``.
        corpus: Which.
        n: How many.
        seed: For stretches, patterns and the order of groups.

    Raises:
        TimbrespaceError: There is no such data.
    """
    return items_of(held_back(data, corpus), corpus, n, [seed, CORPORA.index(corpus)])


def items_of(
    groups: Mapping[str, Sequence[Path]], corpus: str, n: int, seed: Sequence[int]
) -> list[Item]:
    """Items of groups of takes, as many of each group as of others.

    Args:
        groups: Files of each, two or more.
        corpus: What the items are called; of ``"drums"``, hits are strung together.
        n: How many items.
        seed: For stretches, patterns and the order of groups.
    """
    rng = np.random.default_rng(list(seed))
    names = [list(groups)[i] for i in rng.permutation(len(groups))]
    found = []
    for i in range(n):
        name = names[i % len(names)]
        files = [groups[name][j] for j in rng.permutation(len(groups[name]))[:_MOST_TAKES]]
        takes = read_clips([(path, name, corpus) for path in files], RATE_HZ)
        dry, other = _halves(takes, corpus, rng)
        found.append(Item(at_peak(dry), at_peak(other), name, corpus))
    return found


def _halves(takes: Sequence[Clip], corpus: str, rng: np.random.Generator) -> tuple[Mono, Mono]:
    n = round(SECONDS * RATE_HZ)
    if corpus == "drums":
        shots = [faded(each.samples, RATE_HZ) for each in takes[:6]]
        step = int(RATE_HZ * 2 ** rng.uniform(-3.0, -1.5))
        return strung(shots, n, step, rng), strung(shots, n, step, rng)
    middle = max(1, len(takes) // 2)
    return _joined(takes[:middle], n), _joined(takes[middle:] or takes, n)


def _joined(takes: Sequence[Clip], n: int) -> Mono:
    """Takes one after another, a breath between them, from the first sound on."""
    breath = np.zeros(round(0.12 * RATE_HZ), np.float32)
    pieces: list[Mono] = []
    while sum(map(len, pieces)) < n:
        for take in takes:
            pieces += [at_peak(faded(take.samples, n)), breath]
    return np.concatenate(pieces)[:n]


def held_back(data: Path, corpus: Corpus) -> dict[str, list[Path]]:
    """Files of each group that no shipped matcher was learned from, where it has two or more.

    Args:
        data: The folder that holds ``speech``, ``music_genres`` and ``instruments``.
        corpus: Which.

    Raises:
        TimbrespaceError: There is no such data, or it leaves nothing to measure on.
    """
    folder = {"speech": "speech", "music": "music_genres", "drums": "instruments"}[corpus]
    table = _table(data, folder)
    learned = set(_free_rows(data, folder)["file"])
    table = table[~table["file"].isin(learned)]
    if corpus == "drums":
        table = table[table["source"] == "hydrogen"]
        names = table["file"].map(lambda name: Path(name).name.split("_")[0])
    else:
        names = table["speaker" if corpus == "speech" else "track"]
    least = 3 if corpus == "drums" else 2
    groups = {
        str(name): [data / folder / file for file in rows["file"]]
        for name, rows in table.groupby(names)
        if len(rows) >= least
    }
    if not groups:
        raise TimbrespaceError(
            f"'{data / folder}' leaves nothing to measure {corpus} on.",
            "Name the folder of data with --data.",
        )
    return groups


def _free_rows(data: Path, folder: str) -> pd.DataFrame:
    table = _table(data, folder)
    free = table["licence"].map(is_free)
    if "source" in table:
        free &= ~table["source"].isin([*_KEPT_BACK, "hydrogen"])
    return table[free]


def _table(data: Path, folder: str) -> pd.DataFrame:
    import pandas as pd

    path = data / folder / "labels.csv"
    if not path.is_file():
        raise TimbrespaceError(
            f"There is no '{path}'.", "Name the folder of data with --data; see docs/studies.md."
        )
    return pd.read_csv(path)


def _belongs(folder: str, row: object) -> tuple[str, str]:
    """Group and family of a training sound."""
    if folder == "speech":
        return str(getattr(row, "speaker", "")), "speech"
    if folder == "music_genres":
        return str(getattr(row, "track", "")), "music"
    source, name = str(getattr(row, "source", "")), Path(str(getattr(row, "file", ""))).name
    if source in ("osdk", "sampled_dm"):
        return (source if source == "osdk" else name.split("_")[0]), "drums"
    if source == "sonic_pi":
        tonal = name.split("_")[0] in ("bass", "guit")
        return f"sonic_pi_{'tones' if tonal else 'hits'}", "notes" if tonal else "drums"
    return f"{source}_{getattr(row, 'family', '')}", "notes"
