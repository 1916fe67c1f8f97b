"""A selection as a folder of files with a table, sent as a ZIP while it is being written."""

from __future__ import annotations

import csv
import io
import re
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO, cast

from timbrespace.app.wav import Clip
from timbrespace.audio.decode import open_blocks, probe
from timbrespace.audio.write import Coding, write_wav

#: Bytes copied at a time.
PIECE_BYTES = 1 << 20
TABLE = "items.csv"
#: The same selection gives the same bytes: no clock in the archive.
_WHEN = (1980, 1, 1, 0, 0, 0)
_UNWELCOME = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Exported:
    """One item on its way out.

    Args:
        path: Its path in the atlas.
        clip: Where its sound is, None where it cannot be had.
        facts: Its row of the table.
        missing: Why it cannot be had, else ``""``.
    """

    path: str
    clip: Clip | None
    facts: dict[str, object] = field(default_factory=dict)
    missing: str = ""


def zipped(items: Sequence[Exported]) -> Iterator[bytes]:
    """The sounds and ``items.csv`` as the bytes of a ZIP, piece by piece.

    Whole files go in as they are, byte for byte; windows are cut out as WAV at their own
    rate. What is missing has a row in the table that says why.
    """
    names = unique_names([_file_name(item) for item in items])
    pipe = Pipe()
    with zipfile.ZipFile(cast(BinaryIO, pipe), "w", zipfile.ZIP_STORED) as archive:
        for item, name in zip(items, names, strict=True):
            if item.clip is None:
                continue
            with archive.open(zip_entry(name), "w", force_zip64=True) as entry:
                for piece in _pieces(item.clip):
                    entry.write(piece)
                    yield pipe.take()
        with archive.open(zip_entry(TABLE), "w") as entry:
            entry.write(table_of(items, names).encode())
    yield pipe.take()


def unique_names(wanted: Sequence[str]) -> list[str]:
    """File names that are different even where capitals do not count, and safe everywhere.

    Example:
        >>> unique_names(["kick.wav", "Kick.wav", "a/b?.wav", "items.csv"])
        ['kick.wav', 'Kick-2.wav', 'a_b_.wav', 'items-2.csv']
    """
    taken, names = {TABLE}, []
    for name in map(safe_name, wanted):
        path = PurePosixPath(name)
        number = 1
        while name.lower() in taken:
            number += 1
            name = f"{path.stem}-{number}{path.suffix}"
        taken.add(name.lower())
        names.append(name)
    return names


def safe_name(name: str) -> str:
    """A file name that no system takes for a folder, a device or something hidden.

    Example:
        >>> safe_name("../x\\\\y.wav"), safe_name("CON.wav"), safe_name("...")
        ('_x_y.wav', '_CON.wav', 'sound')
    """
    plain = _UNWELCOME.sub("_", name).strip(" .")[-200:] or "sound"
    return f"_{plain}" if _RESERVED.match(plain) else plain


def _file_name(item: Exported) -> str:
    path = PurePosixPath(item.path)
    if item.clip is not None and item.clip.duration_s is not None:
        return f"{path.stem} at {item.clip.offset_s:.3f} s.wav"
    return path.name


def zip_entry(name: str) -> zipfile.ZipInfo:
    """A file of an archive, always of the same day."""
    entry = zipfile.ZipInfo(name, _WHEN)
    entry.external_attr = 0o644 << 16
    return entry


def table_of(items: Sequence[Exported], names: Sequence[str]) -> str:
    """The table as CSV: the file of each item, what is known of it, and why one is missing."""
    text = io.StringIO()
    facts = list(items[0].facts) if items else []
    writer = csv.DictWriter(text, ["file", *facts, "missing"], lineterminator="\r\n")
    writer.writeheader()
    for item, name in zip(items, names, strict=True):
        file = name if item.clip is not None else ""
        writer.writerow({"file": file, **item.facts, "missing": item.missing})
    return text.getvalue()


def _pieces(clip: Clip) -> Iterator[bytes]:
    if clip.duration_s is None:
        with clip.path.open("rb") as file:
            while piece := file.read(PIECE_BYTES):
                yield piece
        return
    with tempfile.TemporaryFile() as cut:
        _cut_out(clip, cast(BinaryIO, cut))
        cut.seek(0)
        while piece := cut.read(PIECE_BYTES):
            yield piece


def _cut_out(clip: Clip, file: BinaryIO) -> None:
    """Write a window as WAV at its own rate, without loss."""
    info = probe(clip.path)
    blocks = open_blocks(clip.path, offset_s=clip.offset_s, duration_s=clip.duration_s)
    coding: Coding = "16 bit" if info.codec == "PCM_16" else "float"
    write_wav(file, blocks, info.sample_rate, coding=coding)


class Pipe:
    """A file that can only be written to, and whose bytes are taken out at the other end."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take what a file would."""
        self._waiting.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        """All that has been written since the last time."""
        taken, self._waiting = b"".join(self._waiting), []
        return taken
