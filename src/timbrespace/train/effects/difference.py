"""How much of an effect can be heard: measured and told, never used to pick settings."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from timbrespace.train.effects.sounding import SILENT, Clips

#: Levels further than this below the loudest band are not compared, in dB.
RANGE_DB = 60.0
#: A mean difference of the bands below this counts as inaudible, in dB: about what is just
#: noticed of a change of level (Zwicker & Fastl, *Psychoacoustics*, 1990).
AUDIBLE_DB = 1.0


def differences_db(dry: NDArray[np.float32], wet: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mean absolute difference of bands ``(N, bands, frames)`` of power, in dB: ``(N,)``.

    Each sound is held against its own loudest band, so level alone makes no difference. Only
    where one of the two is heard at all are they compared: silence that follows a short sound
    says nothing.

    Example:
        >>> band = np.ones((1, 1, 4), np.float32)
        >>> differences_db(band, 0.01 * band).round(3).tolist()
        [0.0]
        >>> half = np.concatenate([band, 0.1 * band], axis=1)
        >>> differences_db(np.concatenate([band, band], axis=1), half).round(3).tolist()
        [5.0]
    """
    levels = _levels_db(dry), _levels_db(wet)
    heard = np.maximum(*levels) > -RANGE_DB
    apart = np.where(heard, np.abs(levels[0] - levels[1]), 0.0)
    return np.asarray(apart.sum(axis=(1, 2)) / np.maximum(heard.sum(axis=(1, 2)), 1))


def figures(
    names: Sequence[str],
    chosen: NDArray[np.int64],
    heard_db: NDArray[np.float64],
    wet: Clips,
) -> dict[str, float | list[float]]:
    """What the check says of each effect, for ``metrics.json``.

    Args:
        names: Of the effects.
        chosen: Which of them each sound went through ``(N,)``.
        heard_db: :func:`differences_db` of each.
        wet: The sounds ``(N, T)``, for those that fell silent.
    """
    silent = np.abs(wet).max(axis=1) <= SILENT
    told: dict[str, float | list[float]] = {"audible_above_db": AUDIBLE_DB}
    for number, name in enumerate(names):
        of = chosen == number
        if of.any():
            told[f"difference_db/{name}"] = float(np.median(heard_db[of]))
            told[f"inaudible_share/{name}"] = float((heard_db[of] < AUDIBLE_DB).mean())
            told[f"silent_share/{name}"] = float(silent[of].mean())
            told[f"n_checked/{name}"] = float(of.sum())
    return told


def _levels_db(bands: NDArray[np.float32]) -> NDArray[np.float64]:
    loudest = np.maximum(bands.max(axis=(1, 2), keepdims=True), 1e-12)
    floor = 10 ** (-RANGE_DB / 10)
    return np.asarray(10 * np.log10(np.maximum(bands / loudest, floor)))
