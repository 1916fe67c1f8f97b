"""What one pass of YAMNet can give, by name, and the named dims of each."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import log

from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.spaces.yamnet.frontend import LOG_OFFSET, mel_centres_hz
from timbrespace.spaces.yamnet.table import (
    EMBEDDING_DIMS,
    LAYERS,
    MEL_BANDS,
    PATCH_FRAMES,
    TAPS,
    class_names,
)


@dataclass(frozen=True)
class Tap:
    """One place in the network, pooled over time and frequency or not.

    Args:
        name: One of ``TAPS``: ``"logmel"``, ``"0"`` to ``"13"``, ``"embedding"``, ``"scores"``.
        flat: Whether every patch keeps all its numbers (rows, columns, channels in that order).
    """

    name: str
    flat: bool = False

    def __str__(self) -> str:
        return f"{self.name}:flat" if self.flat else self.name

    @property
    def shape(self) -> tuple[int, ...]:
        """Shape of one patch: ``(rows, columns, channels)``, ``(96, 64)`` or ``(D,)``."""
        if self.name.isdigit():
            return LAYERS[int(self.name)].shape
        if self.name == "logmel":
            return PATCH_FRAMES, MEL_BANDS
        return (EMBEDDING_DIMS,) if self.name == "embedding" else (len(class_names()),)

    @property
    def dims(self) -> tuple[Dim, ...]:
        """The named dims of its latents."""
        return tuple(self._dims())

    def _dims(self) -> Iterator[Dim]:
        if self.name == "scores":
            yield from (Dim(name, low=0.0, high=1.0) for name in class_names())
        elif self.name == "embedding":
            yield from (Dim(f"embedding.{i:04}", low=0.0) for i in range(EMBEDDING_DIMS))
        elif self.name == "logmel":
            bands = [f"mel.{i:02}@{hz:.0f}Hz" for i, hz in enumerate(mel_centres_hz())]
            rows = [f"t{row:02}." for row in range(PATCH_FRAMES)] if self.flat else [""]
            floor = log(LOG_OFFSET)
            yield from (Dim(row + band, "ln magnitude", floor) for row in rows for band in bands)
        else:
            height, width, channels = self.shape
            places = [f".t{t:02}.f{f:02}" for t in range(height) for f in range(width)]
            yield from (
                Dim(f"conv{self.name}{place}.{channel:0{len(str(channels - 1))}}", low=0.0)
                for place in (places if self.flat else [""])
                for channel in range(channels)
            )


def parse_taps(texts: str | Iterable[str], *, flat: bool = False) -> tuple[Tap, ...]:
    """Taps from what a user writes; ``"all"`` is every tap of the pass.

    Args:
        texts: Names such as ``"8"``, ``"embedding"``, ``"8:flat"``, ``"all"``.
        flat: Whether those without ``:flat`` are meant so too.

    Raises:
        TimbrespaceError: There is no such tap; the nearest name is given.

    Example:
        >>> [str(tap) for tap in parse_taps(["8", "scores", "8:flat"])]
        ['8', 'scores', '8:flat']
        >>> len(parse_taps("all"))
        17
    """
    taps: dict[Tap, None] = {}
    for text in [texts] if isinstance(texts, str) else texts:
        name, _, ending = str(text).partition(":")
        if ending not in ("", "flat"):
            raise _no_tap(str(text))
        for each in TAPS if name == "all" else (name,):
            if each not in TAPS:
                raise _no_tap(str(text))
            taps[Tap(each, flat or ending == "flat")] = None
    return tuple(taps)


def _no_tap(text: str) -> TimbrespaceError:
    name = text.partition(":")[0]
    near = difflib.get_close_matches(name, [*TAPS, "all"], 1, 0.5)
    meant = f"Did you mean 'yamnet:{near[0]}'? " if near else ""
    return TimbrespaceError(
        f"YAMNet has no tap {text!r}.",
        f"{meant}It has logmel, layers 0 to 13, embedding, scores, or all; "
        "':flat' after it leaves it unpooled.",
    )
