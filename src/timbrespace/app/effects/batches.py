"""Files of the user's own through an effect: rendered as they come, then taken as a ZIP."""

from __future__ import annotations

import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from timbrespace.app.answers import CallError, NotFound, TooLarge
from timbrespace.app.effects.rendering import Through, archived, through
from timbrespace.app.export import Exported, safe_name
from timbrespace.app.wav import Clip
from timbrespace.effects.base import Effect, Floats

if TYPE_CHECKING:
    from timbrespace.effects.presets import Preset

#: Of one batch: files, and bytes of what was made of them.
MOST_FILES, MOST_BYTES = 1_000, 2 << 30
#: Batches that stay until newer ones come.
MOST_BATCHES = 2


class Batch:
    """Some files under one setting of an effect; safe to use from several threads.

    Args:
        effect: Opened.
        theta: Settings ``(P,)`` in 0..1.
        preset: The same, as the ZIP has it, and the peak that sounds come in at.
    """

    def __init__(self, effect: Effect, theta: Floats, preset: Preset) -> None:
        self._effect, self._theta, self._preset = effect, theta, preset
        self._lock = threading.Lock()
        self._folder = tempfile.TemporaryDirectory(prefix="timbrespace-")
        self._made: list[Exported] = []
        self._n_bytes = 0

    def add(self, body: bytes, name: str) -> dict[str, Any]:
        """Render the bytes of a sound file; what can't be read is told, and has its row.

        Raises:
            TimbrespaceError: There is no file in it, or the batch is full or given up.
        """
        if not body:
            raise CallError("There is no sound in the request.", "Send the bytes of a file.")
        with self._lock:
            if not Path(self._folder.name).is_dir():
                raise NotFound("This batch was given up.", "Begin another.")
            if len(self._made) >= MOST_FILES or self._n_bytes >= MOST_BYTES:
                raise TooLarge(
                    f"That is more than {MOST_FILES:,} files or {MOST_BYTES >> 30} GB of sound.",
                    "Take what there is, and render the rest as another batch.",
                )
            made = self._render(body, name[:400] or "sound")
            self._made.append(made)
            self._n_bytes += made.clip.path.stat().st_size if made.clip is not None else 0
        return {**made.facts, "problem": made.missing}

    def zipped(self) -> Iterator[bytes]:
        """What was made so far, with ``preset.toml`` and ``items.csv``, piece by piece.

        Raises:
            CallError: Nothing was.
        """
        with self._lock:
            made = list(self._made)
        if not made:
            raise CallError("Nothing was rendered yet.", "Send some sound files first.")
        return archived(made, [each.path for each in made], self._preset)

    def close(self) -> None:
        """Delete what was made."""
        with self._lock:
            self._folder.cleanup()

    def _render(self, body: bytes, name: str) -> Exported:
        # Names of ours: what the client calls its files never reaches the file system.
        folder = Path(self._folder.name)
        taken = folder / "taken"
        taken.write_bytes(body)
        try:
            sound = Through(safe_name(name), Clip(taken), {"name": name})
            path = folder / f"{len(self._made)}.wav"
            made = through(self._effect, self._theta, sound, path, self._preset.input_peak_db)
            # Who sent it knows it by its own name.
            return replace(made, missing=made.missing.replace(str(taken), name))
        finally:
            taken.unlink()


class Batches:
    """The batches of all pages; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._number = 0
        self._batches: OrderedDict[str, Batch] = OrderedDict()

    def begin(
        self, effect: Effect, theta: Floats, input_peak_db: float | None = None
    ) -> dict[str, Any]:
        """Make one, in the place of the oldest where there are too many."""
        from timbrespace.effects.presets import preset_of

        with self._lock:
            self._number += 1
            name = str(self._number)
            preset = preset_of(effect, theta, input_peak_db=input_peak_db)
            self._batches[name] = Batch(effect, theta, preset)
            old = [self._batches.popitem(last=False)[1] for _ in self._too_many()]
        for each in old:
            each.close()
        return {"batch": name, "most_files": MOST_FILES, "most_bytes": MOST_BYTES}

    def find(self, name: str) -> Batch:
        """One of them.

        Raises:
            NotFound: There is none of that name any more.
        """
        with self._lock:
            found = self._batches.get(name)
        if found is None:
            raise NotFound(f"There is no batch {name[:20]!r} any more.", "Begin another.")
        return found

    def forget(self, name: str) -> None:
        """Delete one, and what was made in it.

        Raises:
            NotFound: There is none of that name any more.
        """
        found = self.find(name)
        with self._lock:
            self._batches.pop(name, None)
        found.close()

    def close(self) -> None:
        """Delete all of them."""
        with self._lock:
            old, self._batches = list(self._batches.values()), OrderedDict()
        for each in old:
            each.close()

    def _too_many(self) -> range:
        return range(max(0, len(self._batches) - MOST_BATCHES))
