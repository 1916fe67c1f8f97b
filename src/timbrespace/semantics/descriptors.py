"""All descriptors measured for a batch of sounds: whole, or over time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from timbrespace.errors import TimbrespaceError
from timbrespace.semantics.framing import Array, constant_index
from timbrespace.semantics.measures import MEASURES, Course
from timbrespace.semantics.sound import Sound
from timbrespace.semantics.table import DESCRIPTORS, FURTHER, QUICK, Descriptor, chosen

__all__ = [
    "DESCRIPTORS",
    "FURTHER",
    "QUICK",
    "Descriptor",
    "Frames",
    "chosen",
    "describe",
    "describe_frames",
]


class Frames(NamedTuple):
    """Descriptors over time.

    Args:
        times_s: Middle of each frame, ``(F,)``.
        values: Name to ``(B, F)``.
    """

    times_s: NDArray[np.float64]
    values: dict[str, Array]


def describe(x: Array, sample_rate: int, names: Sequence[str] | None = None) -> dict[str, Array]:
    """Descriptors of a batch of sounds ``(B, C, T)``: name to ``(B,)``.

    Takes NumPy arrays or PyTorch tensors, float32 or float64, and gives back the same. NaN where
    something is undefined (pitch of noise, all but the duration of silence). What several of them
    need, spectra above all, is computed once; what nobody asked for is not.

    Args:
        x: The sounds.
        sample_rate: In Hz.
        names: Which descriptors, in this order; default: all.

    Raises:
        TimbrespaceError: There is no descriptor of one of the names.

    Example:
        >>> second = np.arange(44_100) / 44_100
        >>> found = describe(0.5 * np.sin(2 * np.pi * 440 * second)[None, None], 44_100)
        >>> {name: round(float(found[name][0]), 1) for name in ("pitch_hz", "loudness_lufs")}
        {'pitch_hz': 440.0, 'loudness_lufs': -9.7}
    """
    table, sound = chosen(names), Sound(x, sample_rate)
    return {known.name: MEASURES[known.name].whole(sound) for known in table}


def describe_frames(
    x: Array, sample_rate: int, names: Sequence[str] | None = None, *, step_s: float = 0.05
) -> Frames:
    """Descriptors of a batch of sounds ``(B, C, T)`` over time.

    Each is measured in frames of its own and read at the moments asked for: the frame whose
    middle is nearest. What is asked of a whole sound only has no course and is left out, or
    refused where it is named.

    Args:
        x: The sounds.
        sample_rate: In Hz.
        names: Which descriptors, in this order; default: all that have a course.
        step_s: Time between moments.

    Raises:
        TimbrespaceError: There is no descriptor of one of the names, or it has no course.

    Example:
        >>> sweep = np.sin(2 * np.pi * np.cumsum(np.linspace(200, 2_000, 48_000)) / 48_000)
        >>> times_s, found = describe_frames(
        ...     sweep[None, None], 48_000, ["centroid_hz"], step_s=0.25
        ... )
        >>> times_s.tolist(), found["centroid_hz"].round(-2).tolist()
        ([0.125, 0.375, 0.625, 0.875], [[400.0, 900.0, 1300.0, 1800.0]])
    """
    table = [known for known in chosen(names) if names is not None or known.framewise]
    for known in table:
        if not known.framewise:
            raise TimbrespaceError(
                f"'{known.name}' is a value of a whole sound; it has no course.",
                "Leave it out, or ask without frames.",
            )
    sound = Sound(x, sample_rate)
    n_moments = max(1, round(sound.n_samples / sample_rate / step_s))
    times_s = np.asarray((np.arange(n_moments) + 0.5) * step_s, np.float64)
    courses = {known.name: MEASURES[known.name].course for known in table}
    values = {name: _read(course(sound), times_s) for name, course in courses.items() if course}
    return Frames(times_s, values)


def _read(course: Course, times_s: NDArray[np.float64]) -> Array:
    """The values ``(B, F)`` of a course at these moments: of the nearest frames."""
    from timbrespace.semantics.framing import namespace

    nearest = np.round((times_s - course.first_s) / course.step_s).astype(np.int64)
    index = constant_index(np.clip(nearest, 0, course.values.shape[-1] - 1), course.values)
    return namespace(course.values).take(course.values, index, axis=-1)
