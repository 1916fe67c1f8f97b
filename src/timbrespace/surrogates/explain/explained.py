"""A voice, explained: what its dims do, all together."""

from __future__ import annotations

from dataclasses import dataclass, field

from timbrespace.surrogates.explain.heat import Heat
from timbrespace.surrogates.explain.importance import Importance
from timbrespace.surrogates.explain.local import Local
from timbrespace.surrogates.explain.naming import DimName


@dataclass(frozen=True)
class Explained:
    """What the dims of a voice do.

    Args:
        voice: Its id.
        importance: Of each dim for each word that has a slider.
        names: What each dim is called after.
        heats: Each word over the two dims that it hangs on most.
        local: At the places that were asked for.
        notes: What a reader must know.
    """

    voice: str
    importance: Importance
    names: tuple[DimName, ...]
    heats: tuple[Heat, ...]
    local: tuple[Local, ...] = ()
    notes: list[str] = field(default_factory=list)
