"""Small pieces of music made by code, for a run on a machine that has none.

Four made-up styles that differ in metre, tempo, instruments and density. They are no music that
anybody would listen to, and nothing learned from them is about music; they show that all works.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RATE_HZ = 22_050
#: Semitones over the root: chords that follow each other.
CHORDS = ((0, 4, 7), (5, 9, 12), (7, 11, 14), (9, 12, 16))

Samples = NDArray[np.float64]


@dataclass(frozen=True)
class Style:
    """What pieces of one style share.

    Args:
        beat_s: Shortest and longest beat in seconds.
        beats: In a bar.
        notes_per_beat: Of the melody.
        partials: Of its notes: level of each harmonic.
        decay_s: Of its notes.
        drums: Level of the drums.
    """

    beat_s: tuple[float, float]
    beats: int
    notes_per_beat: int
    partials: tuple[float, ...]
    decay_s: float
    drums: float


STYLES = {
    "march": Style((0.45, 0.55), 4, 1, (1.0, 0.6, 0.4, 0.3, 0.2, 0.15), 0.25, 0.8),
    "waltz": Style((0.35, 0.45), 3, 1, (1.0, 0.2), 0.6, 0.15),
    "arpeggio": Style((0.4, 0.6), 4, 4, (1.0, 0.5, 0.7, 0.1, 0.3), 0.12, 0.0),
    "drone": Style((1.6, 2.4), 4, 1, (1.0, 0.0, 0.5, 0.0, 0.3, 0.0, 0.2), 3.0, 0.0),
}


def render(style: str, track: int, duration_s: float, start_s: float = 0.0) -> Samples:
    """A stretch of a piece, ``(T,)`` at :data:`RATE_HZ`, peak 0.7.

    Args:
        style: One of :data:`STYLES`.
        track: Tempo, key and melody follow from it; the same number is the same piece.
        duration_s: How long.
        start_s: Where in the piece it begins.

    Example:
        >>> render("waltz", 0, 1.0).shape
        (22050,)
    """
    how = STYLES[style]
    random = np.random.default_rng([sorted(STYLES).index(style), track])
    beat_s = random.uniform(*how.beat_s)
    root_hz = 110 * 2 ** (random.integers(0, 12) / 12)
    end_s = start_s + duration_s
    n = round(end_s * RATE_HZ)
    sound = np.zeros(n)
    for beat in range(int(end_s / beat_s) + 1):
        chord = CHORDS[beat // how.beats % len(CHORDS)]
        at_s = beat * beat_s
        if beat % how.beats == 0:
            for tone in chord:
                _add(sound, at_s, 0.3 * _note(how, root_hz, tone, how.beats * beat_s))
        for step in range(how.notes_per_beat):
            tone = int(random.choice(chord)) + 12
            when_s = at_s + step * beat_s / how.notes_per_beat
            _add(sound, when_s, 0.5 * _note(how, root_hz, tone, how.decay_s * 4))
        if how.drums:
            accent = 1.0 if beat % how.beats == 0 else 0.6
            _add(sound, at_s, how.drums * accent * _drum(random))
    sound = sound[round(start_s * RATE_HZ) :]
    return np.asarray(0.7 * sound / max(float(np.abs(sound).max()), 1e-9))


def _add(sound: Samples, at_s: float, what: Samples) -> None:
    start = round(at_s * RATE_HZ)
    room = sound[start : start + len(what)]
    room += what[: len(room)]


def _note(how: Style, root_hz: float, tone: int, length_s: float) -> Samples:
    time_s = np.arange(round(min(length_s, 4.0) * RATE_HZ)) / RATE_HZ
    hz = root_hz * 2 ** (tone / 12)
    waves = [level * np.sin(2 * np.pi * hz * (i + 1) * time_s)
             for i, level in enumerate(how.partials) if hz * (i + 1) < 0.45 * RATE_HZ]  # fmt: skip
    attack = np.minimum(1, time_s / 0.01)
    return np.asarray(np.sum(waves, axis=0) * attack * np.exp(-time_s / how.decay_s))


def _drum(random: np.random.Generator) -> Samples:
    time_s = np.arange(round(0.2 * RATE_HZ)) / RATE_HZ
    body = np.sin(2 * np.pi * (50 * time_s + 8 * (1 - np.exp(-time_s / 0.02))))
    skin = random.normal(size=len(time_s)) * np.exp(-time_s / 0.015)
    return np.asarray(body * np.exp(-time_s / 0.08) + 0.4 * skin)
