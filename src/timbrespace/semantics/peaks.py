"""Peaks of spectra: found in all frames at once, put between bins, in order of frequency."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import Array, constant, is_plain, namespace


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


def peaks(spectra: Array, contrast: Array) -> Peaks:
    """Peaks of spectra ``(R, K)`` that stand over 0 and over both valleys by ``contrast`` (R, 1).

    Of a chain of ripples, none of which falls so far, the highest is a peak. A parabola through
    three bins says where it is and how high: gradients pass through its place and its height, not
    through its being there.

    Example:
        >>> row = np.array([[0.0, 1, 0, 0, 2, 2, 0, 3, 2.9, 3.1, 0]])
        >>> found = peaks(row, np.array([[0.5]]))
        >>> found.place.round(2).tolist(), found.height.round(2).tolist()
        ([[1.0, 4.5, 8.56]], [[1.0, 2.25, 3.42]])
    """
    xp = namespace(spectra)
    rows, bins = _contrasted(spectra, contrast)
    n_rows = spectra.shape[0]
    starts = xp.searchsorted(rows, _range(n_rows + 1, rows))
    counts = starts[1:] - starts[:-1]
    columns = _range(max(1, int(xp.max(counts)) if n_rows else 1), rows)
    found = columns[None] < counts[:, None]
    zeros = constant(np.zeros(found.shape), spectra)
    if rows.shape[0] == 0:
        return Peaks(zeros, zeros, found)
    index = xp.clip(starts[:-1, None] + columns[None], max=rows.shape[0] - 1)
    place, height = (
        xp.where(
            found, xp.reshape(xp.take(v, xp.reshape(index, (-1,)), axis=0), found.shape), zeros
        )
        for v in _vertices(spectra, rows, bins)
    )
    return Peaks(place, height, found)


def _range(n: int, like: Array) -> Array:
    from array_api_compat import device

    xp = namespace(like)
    return xp.arange(n, dtype=xp.int64, device=device(like))


def _contrasted(spectra: Array, contrast: Array) -> tuple[Array, Array]:
    """Rows and bins ``(M,)`` of the peaks, in order.

    A maximum is no peak if a higher one stands beside it, and the valley between the two is not
    deep enough. Every other of these is taken away, and the valleys beside it become one, until
    none is left.
    """
    if is_plain(spectra):
        from timbrespace.semantics.compiled import contrasted

        return contrasted(np.ascontiguousarray(spectra), contrast[:, 0])
    xp, n_bins = namespace(spectra), spectra.shape[-1]
    left, here, right = spectra[:, :-2], spectra[:, 1:-1], spectra[:, 2:]
    rows, bins = xp.nonzero(xp.logical_and(here > left, here >= right))
    low_rows, low_bins = xp.nonzero(xp.logical_and(here <= left, here < right))
    if rows.shape[0] == 0:
        return rows, bins + 1
    flat = xp.reshape(spectra, (-1,))
    places, low_places = rows * n_bins + bins + 1, low_rows * n_bins + low_bins + 1
    height, needed = xp.take(flat, places, axis=0), xp.take(contrast[:, 0], rows, axis=0)
    # Maxima and minima take turns: the valley to the right is the next minimum. None ends a row.
    bottom = xp.concat([constant(np.full(1, -np.inf), spectra), xp.take(flat, low_places, axis=0)])
    following = xp.searchsorted(low_places, places) + 1
    inner = xp.concat([rows[1:] == rows[:-1], xp.zeros_like(rows[:1]) > 0])
    valley = xp.take(bottom, xp.where(inner, following, xp.zeros_like(following)), axis=0)
    parity = 0
    while True:
        gone = _outshone(height, valley, needed)
        if not bool(xp.any(gone)):
            return rows, places - rows * n_bins
        turn = _range(height.shape[0], rows) % 2 == parity
        gone, parity = xp.logical_and(gone, turn), 1 - parity
        merged = xp.concat(
            [xp.where(gone[1:], xp.minimum(valley[:-1], valley[1:]), valley[:-1]), valley[-1:]]
        )
        kept = xp.nonzero(xp.logical_not(gone))[0]
        rows, places, height, needed, valley = (
            xp.take(v, kept, axis=0) for v in (rows, places, height, needed, merged)
        )


def _outshone(height: Array, valley: Array, needed: Array) -> Array:
    """Which maxima ``(M,)`` are not high enough, or have too shallow a valley to a higher one."""
    xp = namespace(height)
    edge = constant(np.full(1, -np.inf), height)
    before = xp.concat([edge, height[:-1]])
    after = xp.concat([height[1:], edge])
    shallow = height - valley < needed
    shallow_before = height - xp.concat([edge, valley[:-1]]) < needed
    by_left = xp.logical_and(shallow_before, height <= before)
    by_right = xp.logical_and(shallow, height < after)
    return xp.logical_or(height < needed, xp.logical_or(by_left, by_right))


def _vertices(spectra: Array, rows: Array, bins: Array) -> tuple[Array, Array]:
    """Where parabolas through the peaks are highest, in bins, and how high, ``(M,)``."""
    xp, n_bins = namespace(spectra), spectra.shape[-1]
    flat = xp.reshape(spectra, (-1,))
    low, top, high = (xp.take(flat, rows * n_bins + bins + i, axis=0) for i in (-1, 0, 1))
    bend = 2 * top - low - high
    shift = (high - low) / (2 * xp.where(bend > 0, bend, xp.ones_like(bend)))
    shift = xp.clip(shift, min=-0.5, max=0.5)
    return xp.astype(bins, spectra.dtype) + shift, top + 0.25 * (high - low) * shift


def lowest_peak(spectra: NDArray[np.float64], contrast: float) -> NDArray[np.int64]:
    """The bin ``(R,)`` of the lowest peak after which spectra ``(R, K)`` fall by ``contrast``.

    Smaller dips are no end of a peak. Where nothing falls by so much, the highest bin.
    """
    highest = np.maximum.accumulate(spectra, axis=1)
    fallen = highest - spectra >= contrast
    end = np.where(fallen.any(axis=1), fallen.argmax(axis=1), spectra.shape[1])
    before = np.arange(spectra.shape[1])[None] < end[:, None]
    return np.asarray(np.where(before, spectra, -np.inf).argmax(axis=1))
