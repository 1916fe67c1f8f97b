"""Mu-law: samples as 256 codes, finer where it is quiet. Source: ITU-T G.711, its formula."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

N_CODES = 256
#: The code of 0.0, and so of the silence before every sound.
SILENCE = 128
_MU = N_CODES - 1


def encode(samples: NDArray[np.floating]) -> NDArray[np.uint8]:
    """Codes of samples, any shape; what lies beyond -1 or 1 is clipped.

    Example:
        >>> encode(np.array([-1.0, 0.0, 0.01, 2.0])).tolist()
        [0, 128, 157, 255]
    """
    clipped = np.clip(np.asarray(samples, np.float64), -1, 1)
    bent = np.sign(clipped) * np.log1p(_MU * np.abs(clipped)) / np.log1p(_MU)
    codes: NDArray[np.uint8] = np.floor((bent + 1) / 2 * _MU + 0.5).astype(np.uint8)
    return codes


def decode(codes: NDArray[np.integer[Any]]) -> NDArray[np.float32]:
    """Samples of codes, any shape.

    Example:
        >>> decode(np.array([0, 255])).tolist()
        [-1.0, 1.0]
    """
    bent = 2 * np.asarray(codes, np.float64) / _MU - 1
    samples: NDArray[np.float64] = np.sign(bent) * np.expm1(np.abs(bent) * np.log1p(_MU)) / _MU
    return samples.astype(np.float32)
