"""Presets: where a player stood, under a name, in TOML that a person can read and share."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.live.history import Place, Stand
from timbrespace.live.matching import Usual


class Presets:
    """A folder of them, one file each; any voice can load any preset.

    Args:
        folder: Made when the first one is saved.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        #: Of all that there were when it was opened, and what was saved since; in order.
        self.names = self._found()

    def _found(self) -> list[str]:
        return sorted(path.stem for path in self.folder.glob("*.toml"))

    def save(self, name: str, place: Place) -> Path:
        """Write words and latents; one of the same name is replaced."""
        from timbrespace.atlas.files import write_toml

        def by_dim(values: Any) -> dict[str, float]:
            return {dim: float(value) for dim, value in zip(usual.names, values, strict=True)}

        path, usual, stand = self._path(name), place.usual, place.stand
        told = {
            "voice": usual.voice,
            "voice_hash": usual.voice_hash,
            "words": dict(stand.words),
            "latents": by_dim(stand.latents),
            "sounds": dict(place.sounds),
            "usual_mean": by_dim(usual.mean),
            "usual_spread": by_dim(usual.spread),
        }
        write_toml(path, told)
        self.names = self._found()
        return path

    def load(self, name: str) -> Place:
        """Where its player stood, on which voice.

        Raises:
            TimbrespaceError: There is no such preset, or it is damaged.
        """
        from timbrespace.atlas.files import read_toml

        path = self._path(name)
        if not path.is_file():
            known = ", ".join(self.names) or "none yet"
            raise TimbrespaceError(f"There is no preset {name!r}.", f"There are: {known}.")
        told = read_toml(path)
        try:
            dims = tuple(told["latents"])
            mean, spread = (
                np.array([float(told[table][dim]) for dim in dims])
                for table in ("usual_mean", "usual_spread")
            )
            latents = np.array([float(told["latents"][dim]) for dim in dims], np.float32)
            words, sounds = (
                {str(word): float(value) for word, value in told.get(table, {}).items()}
                for table in ("words", "sounds")
            )
            usual = Usual(told["voice"], told["voice_hash"], dims, mean, spread)
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise TimbrespaceError(
                f"'{path}' holds no preset ({error}).", "Delete it, or save it again."
            ) from error
        if not all(np.isfinite(each).all() for each in (latents, mean, spread)):
            raise TimbrespaceError(f"'{path}' holds values that are no numbers.", "Delete it.")
        return Place(usual, Stand(latents, words), sounds)

    def _path(self, name: str) -> Path:
        """Within the folder, whatever the name."""
        if not re.fullmatch(r"[\w][\w \-]{0,79}", name):
            raise TimbrespaceError(
                f"A preset can't be called {name!r}.", "Use letters, digits, spaces and hyphens."
            )
        return self.folder / f"{name}.toml"
