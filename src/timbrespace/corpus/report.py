"""A corpus in sentences."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from timbrespace.audio.faults import printable

if TYPE_CHECKING:
    from timbrespace.corpus.table import Corpus

#: count -> what is said of it, for one and for several
_SAID: dict[str, tuple[str, str]] = {
    "short": (
        "1 sound is shorter than 0.975 s, one patch of YAMNet; it is padded with silence.",
        "{n} sounds are shorter than 0.975 s, one patch of YAMNet; they are padded with silence.",
    ),
    "multichannel": (
        "1 sound has more than one channel; models of one channel hear the mean.",
        "{n} sounds have more than one channel; models of one channel hear the mean.",
    ),
    "shorter_than_window": (
        "1 sound is shorter than the window; it is taken whole.",
        "{n} sounds are shorter than the window; they are taken whole.",
    ),
    "tails_dropped": (
        "The end of 1 sound does not fill a window and is left out.",
        "The ends of {n} sounds do not fill a window and are left out.",
    ),
    "augmented": (
        "1 augmented copy was made; it is in the group of its source.",
        "{n} augmented copies were made; each is in the group of its source.",
    ),
    "not_copied": (
        "1 copy was not made: its sound is unreadable, or longer than 20 minutes"
        " (cut it with --window-s).",
        "{n} copies were not made: their sounds are unreadable, or longer than 20 minutes"
        " (cut them with --window-s).",
    ),
    "copies": (
        "1 file is a copy of another, byte for byte.",
        "{n} files are copies of others, byte for byte.",
    ),
    "hidden": (
        "1 hidden file or folder was skipped.",
        "{n} hidden files or folders were skipped.",
    ),
    "atlases_passed_over": (
        "1 folder is an atlas and was passed over.",
        "{n} folders are atlases and were passed over.",
    ),
    "linked_folders_met_again": (
        "1 link leads to a folder already seen and was not followed.",
        "{n} links lead to folders already seen and were not followed.",
    ),
}


def sentences(corpus: Corpus) -> list[str]:
    """All there is to say about a corpus, most important first."""
    return [*_found(corpus), *_counted(corpus.counts), *_left_out(corpus), *corpus.notes]


def why_empty(corpus: Corpus) -> tuple[str, str]:
    """Why there is no item, and what to do about it."""
    where = printable(corpus.root)
    reasons = [f"{n} {kind}" for kind, n in _kinds(corpus).most_common()]
    if corpus.companions:
        reasons.append(f"{_companions(corpus)} not sound")
    if corpus.counts.get("hidden"):
        reasons.append(f"{corpus.counts['hidden']} hidden")
    if not reasons:
        return f"'{where}' holds no files.", "Name a folder that holds sounds."
    remedy = (
        str(corpus.rejects["remedy"].mode()[0])
        if len(corpus.rejects)
        else "Name a folder that holds WAV, FLAC, OGG, MP3, AIFF, M4A, WebM or video files."
    )
    return f"No sound in '{where}' can be read: {', '.join(reasons)}.", remedy


def _found(corpus: Corpus) -> list[str]:
    items = corpus.items
    if items.empty:
        return [why_empty(corpus)[0]]
    n_files, n_items = items["path"].nunique(), len(items)
    files = _n(n_files, "sound")
    windows = f" in {_n(n_items, 'window')}" if corpus.counts.get("windows") else ""
    rates = sorted(items["sample_rate"].unique())
    heard = f"{rates[0]} Hz" if len(rates) == 1 else f"{rates[0]} to {rates[-1]} Hz"
    total = length(float(items["duration_s"].sum()))
    labels = [name[6:] for name in items.columns if name.startswith("label.")]
    said = [f"{files}{windows}, {total}, at {heard}, in {_n(items['group'].nunique(), 'group')}."]
    for name in labels:
        column = items[f"label.{name}"]
        gaps = int(column.isna().sum())
        without = f"; {gaps} of {n_items} have none" if gaps else ""
        said.append(f"Label '{name}': {_n(column.nunique(), 'value')}{without}.")
    return said


def _counted(counts: dict[str, int]) -> list[str]:
    return [
        one if counts[name] == 1 else several.format(n=counts[name])
        for name, (one, several) in _SAID.items()
        if counts.get(name)
    ]


def _left_out(corpus: Corpus) -> list[str]:
    said = [f"Left out: {n} {kind}." for kind, n in _kinds(corpus).most_common()]
    if corpus.companions:
        said.append(f"Not sound: {_companions(corpus)}.")
    return said


def _kinds(corpus: Corpus) -> Counter[str]:
    return Counter(str(reason).split(" (", 1)[0] for reason in corpus.rejects["reason"])


def _companions(corpus: Corpus) -> str:
    most = Counter(corpus.companions).most_common(5)
    more = sum(corpus.companions.values()) - sum(n for _, n in most)
    said = ", ".join(f"{n} {suffix}" for suffix, n in most)
    return f"{said}, {more} other" if more else said


def _n(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def length(seconds: float) -> str:
    """A length of time for people.

    Example:
        >>> length(0.42), length(75), length(7384)
        ('0.42 s', '1 min 15 s', '2 h 03 min')
    """
    if seconds < 60:
        return f"{seconds:.3g} s"
    minutes, rest = divmod(round(seconds), 60)
    if minutes < 60:
        return f"{minutes} min {rest:02d} s"
    return f"{minutes // 60} h {minutes % 60:02d} min"
