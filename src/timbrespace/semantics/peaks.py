"""Peaks of spectra: found in all frames at once, put between bins, in order of frequency."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import Array, constant, namespace


class Peaks(NamedTuple):
    """Peaks of ``R`` spectra, as many columns as the richest has, lowest first.

    Args:
        place: Where they are, ``(R, P)``, in bins.
        height: How high, ``(R, P)``; 0 in columns that a spectrum does not fill.
        found: Which columns are peaks, ``(R, P)``.
    """

    place: Array
    height: Array
    found: Array


def peaks(spectra: Array, floor: Array) -> Peaks:
    """Peaks of spectra ``(R, K)`` that stand over a floor ``(R, 1)``.

    A parabola through three bins says where a peak is and how high: gradients pass through its
    place and its height, not through its being there.

    Example:
        >>> found = peaks(np.array([[0.0, 1, 0, 0, 2, 2, 0]]), np.array([[0.5]]))
        >>> found.place.tolist(), found.height.round(2).tolist()
        ([[1.0, 4.5]], [[1.0, 2.25]])
    """
    xp = namespace(spectra)
    left, here, right = spectra[:, :-2], spectra[:, 1:-1], spectra[:, 2:]
    mask = xp.logical_and(here >= floor, xp.logical_and(here > left, here >= right))
    counts = xp.sum(xp.astype(mask, xp.int64), axis=-1)
    rows, bins = xp.nonzero(mask)
    width = max(1, int(xp.max(counts))) if counts.shape[0] else 1
    columns = constant(np.arange(width), here)
    found = columns[None] < xp.astype(counts, here.dtype)[:, None]
    if rows.shape[0] == 0:
        empty = xp.zeros_like(xp.astype(found, here.dtype))
        return Peaks(empty, empty, found)
    starts = xp.cumulative_sum(counts) - counts
    table = starts[:, None] + xp.astype(columns, xp.int64)[None]
    table = xp.reshape(xp.clip(table, max=rows.shape[0] - 1), (-1,))
    place, height = _vertices(spectra, rows, bins)
    zeros = xp.zeros_like(xp.astype(found, here.dtype))
    place = xp.reshape(xp.take(place, table, axis=0), found.shape)
    height = xp.reshape(xp.take(height, table, axis=0), found.shape)
    return Peaks(xp.where(found, place, zeros), xp.where(found, height, zeros), found)


def _vertices(spectra: Array, rows: Array, bins: Array) -> tuple[Array, Array]:
    xp, n_bins = namespace(spectra), spectra.shape[-1]
    flat = xp.reshape(spectra, (-1,))
    at = rows * n_bins + bins
    low, top, high = (xp.take(flat, at + i, axis=0) for i in range(3))
    bend = 2 * top - low - high
    shift = (high - low) / (2 * xp.where(bend > 0, bend, xp.ones_like(bend)))
    shift = xp.clip(shift, min=-0.5, max=0.5)
    return xp.astype(bins, spectra.dtype) + 1 + shift, top + 0.25 * (high - low) * shift


def lowest_peak(spectra: NDArray[np.float64], contrast: float) -> NDArray[np.int64]:
    """The bin ``(R,)`` of the lowest peak after which spectra ``(R, K)`` fall by ``contrast``.

    Smaller dips are no end of a peak. Where nothing falls by so much, the highest bin.
    """
    highest = np.maximum.accumulate(spectra, axis=1)
    fallen = highest - spectra >= contrast
    end = np.where(fallen.any(axis=1), fallen.argmax(axis=1), spectra.shape[1])
    before = np.arange(spectra.shape[1])[None] < end[:, None]
    return np.where(before, spectra, -np.inf).argmax(axis=1)
