"""ABX trials from folders: named pairs, or sounds with labels from which pairs are drawn."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.listening.abx.design import AbxTrial
from timbrespace.listening.abx.pairs import random_pairs
from timbrespace.listening.design import Audio
from timbrespace.listening.folders import like, sounds_of

NAMES = ("a", "b", "like-a", "like-b")


def holds_pairs(folder: Path) -> bool:
    """Whether a folder holds trials of this kind: folders with ``a.wav`` and ``b.wav``."""
    return bool(_folders(folder))


def read_pairs(folder: Path) -> list[AbxTrial]:
    """The trials of a folder, in the order of their names.

    Each folder in it that holds ``a.wav`` and ``b.wav`` is a trial; ``like-a.wav`` and
    ``like-b.wav`` beside them are others of their kinds. A trial's condition is the name of the
    folder it lies in, where that is not the folder that was named.

    Raises:
        TimbrespaceError: There are no trials, or a sound cannot be read.
    """
    places = _folders(folder)
    if not places:
        raise TimbrespaceError(
            f"'{folder}' holds no pairs.",
            "Make a folder for each, with a.wav and b.wav, and maybe like-a.wav and like-b.wav.",
        )
    return [_trial(place, folder) for place in places]


def labelled_pairs(folder: Path, label: str | None, n: int, seed: int = 0) -> list[AbxTrial]:
    """Trials of random pairs among a folder's sounds, of different labels.

    Args:
        folder: Sounds with labels, as :func:`timbrespace.corpus.scan` reads them (``labels.csv``
            with ``file``, labels and ``group``, or folders named by label).
        label: Which label; None: the only one.
        n: How many pairs.
        seed: Of the draw.

    Raises:
        TimbrespaceError: There is no such label, several to choose from, or too few items.
    """
    from timbrespace.corpus import scan

    corpus = scan(folder)
    items = corpus.items
    known = [str(name)[len("label.") :] for name in items.columns if name.startswith("label.")]
    if label is None and len(known) == 1:
        label = known[0]
    if label not in known:
        raise TimbrespaceError(
            f"'{folder}' has the labels: {', '.join(known) or 'none'}.", "Name one with --label."
        )
    labels, groups = items[f"label.{label}"].tolist(), items["group"].tolist()
    paths = [corpus.base_of(item) / str(item.path) for item in items.itertuples()]
    pairs = random_pairs(labels, groups, n, seed)
    return [
        _read(f"pair-{k + 1:02}", [paths[i] for i in pair], label)
        for k, pair in enumerate(pairs)
    ]  # fmt: skip


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    places = sorted(path for path in folder.rglob("*") if path.is_dir())
    return [p for p in places if {"a", "b"} <= {sound.stem for sound in sounds_of(p)}]


def _trial(place: Path, root: Path) -> AbxTrial:
    found = {path.stem: path for path in sounds_of(place)}
    condition = place.parent.name if place.parent != root else "all"
    name = place.relative_to(root).as_posix()
    return _read(name, [found[n] for n in NAMES if n in found], condition)


def _read(name: str, paths: list[Path], condition: str) -> AbxTrial:
    from timbrespace.audio.decode import read

    (first, rate_hz), *rest = [read(path) for path in paths]
    sounds: list[Audio] = [first, *(like(first, *each, rate_hz=rate_hz) for each in rest)]
    a, b, *others = [np.asarray(sound, np.float32) for sound in sounds]
    like_a, like_b = [*others, None, None][:2]
    return AbxTrial(name, a, b, rate_hz, like_a, like_b, condition)
