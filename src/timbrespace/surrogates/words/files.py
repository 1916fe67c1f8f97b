"""A word as one JSON file: kept, shared, and read from strangers without harm."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast, get_args

import numpy as np
from numpy.typing import NDArray

from timbrespace.atlas.files import read_json, write_json
from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.words import loop
from timbrespace.surrogates.words.features import Block, Scaler
from timbrespace.surrogates.words.marks import Mark, Source, rating_of
from timbrespace.surrogates.words.model import Kind, WordModel
from timbrespace.surrogates.words.naming import as_name
from timbrespace.surrogates.words.reliability import Reliability
from timbrespace.surrogates.words.word import OwnWord

FORMAT = "timbrespace word 1"
#: A word of a thousand marks and an embedding takes 400 kB.
MOST_BYTES = 20_000_000


def write_word(path: Path, word: OwnWord, *, marks: bool = True) -> Path:
    """Write a word.

    Args:
        path: The file; replaced as a whole.
        word: The word.
        marks: Whether its marks go along. Without, it plays the same, but cannot be fitted anew.
    """
    write_json(path, as_plain(word, marks=marks))
    return path


def read_word(path: Path) -> OwnWord:
    """Read a word that :func:`write_word` wrote, wherever it comes from.

    Raises:
        TimbrespaceError: There is no such file, or it is not a word.
    """
    if not path.is_file():
        raise TimbrespaceError(f"There is no file '{path}'.", "timbrespace word list shows yours.")
    if path.stat().st_size > MOST_BYTES:
        raise TimbrespaceError(f"'{path}' is too large to be a word.", "Ask for it again.")
    try:
        return from_plain(read_json(path))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise TimbrespaceError(
            f"'{path}' is not a word ({_words(error)}).",
            "Name a file that timbrespace word export has made.",
        ) from error


def as_plain(word: OwnWord, *, marks: bool = True) -> dict[str, Any]:
    """A word as plain data, as its file holds it."""
    return {
        "format": FORMAT,
        "name": word.name,
        "title": word.title,
        "low": word.low,
        "high": word.high,
        "unit": word.unit,
        "reliability": vars(word.reliability) if word.reliability else None,
        "slider_r2": word.slider_r2,
        "loops": [vars(each) for each in word.loops],
        "model": _plain_model(word.model),
        # The same model is written once.
        "slider": None if word.slider is word.model else _plain_model(word.slider),
        "marks": [_plain_mark(mark) for mark in word.marks] if marks else [],
    }


def from_plain(values: Mapping[str, Any]) -> OwnWord:
    """The word in plain data.

    Raises:
        KeyError, TypeError, ValueError: It is none.
    """
    if values["format"] != FORMAT:
        raise ValueError(f"its format is {values['format']!r}, not {FORMAT!r}")
    model, slider = _model(values["model"]), _model(values["slider"])
    low, high = _number(values["low"]), _number(values["high"])
    if low == high:
        raise ValueError("its scale has no extent")
    found, r2 = values["reliability"], values["slider_r2"]
    return OwnWord(
        name=as_name(values["name"]),
        title=str(values["title"]),
        low=low,
        high=high,
        unit=str(values["unit"]),
        marks=tuple(_mark(mark) for mark in values["marks"]),
        model=model,
        slider=slider or model,
        slider_r2=None if r2 is None else _number(r2),
        reliability=None if found is None else Reliability(**found),
        # Files of before do not have it.
        loops=tuple(loop.from_plain(each) for each in values.get("loops", ())),
    )


def _plain_mark(mark: Mark) -> dict[str, Any]:
    # JSON knows no NaN: what is undefined is null.
    known = {k: float(v) if np.isfinite(v) else None for k, v in mark.descriptors.items()}
    return {**vars(mark), "descriptors": known, "latent": [float(x) for x in mark.latent]}


def _mark(values: Mapping[str, Any]) -> Mark:
    source = values["source"]
    if source not in get_args(Source):
        raise ValueError(f"{source!r} is no source of a mark")
    return Mark(
        id=str(values["id"]),
        rating=rating_of(float(values["rating"])),
        source=cast("Source", source),
        group=str(values["group"]),
        descriptors={
            str(k): np.nan if v is None else _number(v) for k, v in values["descriptors"].items()
        },
        of=str(values["of"]),
        latent=tuple(_number(x) for x in values["latent"]),
    )


def _plain_model(model: WordModel | None) -> dict[str, Any] | None:
    if model is None:
        return None
    scaler = model.scaler
    return {
        "kind": model.kind,
        "bias": model.bias,
        "softness": model.softness,
        "blocks": [{**vars(block), "dims": list(block.dims)} for block in model.blocks],
        "in_octaves": scaler.in_octaves.tolist(),
        "middle": scaler.middle.tolist(),
        # JSON knows no infinity: what never changes has no spread.
        "spread": [float(s) if np.isfinite(s) else None for s in scaler.spread],
        "weight": scaler.weight.tolist(),
        "weights": model.weights.tolist(),
    }


def _model(values: Mapping[str, Any] | None) -> WordModel | None:
    if values is None:
        return None
    if values["kind"] not in get_args(Kind):
        raise ValueError(f"{values['kind']!r} is no kind of model")
    blocks = tuple(
        Block(str(b["space"]), tuple(str(d) for d in b["dims"]), str(b["model_hash"]))
        for b in values["blocks"]
    )
    n = sum(len(block.dims) for block in blocks)
    spread = [np.inf if s is None else s for s in values["spread"]]
    scaler = Scaler(
        _row(values["in_octaves"], n).astype(np.bool_),
        _row(values["middle"], n),
        _spread(spread, n),
        _row(values["weight"], n),
    )
    softness = _number(values["softness"])
    if softness <= 0:
        raise ValueError("its model has no softness")
    weights, bias = _row(values["weights"], n), _number(values["bias"])
    return WordModel(cast("Kind", values["kind"]), blocks, scaler, weights, bias, softness)


def _row(values: Any, n: int) -> NDArray[np.float64]:
    row = np.asarray(values, np.float64)
    if row.shape != (n,) or n == 0:
        raise ValueError(f"its model has rows of {row.size} numbers for {n} features")
    if not np.isfinite(row).all():
        raise ValueError("its model holds what is no number")
    return row


def _spread(values: Any, n: int) -> NDArray[np.float64]:
    held = np.asarray(values, np.float64)
    if not (held > 0).all():
        raise ValueError("its model holds a spread that is none")
    # What is infinite never changes; all else has to be a row of numbers.
    return np.where(np.isinf(held), np.inf, _row(np.where(np.isinf(held), 1.0, held), n))


def _number(value: Any) -> float:
    number = float(value)
    if not np.isfinite(number):
        raise ValueError(f"{value!r} is no number")
    return number


def _words(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)
