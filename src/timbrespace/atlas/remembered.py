"""What a user has said about places on this machine; never read from an atlas.

An atlas may come from a stranger. If it could say where its sounds are, opening it
would let its author choose which files the page serves.
"""

from __future__ import annotations

from pathlib import Path

from timbrespace.atlas.files import read_json, write_json
from timbrespace.places import config_dir


def remember_sounds(atlas: Path, sounds: Path) -> None:
    """Note that the atlas's relative paths start at ``sounds``."""
    _remember("sounds", str(atlas.resolve()), sounds)


def recall_sounds(atlas: Path) -> Path | None:
    """The folder last given for this atlas, or None."""
    return _recall("sounds", str(atlas.resolve()))


def remember_weights(model: str, file: Path) -> None:
    """Note where the weights of a model (``"yamnet-h5"``) were found."""
    _remember("weights", model, file)


def recall_weights(model: str) -> Path | None:
    """The file last given for this model, if it is still there."""
    found = _recall("weights", model)
    return found if found is not None and found.is_file() else None


def trust_program(space: str, place: Path) -> None:
    """Note that the user has run this space's own program (``"hear:MODULE"``) from ``place``."""
    _remember("programs", space, place)


def is_trusted_program(space: str) -> bool:
    """Whether the user has run this space's program on this machine before."""
    return _recall("programs", space) is not None


def trusted_places() -> set[Path]:
    """Where the programs lie that the user has run."""
    return {Path(place) for place in _known("programs").values()}


def remember_voice(voice_id: str, place: Path) -> None:
    """Note where the file or folder of a voice (``"nn:strings"``) lies."""
    _remember("voices", voice_id, place)


def recall_voice(voice_id: str) -> Path | None:
    """The file or folder last given for this voice, whether or not it is still there."""
    return _recall("voices", voice_id)


def remembered_voices() -> list[str]:
    """The ids of all voices that this user has opened by their place, in order."""
    return sorted(_known("voices"))


def remember_rate(program: str, rate_hz: int) -> None:
    """Note at which rate a program sounds that does not say so itself."""
    _note("rates", program, str(rate_hz))


def recall_rate(program: str) -> int | None:
    """The rate in Hz that the user has given for this program."""
    found = _known("rates").get(program)
    return int(found) if found else None


def remember_space(space_id: str, folder: Path) -> None:
    """Note where the folder of a trained space (``"stream:bells"``) lies."""
    _remember("spaces", space_id, folder)


def recall_space(space_id: str) -> Path | None:
    """The folder last given for this trained space, if it is still there."""
    found = _recall("spaces", space_id)
    return found if found is not None and found.is_dir() else None


def remembered_spaces() -> list[str]:
    """The ids of all trained spaces that this user has made or named, in order."""
    return sorted(_known("spaces"))


def _remember(kind: str, key: str, path: Path) -> None:
    _note(kind, key, str(path.resolve()))


def _note(kind: str, key: str, text: str) -> None:
    known = _known(kind) | {key: text}
    if known != _known(kind):
        write_json(config_dir() / f"{kind}.json", known)


def _recall(kind: str, key: str) -> Path | None:
    found = _known(kind).get(key)
    return Path(found) if found else None


def _known(kind: str) -> dict[str, str]:
    path = config_dir() / f"{kind}.json"
    return dict(read_json(path)) if path.exists() else {}
