"""The table of descriptors, and all of them measured for a batch of sounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from timbrespace.errors import TimbrespaceError
from timbrespace.semantics import loudness, pitch, spectral
from timbrespace.semantics.framing import Array, Track, constant, weighted_mean


@dataclass(frozen=True)
class Descriptor:
    """A measured attribute of a sound.

    Args:
        name: Unique, with its unit where it has one (``"centroid_hz"``).
        title: What a person reads.
        unit: ``"Hz"``, ``"LUFS"``, ``"dB"``, ``"s"``, or ``""``.
        low: Lower end of its usual range; values may lie outside.
        high: Upper end of its usual range.
        source: Where its definition comes from.
        summary: What it says about a sound, in one sentence.
        differentiable: Whether gradients pass (in PyTorch).
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    source: str
    summary: str
    differentiable: bool = True


DESCRIPTORS = (
    Descriptor(
        "loudness_lufs",
        "Loudness",
        "LUFS",
        -60.0,
        0.0,
        "ITU-R BS.1770-4 (2015), integrated and gated; under 400 ms the whole sound is one block",
        "How loud it is, as broadcasters measure it; silence has none.",
    ),
    Descriptor(
        "centroid_hz",
        "Spectral centroid",
        "Hz",
        100.0,
        10_000.0,
        "Grey & Gordon (1978), amplitude-weighted, 20 Hz to 16 kHz",
        "Where the middle of its spectrum lies: the plainest measure of brightness.",
    ),
    Descriptor(
        "flatness_db",
        "Spectral flatness",
        "dB",
        -60.0,
        0.0,
        "Johnston (1988), 20 Hz to 16 kHz",
        "How much it is like noise: near 0 for hiss, far below for tones.",
    ),
    Descriptor(
        "pitch_hz",
        "Pitch",
        "Hz",
        50.0,
        2_500.0,
        "YIN, de Cheveigné & Kawahara (2002), median over voiced frames",
        "The pitch one would hum, where there is one.",
        differentiable=False,
    ),
    Descriptor(
        "pitch_confidence",
        "Pitch confidence",
        "",
        0.0,
        1.0,
        "1 minus YIN's normalised difference, mean by energy",
        "How periodic it is: 1 for a steady tone, low for noise.",
        differentiable=False,
    ),
    Descriptor(
        "duration_s",
        "Duration",
        "s",
        0.0,
        10.0,
        "number of samples over the sample rate",
        "How long it lasts.",
        differentiable=False,
    ),
)


def describe(x: Array, sample_rate: int, names: Sequence[str] | None = None) -> dict[str, Array]:
    """Descriptors of a batch of sounds ``(B, C, T)``: name to ``(B,)``.

    Args:
        x: The sounds.
        sample_rate: In Hz.
        names: Which descriptors, in this order; default: all.

    Takes NumPy arrays or PyTorch tensors, float32 or float64, and gives back the same. NaN where
    something is undefined (pitch of noise, all but the duration of silence).

    Raises:
        TimbrespaceError: There is no descriptor of one of the names.

    Example:
        >>> second = np.arange(44_100) / 44_100
        >>> found = describe(0.5 * np.sin(2 * np.pi * 440 * second)[None, None], 44_100)
        >>> {name: round(float(found[name][0]), 1) for name in ("pitch_hz", "loudness_lufs")}
        {'pitch_hz': 440.0, 'loudness_lufs': -9.7}
    """
    tracks = (
        loudness.analysis(sample_rate).whole(x),
        spectral.analysis(sample_rate).whole(x),
        pitch.analysis(sample_rate).whole(x),
    )
    every = summarise(tracks, x.shape[-1], sample_rate)
    return {known.name: every[known.name] for known in chosen(names)}


def chosen(names: Sequence[str] | None) -> tuple[Descriptor, ...]:
    """The descriptors of these names, in their order; all where none are named.

    Raises:
        TimbrespaceError: There is no descriptor of one of the names.
    """
    if names is None:
        return DESCRIPTORS
    table = {known.name: known for known in DESCRIPTORS}
    for name in names:
        if name not in table:
            raise TimbrespaceError(
                f"There is no descriptor '{name}'.", f"There are: {', '.join(table)}."
            )
    return tuple(table[name] for name in names)


def summarise(tracks: tuple[Track, Track, Track], n_samples: int, rate: int) -> dict[str, Array]:
    """Whole-sound values ``(B,)`` out of the frames of loudness, spectrum and pitch."""
    (energies,), (energy, centroid, flatness), (strength, frame_hz, frame_confidence) = tracks
    hz, confidence = pitch.summary(strength, frame_hz, frame_confidence)
    values = (
        loudness.summary(energies, n_samples, rate),
        weighted_mean(centroid, energy),
        weighted_mean(flatness, energy),
        hz,
        confidence,
        constant(np.full(energy.shape[0], n_samples / rate), energy),
    )
    return {known.name: value for known, value in zip(DESCRIPTORS, values, strict=True)}
