"""The folder of a surrogate, ``NAME.surrogate``: what is in it, how it is written and read.

config.toml           the voice, its hash and dims, the words, names of dims, how points were drawn
weights.safetensors   networks both ways; layout in :mod:`timbrespace.surrogates.networks`
points.parquet        what was measured; missing where it was left out to save room
results.json          how good the surrogate is
report.html           the same for people
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.atlas.files import read_toml, write_atomically, write_toml
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.surrogates.base import Word
from timbrespace.surrogates.explain.naming import DimName
from timbrespace.surrogates.runtime import LearnedSurrogate

CONFIG, WEIGHTS, POINTS = "config.toml", "weights.safetensors", "points.parquet"
RESULTS, REPORT = "results.json", "report.html"
KIND = "surrogate"
_OWN = (CONFIG, WEIGHTS, POINTS, RESULTS, REPORT)

_REMEDY = "Make it again: timbrespace surrogate VOICE"


def is_surrogate(folder: Path) -> bool:
    """Whether a folder looks like a surrogate."""
    return (folder / CONFIG).is_file() and (folder / WEIGHTS).is_file()


def check_free(folder: Path) -> None:
    """Raise unless a surrogate may be written there: nothing, or what was begun or made before.

    Raises:
        TimbrespaceError: There is something else.
    """
    if not folder.exists() or is_surrogate(folder):
        return
    if folder.is_dir() and all(each.name.startswith(_OWN) for each in folder.iterdir()):
        return
    raise TimbrespaceError(
        f"'{folder}' is there already, and is not a surrogate.",
        "Name another folder with --out, or move that one away.",
    )


def write(
    folder: Path,
    surrogate: LearnedSurrogate,
    about: Mapping[str, Any],
    names: Sequence[DimName] = (),
) -> None:
    """Keep a surrogate; it is whole once ``config.toml`` is there, which is written last.

    Args:
        folder: Where; made if it is not there.
        surrogate: To be kept.
        about: Plain facts about points and learning, for people; no clocks, no paths.
        names: What the dims are called after the words that they move.
    """
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    (folder / CONFIG).unlink(missing_ok=True)
    # safetensors keeps the memory as it lies, so strided arrays are laid out first.
    arrays = {name: np.asarray(a, order="C") for name, a in surrogate.arrays.items()}
    write_atomically(folder / WEIGHTS, lambda aside: save_file(arrays, aside))
    config = {
        "kind": KIND,
        "voice": surrogate.voice,
        "voice_hash": surrogate.voice_hash,
        "dims": [_told(asdict(dim)) for dim in surrogate.dims],
        "words": [_told(asdict(word)) for word in surrogate.words],
        "names": [
            {"dim": name.dim, "title": name.title(), **_told(asdict(name))} for name in names
        ],
        "points": dict(about),
    }
    write_toml(folder / CONFIG, config)


def read(folder: Path) -> LearnedSurrogate:
    """Read a surrogate.

    Raises:
        TimbrespaceError: The folder holds none, or a damaged one.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    if not is_surrogate(folder):
        raise TimbrespaceError(f"'{folder}' holds no surrogate.", _REMEDY)
    try:
        config = read_toml(folder / CONFIG)
        if config["kind"] != KIND:
            raise ValueError(f"it is a {config['kind']!r}")
        dims = tuple(Dim(**dim) for dim in config["dims"])
        called = {str(name["dim"]): str(name["title"]) for name in config.get("names", ())}
        return LearnedSurrogate(
            str(config["voice"]),
            str(config["voice_hash"]),
            dims,
            tuple(Word(**{"r2": float("nan"), **word}) for word in config["words"]),
            load_file(folder / WEIGHTS),
            tuple(called.get(dim.name, "") for dim in dims) if called else (),
        )
    except (OSError, KeyError, TypeError, ValueError, IndexError, SafetensorError) as error:
        raise TimbrespaceError(f"'{folder}' is damaged ({error}).", _REMEDY) from error


def _told(values: Mapping[str, Any]) -> dict[str, Any]:
    """What there is to tell: TOML has no word for nothing, and other readers none for NaN."""
    return {k: v for k, v in values.items() if v is not None and v == v}
