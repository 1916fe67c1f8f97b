"""Which files of a folder are to be tried as sound.

The order is that of the names, whatever the file system; links are followed, each folder
once, so that loops end.
"""

from __future__ import annotations

import os
import stat
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path

from timbrespace.audio.faults import printable
from timbrespace.audio.wholeness import looks_like_sound
from timbrespace.corpus.rejects import Reject

#: A file with such a name claims to be sound: if it is not, that is worth a line.
SOUND_SUFFIXES = frozenset(
    ".wav .wave .bwf .rf64 .w64 .flac .ogg .oga .opus .mp3 .mp2 .aif .aiff .aifc .au .snd .caf"
    " .m4a .m4b .aac .wma .ac3 .eac3 .amr .ape .wv .mka .webm .mp4 .m4v .mov .mkv .avi .mpg"
    " .mpeg .ogv .3gp .tta .dts .ra .voc .sd2".split()
)


@dataclass
class Walked:
    """What a walk has found.

    Args:
        files: Paths relative to the root, with POSIX slashes, sorted.
        rejects: Folders and files that could not be reached.
        counts: How many were passed over, by why.
        companions: How many files that are not sound, by extension.
    """

    files: list[str] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    companions: Counter[str] = field(default_factory=Counter)


def walk(root: Path) -> Walked:
    """Every file below ``root`` that is, or says it is, sound."""
    found = Walked()
    seen: set[tuple[int, int]] = set()
    # Real folders first, links after them: a sound is named by its true place.
    folders, links = deque([""]), deque[str]()
    while folders or links:
        folder = folders.popleft() if folders else links.popleft()
        _visit(root, folder, found, seen, folders, links)
    found.files.sort()
    return found


def _visit(
    root: Path,
    folder: str,
    found: Walked,
    seen: set[tuple[int, int]],
    folders: deque[str],
    links: deque[str],
) -> None:
    place = root / folder
    try:
        about = place.stat()
        entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    except OSError:
        found.rejects.append(Reject(printable(folder or "."), "unreadable folder"))
        return
    identity = (about.st_dev, about.st_ino)
    if identity in seen:
        found.counts["linked_folders_met_again"] += 1
        return
    seen.add(identity)
    if any(entry.name == "atlas.json" for entry in entries):
        found.counts["atlases_passed_over"] += 1
        return
    for entry in entries:
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.name.startswith(".") or entry.name == "__MACOSX":
            found.counts["hidden"] += 1
        elif _is_folder(entry):
            (links if entry.is_symlink() else folders).append(path)
        else:
            _sort_file(entry, path, found)


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that points to itself
        return False


def _sort_file(entry: os.DirEntry[str], path: str, found: Walked) -> None:
    try:
        mode = entry.stat().st_mode
    except OSError:
        kind = "broken link" if entry.is_symlink() else "missing"
        found.rejects.append(Reject(printable(path), kind))
        return
    suffix = os.path.splitext(entry.name)[1].lower()
    named_sound = suffix in SOUND_SUFFIXES
    if not stat.S_ISREG(mode):  # opening a pipe would wait for ever
        found.rejects.append(Reject(printable(path), "not a file"))
    elif not named_sound and not looks_like_sound(_head(entry.path)):
        found.counts["not_sound"] += 1
        found.companions[printable(suffix) or "no extension"] += 1
    elif not _is_text(path):
        found.rejects.append(Reject(printable(path), "unwritable name"))
    else:
        found.files.append(path)


def _head(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(16)
    except OSError:
        return b""


def _is_text(path: str) -> bool:
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True
