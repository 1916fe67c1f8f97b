"""Where an atlas's sounds lie: remembered per user, never read from the atlas.

An atlas may come from a stranger. If it could say where its sounds are, opening it
would let its author choose which files the page serves.
"""

from __future__ import annotations

from pathlib import Path

from timbrespace.atlas.files import read_json, write_json
from timbrespace.places import config_dir


def remember_sounds(atlas: Path, sounds: Path) -> None:
    """Note, for this user, that the atlas's relative paths start at ``sounds``."""
    known = _known()
    known[str(atlas.resolve())] = str(sounds.resolve())
    write_json(config_dir() / "sounds.json", known)


def recall_sounds(atlas: Path) -> Path | None:
    """The folder last given for this atlas by this user, or None."""
    found = _known().get(str(atlas.resolve()))
    return Path(found) if found else None


def _known() -> dict[str, str]:
    path = config_dir() / "sounds.json"
    return dict(read_json(path)) if path.exists() else {}
