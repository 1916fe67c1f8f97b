"""The cache of played sounds: on disk, bounded, and never in the way of hearing something."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from timbrespace.app.rendering import Rendering
from timbrespace.app.wav import HEADER_BYTES, Clip, pcm_blocks, plan
from timbrespace.errors import TimbrespaceError

#: Bytes of played sounds kept on disk.
LIMIT_BYTES = 2 << 30
#: Open files, so that what is hovered again and again is not opened again and again.
OPEN_FILES = 32
#: From this length on a sound is sent while it is decoded.
LONG_S = 20.0
#: Half-written files older than this belong to nobody.
STALE_S = 24 * 3600
#: Part of every name, so that a change of the format forgets what is cached.
FORMAT = "wav16-1"


@dataclass
class _Open:
    rendering: Rendering
    path: Path
    readers: int = 0


class PlayedSound:
    """A WAV ready to be sent, whole or in ranges.

    Args:
        rendering: Its bytes.
        etag: Changes when the sound does.
    """

    def __init__(self, rendering: Rendering, etag: str) -> None:
        self._rendering = rendering
        self.etag = etag
        self.size = rendering.size

    def read(self, start: int = 0, stop: int | None = None) -> bytes:
        """The bytes ``[start, stop)``, decoded now if they have not been yet."""
        return self._rendering.read(start, self.size if stop is None else stop)


class SoundCache:
    """Turns clips into WAVs that browsers play, and keeps the ones last heard.

    Args:
        folder: Where they are kept; made if it is not there.
        limit_bytes: How much to keep; the ones heard longest ago go first.
        long_s: From this length on a sound is sent while it is decoded.
    """

    def __init__(
        self, folder: Path, *, limit_bytes: int = LIMIT_BYTES, long_s: float = LONG_S
    ) -> None:
        self.folder = folder
        self.limit_bytes = limit_bytes
        self._long_s = long_s
        self._open: OrderedDict[str, _Open] = OrderedDict()
        self._lock = threading.Lock()
        self._stock_lock = threading.Lock()
        self._count = 0
        folder.mkdir(parents=True, exist_ok=True)
        self._bytes = self._take_stock()

    @contextmanager
    def sound(self, clip: Clip) -> Iterator[PlayedSound]:
        """The WAV of a clip, kept open as long as the ``with`` block lasts.

        Raises:
            TimbrespaceError: The file cannot be read, or the disk is full.
        """
        key = clip_key(clip)
        entry = self._enter(key, clip)
        keep = True
        try:
            yield PlayedSound(entry.rendering, f'"{key[:32]}"')
        except TimbrespaceError:
            keep = False
            raise
        finally:
            self._leave(key, entry, keep=keep)

    def close(self) -> None:
        """Let go of all files; what is half written is deleted."""
        with self._lock:
            for entry in self._open.values():
                _discard(entry)
            self._open.clear()

    def __enter__(self) -> SoundCache:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _enter(self, key: str, clip: Clip) -> _Open:
        with self._lock:
            entry = self._open.get(key)
            if entry is None:
                entry = self._open[key] = self._begin(key, clip)
            self._open.move_to_end(key)
            entry.readers += 1
            return entry

    def _leave(self, key: str, entry: _Open, *, keep: bool) -> None:
        with self._lock:
            entry.readers -= 1
            if not keep and entry.readers == 0 and self._open.get(key) is entry:
                _discard(self._open.pop(key))
            idle = [k for k, e in self._open.items() if e.readers == 0]
            for old in idle[: max(0, len(self._open) - OPEN_FILES)]:
                _discard(self._open.pop(old))

    def _begin(self, key: str, clip: Clip) -> _Open:
        path = self.folder / f"{key}.wav"
        if _is_whole(path):
            os.utime(path)
            return _Open(Rendering(path.open("rb"), None), path)
        info, played = plan(clip)
        self._count += 1
        part = self.folder / f"{key}.{os.getpid()}-{self._count}.part"
        is_long = (played.n_samples or 0) > self._long_s * played.sample_rate
        rendering = Rendering(
            part.open("w+b"),
            pcm_blocks(clip, info, played),
            played,
            announce=is_long,
            on_complete=lambda: self._keep(part, path),
        )
        return _Open(rendering, part)

    def _keep(self, part: Path, path: Path) -> None:
        try:
            part.replace(path)
        except OSError:
            return  # Where open files cannot be renamed it serves as it is, and goes at the end.
        with self._stock_lock:
            self._bytes += path.stat().st_size
            if self._bytes > self.limit_bytes:
                self._bytes = self._prune(spare=path)

    def _prune(self, spare: Path) -> int:
        """Delete what was heard longest ago, down to nine tenths of the limit."""
        kept = sorted(_files(self.folder, ".wav"), key=lambda found: found[1].st_mtime)
        total = sum(stat.st_size for _, stat in kept)
        for path, stat in kept:
            if total <= 0.9 * self.limit_bytes:
                break
            if path != spare and _delete(path):
                total -= stat.st_size
        return total

    def _take_stock(self) -> int:
        for path, stat in _files(self.folder, ".part"):
            if time.time() - stat.st_mtime > STALE_S:
                _delete(path)
        return sum(stat.st_size for _, stat in _files(self.folder, ".wav"))


def clip_key(clip: Clip) -> str:
    """A name for exactly these samples: changes when the file does.

    It rests on the file that was found, not on what the atlas says of it, so that one
    atlas cannot make the sound of another be played.
    """
    stat = clip.path.stat()
    facts = (
        FORMAT,
        str(clip.path),
        stat.st_size,
        stat.st_mtime_ns,
        float(clip.offset_s),
        clip.duration_s,
    )
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogateescape")).hexdigest()


def _discard(entry: _Open) -> None:
    entry.rendering.close()
    if not entry.rendering.complete:
        _delete(entry.path)


def _delete(path: Path) -> bool:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def _files(folder: Path, ending: str) -> Iterator[tuple[Path, os.stat_result]]:
    for entry in os.scandir(folder):
        if entry.name.endswith(ending):
            try:
                yield Path(entry.path), entry.stat()
            except FileNotFoundError:
                continue  # Another process was quicker.


def _is_whole(path: Path) -> bool:
    """Whether a file's size is what its header says; after a power cut it may not be."""
    try:
        with path.open("rb") as file:
            head = file.read(HEADER_BYTES)
            return len(head) == HEADER_BYTES and (
                int.from_bytes(head[4:8], "little") + 8 == file.seek(0, 2)
            )
    except OSError:
        return False
