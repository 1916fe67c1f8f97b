"""Faults that show only when a sound is decoded to its end."""

from __future__ import annotations

from pathlib import Path

from timbrespace.audio.decode import open_blocks
from timbrespace.audio.faults import DecodeError, printable
from timbrespace.audio.measure import is_silent, peak
from timbrespace.corpus.rejects import Reject, reject_of


def examine(path: str | Path, *, name: str | None = None) -> Reject | None:
    """Decode a whole file and say what is wrong with it; None if nothing is.

    Finds what a header cannot tell: truncated (FLAC, and wherever a decoder fails midway),
    silent, not finite.

    Args:
        path: The file.
        name: What to call it in the answer; its path by default.
    """
    name = printable(path) if name is None else name
    loudest = 0.0
    try:
        for block in open_blocks(path):
            loudest = max(loudest, peak(block))
    except DecodeError as error:
        return reject_of(error, name)
    return Reject(name, "silent") if is_silent(loudest) else None
