"""Stretches cut out of a batch of sounds, one or more from each, and means over them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.semantics.framing import Array, constant, constant_index, namespace
from timbrespace.semantics.sound import Sound


class Stretches(NamedTuple):
    """Where stretches lie.

    Args:
        owners: Whose they are, ``(S,)``.
        starts: First sample, ``(S,)``.
        lengths: Samples, ``(S,)``.
    """

    owners: NDArray[np.int64]
    starts: NDArray[np.int64]
    lengths: NDArray[np.int64]


def from_onset_to_onset(sound: Sound, *, leading: bool) -> Stretches:
    """The stretches from each onset to the next.

    Args:
        sound: The sounds.
        leading: Whether a sound with one onset begins there, or with its first sample.
    """
    found = [
        (owner, a, b - a)
        for owner, starts in enumerate(sound.onsets)
        for begin in [starts if leading or len(starts) > 1 else [0]]
        for a, b in zip(begin, [*begin[1:], sound.n_samples], strict=True)
    ]
    return Stretches(*np.array(found, np.int64).T)


def cut(sound: Sound, stretches: Stretches, size: int) -> tuple[Array, Array]:
    """Samples ``(C, S, size)`` of stretches no longer than that, and 1 where they are theirs.

    That is ``(S, size)``; samples beyond a stretch are 0.
    """
    xp, (batch, channels, n) = namespace(sound.x), sound.x.shape
    place = np.minimum(stretches.starts[:, None] + np.arange(size), n - 1)
    index = constant_index((stretches.owners[:, None] * n + place).ravel(), sound.x)
    flat = xp.reshape(xp.permute_dims(sound.x, (1, 0, 2)), (channels, batch * n))
    inside = (np.arange(size) < stretches.lengths[:, None]).astype(np.float64)
    held = constant(inside, sound.x)
    taken = xp.reshape(xp.take(flat, index, axis=1), (channels, len(place), size))
    return taken * held, held


def mean_of(values: Array, owners: NDArray[np.int64], weights: NDArray[np.float64]) -> Array:
    """Mean by weight over the stretches of each sound: ``(S,)`` becomes ``(B,)``."""
    shares = np.zeros((int(owners.max()) + 1, len(owners)))
    shares[owners, np.arange(len(owners))] = weights
    shares /= np.maximum(shares.sum(axis=1, keepdims=True), 1e-300)
    return constant(shares, values) @ values


def levels(magnitude: NDArray[np.float64], stretches: Stretches) -> NDArray[np.float64]:
    """RMS ``(S,)`` of stretches of magnitudes ``(B, T)``."""
    so_far = np.pad(np.cumsum(magnitude**2, axis=1), ((0, 0), (1, 0)))
    owners, starts, lengths = stretches
    total = so_far[owners, starts + lengths] - so_far[owners, starts]
    return np.asarray(np.sqrt(np.maximum(total, 0) / lengths) + 1e-12)
