"""The sounds of an atlas as pages hear, see and take them away."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.app.answers import Answer, CallError, NotFound
from timbrespace.app.effects.rendering import Through
from timbrespace.app.export import Exported, zipped
from timbrespace.app.media import PlayedSound, SoundCache
from timbrespace.app.pictures import PictureBook
from timbrespace.app.wav import Clip
from timbrespace.errors import TimbrespaceError

if TYPE_CHECKING:
    from timbrespace.app.view import View


class Sounds:
    """Finds an item's sound, and keeps what was played and drawn; safe from several threads.

    Args:
        cache: Where played sounds are kept; default: in the user's cache folder.
    """

    def __init__(self, cache: SoundCache | None = None) -> None:
        self._lock = threading.Lock()
        self._cache = cache
        self._pictures = PictureBook()

    def close(self) -> None:
        """Let go of all files."""
        if self._cache is not None:
            self._cache.close()

    def played(
        self, view: View, item_id: str, preview_s: float | None = None
    ) -> AbstractContextManager[PlayedSound]:
        """An item's sound as a WAV that browsers play, open as long as the context lasts.

        Raises:
            TimbrespaceError: There is no such item, its file is gone, or that is no length.
        """
        clip = _clip(view, item_id)
        if preview_s is not None:
            if not 0 < preview_s < float("inf"):
                raise CallError("A preview has a length above 0.", "Name it in seconds.")
            longest_s = clip.duration_s if clip.duration_s is not None else preview_s
            clip = Clip(clip.path, clip.offset_s, round(min(longest_s, preview_s), 3))
        return self._kept().sound(clip)

    def picture(self, view: View, item_id: str) -> Answer:
        """Waveform and spectrogram of an item."""
        return self._pictures.picture(_clip(view, item_id))

    def export(self, view: View, item_ids: Sequence[str]) -> Iterator[bytes]:
        """A ZIP of these items' sounds and a table of them, piece by piece.

        Raises:
            TimbrespaceError: None of them can be had, and why.
        """
        chosen = _chosen(view, item_ids)
        if all(item.clip is None for item in chosen):
            raise NotFound(f"None of them can be had: {chosen[0].missing}")
        return zipped(chosen)

    def through(self, view: View, item_ids: Sequence[str] | None) -> list[Through]:
        """These items, or all, to be let through an effect.

        Raises:
            TimbrespaceError: There is no such item, or none at all.
        """
        chosen = _chosen(view, view.items.ids if item_ids is None else item_ids)
        return [Through(each.path, each.clip, each.facts, each.missing) for each in chosen]

    def _kept(self) -> SoundCache:
        with self._lock:
            if self._cache is None:
                from timbrespace.places import cache_dir

                self._cache = SoundCache(cache_dir() / "played")
            return self._cache


def found(view: View) -> bool:
    """Whether what its items are made of is there: settings are rendered, and need no folder."""
    from timbrespace.settings.folder import KIND

    folder = view.atlas.sounds
    if folder is not None and folder.is_dir():
        return True
    kinds = set(view.atlas.items.get("kind", ()))
    return kinds == {KIND}


def how_to_find(view: View) -> str:
    """The command that says where the sounds of an atlas lie; ``""`` where nothing is amiss."""
    if found(view) or not len(view.items):
        return ""
    path = Path(view.atlas.path).resolve()
    return f"timbrespace serve {shlex.quote(str(path))} --sounds FOLDER"


def _clip(view: View, item_id: str) -> Clip:
    offset_s, duration_s = view.items.window(item_id)
    try:
        return Clip(view.atlas.sound_path(item_id), offset_s, duration_s)
    except CallError:
        raise
    except TimbrespaceError as error:
        raise NotFound(error.message, error.remedy) from error


def _chosen(view: View, item_ids: Sequence[str]) -> list[Exported]:
    chosen = [_exported(view, item_id) for item_id in dict.fromkeys(item_ids)]
    if not chosen:
        raise CallError("No item is named.", "Select some points first.")
    return chosen


def _exported(view: View, item_id: str) -> Exported:
    detail = view.items.detail(item_id)
    labels = {f"label.{name}": value for name, value in detail["labels"].items()}
    measured = detail["descriptors"]
    keep = ("id", "path", "group", "offset_s", "duration_s", "sample_rate", "channels")
    facts = {name: detail[name] for name in keep} | labels | measured
    try:
        return Exported(detail["path"], _clip(view, item_id), facts)
    except TimbrespaceError as error:
        return Exported(detail["path"], None, facts, missing=str(error))
