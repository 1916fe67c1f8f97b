"""From what a user types (``stream:bells``, a folder, ``model.ts``) to a voice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timbrespace.spaces.voice import Voice


@dataclass(frozen=True)
class Listed:
    """One voice that can be named here.

    Args:
        id: What :func:`open_voice` takes.
        title: What a person reads.
        problem: Why it can't be opened, and what to do; empty where it can.
    """

    id: str
    title: str
    problem: str = ""


def open_voice(place: str | Path, *, trust: bool = False) -> Voice:
    """A voice, by its name or the path of its file or folder.

    Args:
        place: ``"stream:bells"``, any trained space (folder or ``KIND:NAME``).
        trust: Whether a file that is a program may be run, and is remembered as trusted.

    Raises:
        TimbrespaceError: There is none, it is damaged, it can't be played, or it is a program
            that this user has not trusted.
        MissingExtra: It needs an optional part of the installation.

    Example:
        >>> voice = open_voice("stream:bells")
        >>> voice.sample_rate, voice.hop, len(voice.dims)
        (48000, 256, 16)
    """
    from timbrespace.spaces.playing.trained import open_trained

    return open_trained(place)


def list_voices() -> list[Listed]:
    """The voices that can be named here, also those that can't be opened; none is run."""
    from timbrespace.spaces.playing.trained import why_not
    from timbrespace.spaces.trained.installed import listing

    found = []
    for each in listing():
        problem = each.problem or (
            f"It can't be played: {why_not(each.facts.kind)}."
            if each.facts and why_not(each.facts.kind)
            else ""
        )
        title = f"{each.facts.name} ({each.facts.kind})" if each.facts else each.id
        found.append(Listed(each.id, title, problem))
    return found
