"""The frames that real sounds had in a space: ``posterior.safetensors`` in a voice's folder.

They stand for the aggregate posterior. In 16 bits, since they are drawn from, not decoded to the
letter; no part of the model's hash, since nothing computes with them.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from timbrespace.atlas.files import write_atomically
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Latents

FILE = "posterior.safetensors"
#: Enough to draw from and to know the spread of every dim by, and small.
N_FRAMES = 2048
_NAME = "frames"


def write(folder: Path, frames: Latents) -> None:
    """Keep frames ``(M, D)`` in a voice's folder."""
    from safetensors.numpy import save_file

    kept = np.ascontiguousarray(frames, np.float16)
    write_atomically(folder / FILE, lambda aside: save_file({_NAME: kept}, aside))


def read(folder: Path, n_dims: int) -> Latents | None:
    """The frames ``(M, D)`` that a voice's folder brings, or None.

    Raises:
        TimbrespaceError: They are damaged, or have other dims.
    """
    from safetensors import SafetensorError
    from safetensors.numpy import load_file

    path = folder / FILE
    if not path.is_file():
        return None
    try:
        frames = load_file(path)[_NAME].astype(np.float32)
    except (SafetensorError, KeyError, OSError) as error:
        raise TimbrespaceError(
            f"'{path}' can't be read ({error}).", "Delete it, or copy the folder again."
        ) from error
    if frames.ndim != 2 or frames.shape[1] != n_dims or not np.isfinite(frames).all():
        raise TimbrespaceError(
            f"'{path}' does not hold frames of {n_dims} dims.",
            "Delete it, or copy the folder again.",
        )
    return frames


def chosen(frames: Latents, n_frames: int = N_FRAMES, seed: int = 0) -> Latents:
    """At most so many of frames ``(M, D)``, drawn without replacement, in their order.

    Example:
        >>> chosen(np.zeros((5000, 3), np.float32)).shape
        (2048, 3)
    """
    if len(frames) <= n_frames:
        return frames
    drawn = np.random.default_rng(seed).choice(len(frames), n_frames, replace=False)
    return frames[np.sort(drawn)]
