"""Latents of one voice carried over to another, where no word says what they mean."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from timbrespace.spaces.base import Dim, Latents
from timbrespace.spaces.voice import Voice

Floats = NDArray[np.float64]

#: The range of a dim runs from its first to its 99th percentile: so many standard deviations.
_SPREADS_IN_RANGE = 2 * 2.326


@dataclass(frozen=True)
class Usual:
    """Where the latents of a voice usually are.

    Args:
        voice: Its id.
        voice_hash: What it computes with.
        names: Of its dims.
        mean: ``(D,)``.
        spread: ``(D,)``, one standard deviation.
    """

    voice: str
    voice_hash: str
    names: tuple[str, ...]
    mean: Floats
    spread: Floats

    def range_of(self, dim: int) -> tuple[float, float]:
        """From about the first to the 99th percentile of a dim."""
        half = _SPREADS_IN_RANGE / 2 * self.spread[dim]
        return float(self.mean[dim] - half), float(self.mean[dim] + half)


def usual_of(voice: Voice) -> Usual:
    """Of a voice: from its usual frames, else from the ranges of its dims, else N(0, 1)."""
    names = tuple(dim.name for dim in voice.dims)
    frames = voice.usual()
    if frames is not None and len(frames) > 1:
        mean, spread = frames.mean(axis=0, dtype=float), frames.std(axis=0, dtype=float)
    else:
        mean, spread = np.array([_from_range(dim) for dim in voice.dims], float).reshape(-1, 2).T
    return Usual(voice.id, voice.model_hash, names, mean, np.maximum(spread, 1e-6))


def carry(latents: Latents, given: Usual, taken: Usual) -> tuple[Latents, str]:
    """Frames ``(F, D)`` of one voice as frames ``(F, D')`` of another, and what was done.

    Dims of one name go together, the others by their order; each is moved and stretched so that
    its mean and spread are those of the voice that takes it. Dims that get none rest at their
    mean. The same model takes latents as they are.

    Example:
        >>> a = Usual("a", "1", ("z0",), np.zeros(1), np.ones(1))
        >>> b = Usual("b", "2", ("z0", "z1"), np.full(2, 5.0), np.full(2, 2.0))
        >>> carry(np.ones((1, 1), np.float32), a, b)[0].tolist()
        [[7.0, 5.0]]
    """
    if given.voice_hash == taken.voice_hash and given.names == taken.names:
        return latents, "the latents as they are"
    sources = pairs(given.names, taken.names)
    made = np.tile(taken.mean, (len(latents), 1))
    for dim, source in enumerate(sources):
        if source is not None:
            standard = (latents[:, source] - given.mean[source]) / given.spread[source]
            made[:, dim] += standard * taken.spread[dim]
    by_name = sum(name in given.names for name in taken.names)
    n_carried = sum(source is not None for source in sources)
    said = (
        f"{n_carried} of {len(given.names)} dims carried from {given.voice} to {taken.voice}: "
        f"{by_name} by name, {n_carried - by_name} by order, mean and spread matched"
    )
    return np.asarray(made, np.float32), said


def pairs(given: tuple[str, ...], taken: tuple[str, ...]) -> list[int | None]:
    """For each dim that is taken, the one it gets: by name, else the next that is left.

    Example:
        >>> pairs(("loudness", "z1", "z2"), ("a", "loudness", "b", "c"))
        [1, 0, 2, None]
    """
    left = iter([i for i, name in enumerate(given) if name not in taken])
    return [given.index(name) if name in given else next(left, None) for name in taken]


def _from_range(dim: Dim) -> tuple[float, float]:
    if dim.low is None or dim.high is None:
        return 0.0, 1.0
    return (dim.low + dim.high) / 2, (dim.high - dim.low) / _SPREADS_IN_RANGE
