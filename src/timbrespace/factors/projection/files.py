"""A projection on disk: ``config.toml`` for people, ``weights.safetensors`` for the numbers."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from timbrespace.atlas.files import read_toml, write_atomically, write_toml
from timbrespace.errors import TimbrespaceError
from timbrespace.factors.projection.projection import Projection

KIND = "projection"
_ARRAYS = ("mean", "scale", "axes", "spread", "explained")


def write(projection: Projection, folder: Path) -> None:
    """Keep a projection; complete once ``config.toml`` is there, which is written last."""
    from safetensors.numpy import save_file

    folder.mkdir(parents=True, exist_ok=True)
    arrays = {name: np.ascontiguousarray(getattr(projection, name)) for name in _ARRAYS}
    write_atomically(folder / "weights.safetensors", lambda aside: save_file(arrays, aside))
    about = {
        "kind": KIND,
        "n_inputs": projection.n_inputs,
        "n_leading": projection.n_leading,
        "n_dims": projection.n_dims,
        "n_rows": projection.n_rows,
        "full": projection.full,
        "rest_spread": projection.rest_spread,
        "explained": float(projection.explained.sum()),
    }
    write_toml(folder / "config.toml", about)


def read(folder: Path) -> Projection:
    """Read a projection.

    Raises:
        TimbrespaceError: The folder holds none, or a damaged one.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    try:
        about = read_toml(folder / "config.toml")
        arrays = load_file(folder / "weights.safetensors")
        if about["kind"] != KIND or arrays["axes"].shape != (
            about["n_leading"], about["n_inputs"]
        ):  # fmt: skip
            raise KeyError(KIND)
        return Projection(
            **{name: arrays[name] for name in _ARRAYS},
            rest_spread=float(about["rest_spread"]),
            n_rows=int(about["n_rows"]),
        )
    except (OSError, KeyError, SafetensorError) as error:
        raise TimbrespaceError(
            f"'{folder}' holds no readable projection ({error}).",
            "Fit it again: timbrespace project ATLAS --space SPACE",
        ) from error
