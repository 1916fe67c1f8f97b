"""A transfer, measured: all rows of one pair of voices."""

from __future__ import annotations

from dataclasses import dataclass, field

from timbrespace.surrogates.transfer.bench import Row


@dataclass(frozen=True)
class Transferred:
    """How well words of one voice are found on another.

    Args:
        old: Id of the voice that they were learned on.
        new: Id of the voice that is played.
        words: Which.
        rows: Methods by number of anchors.
        notes: What a reader must know.
    """

    old: str
    new: str
    words: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: list[str] = field(default_factory=list)
