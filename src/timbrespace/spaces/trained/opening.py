"""From a folder or a name to a space that encodes and decodes, without PyTorch."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from timbrespace.errors import MissingExtra, TimbrespaceError
from timbrespace.spaces.trained import folder as folders
from timbrespace.spaces.trained import installed
from timbrespace.spaces.trained.opened import no_sound

if TYPE_CHECKING:
    from timbrespace.spaces.base import DecodingSpace

Opener = Callable[[Path], "DecodingSpace"]

#: Where packages register kinds; the object has ``open(folder)``.
ENTRY_POINTS = "timbrespace.kinds"

#: The runtimes that come with the package: kind -> module with a function ``open_folder``.
OWN = {
    "waveform": "timbrespace.spaces.trained.waveform",
    "spectrogram": "timbrespace.spaces.trained.spectrogram",
    "stream": "timbrespace.spaces.trained.stream",
    "effects": "timbrespace.spaces.trained.effects",
    "wavenet": "timbrespace.spaces.trained.wavenet.space",
}


def open_space(place: str | Path) -> DecodingSpace:
    """The trained space of a folder, or of a name such as ``"stream:bells"``.

    Args:
        place: The path of a folder, or ``KIND:NAME`` of one that is known here
            (:func:`timbrespace.spaces.trained.installed.find`).

    Raises:
        TimbrespaceError: There is none, it is damaged, its kind is not installed, or it is one
            of data (:func:`timbrespace.spaces.data.opening.open_data`).
    """
    folder = installed.folder_of(place)
    facts = folders.read(folder)
    if not facts.of_sounds:
        raise no_sound(facts)
    return _opener(facts.kind)(folder)


def known_kinds() -> list[str]:
    """The kinds whose spaces can be opened here."""
    return sorted({*OWN, *_registered()})


def _opener(kind: str) -> Opener:
    points = _registered()
    if kind in OWN:
        opener: Opener = importlib.import_module(OWN[kind]).open_folder
        return opener
    if kind in points:
        return _loaded(points[kind])
    near = difflib.get_close_matches(kind, known_kinds(), 1, 0.6)
    meant = f" (did you mean {near[0]!r}?)" if near else ""
    raise TimbrespaceError(
        f"This space is of the kind {kind!r}, which is not installed here{meant}.",
        f"Install the package that brings it; kinds here: {', '.join(known_kinds())}.",
    )


def _loaded(point: EntryPoint) -> Opener:
    package = point.dist.name if point.dist else point.value
    try:
        opener = getattr(point.load(), "open", None)
    except ModuleNotFoundError as error:
        if error.name == "torch":
            raise MissingExtra(f"spaces of the kind '{point.name}'", "models") from None
        raise TimbrespaceError(
            f"The kind {point.name!r} can't be loaded ({error}).",
            f"Install or update the package {package}.",
        ) from error
    if not callable(opener):
        raise TimbrespaceError(
            f"The entry point {point.value!r} should have a function 'open', and has none.",
            f"Update or remove the package {package}.",
        )
    found: Opener = opener
    return found


@cache
def _registered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group=ENTRY_POINTS)}
