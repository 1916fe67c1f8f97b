"""Which dims matter most, and what each of them does."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from timbrespace.spaces.base import Dim

Floats = NDArray[np.float64]

#: Frames more than this below the loudest tell nothing about what a dim does.
AUDIBLE_DB = 60.0
#: A dim is named after what it goes along with, from this correlation on.
LEAST_CORRELATION = 0.5


def order_and_name(
    kept: Sequence[tuple[Tensor, Tensor]], sample_rate: int, hop: int
) -> tuple[Tensor, Tensor, tuple[Dim, ...]]:
    """Turn latents so that the first dim varies most, and name what can be named.

    A rotation leaves the prior as it is, and costs the decoder nothing.

    Args:
        kept: Latents ``(B, F, D)``, not rotated, with their sounds ``(B, 1, T)``.
        sample_rate: In Hz.
        hop: Samples from frame to frame; a frame is three hops.

    Returns:
        The mean ``(D,)`` to take away, the rotation ``(D, D)`` to multiply with from the right,
        and the dims, with the range in which 98 % of their values lie.
    """
    rows, measured = [], []
    for latents, x in kept:
        for z, sound in zip(latents.double().numpy(), x[:, 0].double().numpy(), strict=True):
            what = frame_measures(sound, sample_rate, hop)
            n = min(len(z), len(what))
            rows.append(z[:n])
            measured.append(what[:n])
    z, what = np.concatenate(rows), np.concatenate(measured)
    audible = what[:, 0] > what[:, 0].max() - AUDIBLE_DB
    z, what = z[audible], what[audible]
    centre = z.mean(axis=0)
    _, vectors = np.linalg.eigh(np.cov(z.T))
    rotation = vectors[:, ::-1]
    turned = (z - centre) @ rotation
    names, signs = _names(turned, what)
    rotation, turned = rotation * signs, turned * signs
    low, high = np.percentile(turned, [1, 99], axis=0)
    dims = tuple(
        Dim(name, "", float(a), float(b)) for name, a, b in zip(names, low, high, strict=True)
    )
    return _tensor(centre), _tensor(rotation), dims


#: What frames are measured by, in the order of the columns of :func:`frame_measures`.
MEASURES = ("loudness", "brightness", "pitch", "noisiness")


def frame_measures(sound: Floats, sample_rate: int, hop: int) -> Floats:
    """Level in dB, centroid and strongest partial in octaves, flatness in dB, ``(F, 4)``."""
    window = 3 * hop
    padded = np.pad(sound, (window - hop, 0))
    frames = np.lib.stride_tricks.sliding_window_view(padded, window)[::hop]
    power = np.abs(np.fft.rfft(frames * np.hanning(window))) ** 2 + 1e-12
    hz = np.fft.rfftfreq(window, 1 / sample_rate)
    level = 10 * np.log10(power.sum(axis=1))
    centroid = (power @ hz) / power.sum(axis=1)
    strongest = hz[np.maximum(1, power.argmax(axis=1))]
    flatness = np.log(power).mean(axis=1) - np.log(power.mean(axis=1))
    octaves = np.log2(np.maximum(20.0, centroid)), np.log2(np.maximum(20.0, strongest))
    return np.stack([level, *octaves, 10 / np.log(10) * flatness], axis=1)


def _tensor(values: Floats) -> Tensor:
    return torch.from_numpy(np.ascontiguousarray(values)).float()


def _names(turned: Floats, what: Floats) -> tuple[list[str], Floats]:
    """A name for each dim, and the sign that makes it rise with what it is named after."""
    n_dims = turned.shape[1]
    r = np.nan_to_num(np.corrcoef(turned.T, what.T)[:n_dims, n_dims:])
    names = [f"z{i}" for i in range(n_dims)]
    # What has no name rises with what it goes along with most.
    leading = np.take_along_axis(r, np.abs(r).argmax(axis=1)[:, None], axis=1)[:, 0]
    left = r.copy()
    for _ in MEASURES:
        dim, measure = np.unravel_index(np.abs(left).argmax(), left.shape)
        if abs(left[dim, measure]) < LEAST_CORRELATION:
            break
        names[dim], leading[dim] = MEASURES[measure], r[dim, measure]
        left[dim], left[:, measure] = 0.0, 0.0
    return names, np.where(leading < 0, -1.0, 1.0)
