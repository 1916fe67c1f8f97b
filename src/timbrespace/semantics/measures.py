"""How each descriptor is measured: for whole sounds, and over time where it has a course."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from timbrespace.semantics import loudness, pitch, sharpness, spectral
from timbrespace.semantics.audiocommons.bright import brightness, brightness_course
from timbrespace.semantics.audiocommons.depth import depth
from timbrespace.semantics.audiocommons.hardness import hardness
from timbrespace.semantics.audiocommons.loud import (
    boominess,
    boominess_course,
    sharpness_course,
)
from timbrespace.semantics.audiocommons.loud import sharpness as sharpness_word
from timbrespace.semantics.audiocommons.rough import FRAME_S, roughness_course
from timbrespace.semantics.audiocommons.rough import roughness as roughness_word
from timbrespace.semantics.audiocommons.warmth import warmth
from timbrespace.semantics.framing import Array, constant, weighted_mean
from timbrespace.semantics.inharmonicity import inharmonicity
from timbrespace.semantics.onsets import attack
from timbrespace.semantics.roughness import roughness
from timbrespace.semantics.sound import Sound


class Course(NamedTuple):
    """Values over time.

    Args:
        values: ``(B, F)``.
        first_s: Middle of the first frame.
        step_s: Time between frames.
    """

    values: Array
    first_s: float
    step_s: float


class Measure(NamedTuple):
    """How one descriptor is measured.

    Args:
        whole: Its values ``(B,)`` for a batch of sounds.
        course: Its values over time; None for what only a whole sound has.
    """

    whole: Callable[[Sound], Array]
    course: Callable[[Sound], Course] | None = None


def _spectral(values: Callable[[Sound], Array]) -> Measure:
    """A measure of the frames of :mod:`.spectral`, averaged by energy."""

    def course(sound: Sound) -> Course:
        return Course(values(sound), 0.0, spectral.frame_size(sound.sample_rate) / 2 / sound.rate)

    return Measure(lambda sound: weighted_mean(values(sound), sound.energy), course)


def _hann(values: Callable[[Sound], Array]) -> Measure:
    """A measure of long frames under a Hann window, averaged by energy."""

    def whole(sound: Sound) -> Array:
        found = values(sound)
        known = sound.xp.isfinite(found)
        zeros = sound.xp.zeros_like(found)
        energy = sound.xp.where(known, sound.hann_energy, zeros)
        return weighted_mean(sound.xp.where(known, found, zeros), energy)

    def course(sound: Sound) -> Course:
        return Course(values(sound), 0.0, sound.long_size / 2 / sound.rate)

    return Measure(whole, course)


def _word(
    whole: Callable[[Sound], Array], course: Callable[[Sound], Course] | None = None
) -> Measure:
    """A word of the AudioCommons project; silence has none."""

    def heard(sound: Sound) -> Array:
        values = whole(sound)
        silence = sound.xp.full_like(values, float("nan"))
        return sound.xp.where(sound.xp.isfinite(sound.lufs), values, silence)

    return Measure(heard, course)


def _bare(values: Callable[[Sound], Array]) -> Callable[[Sound], Course]:
    """The course of long frames that stand side by side."""

    def course(sound: Sound) -> Course:
        step_s = sound.long_size / sound.rate
        return Course(values(sound), step_s / 2, step_s)

    return course


def _pitch_course(which: int) -> Callable[[Sound], Course]:
    def course(sound: Sound) -> Course:
        step_s = pitch.analysis(sound.sample_rate).hop / sound.rate
        return Course(sound.pitches[which], step_s, step_s)

    return course


def _flux(sound: Sound) -> Array:
    """Flux ``(B,)``, weighted by the energies of the two frames it lies between."""
    xp, energy = sound.xp, sound.energy
    weights = xp.minimum(energy[:, 1:], energy[:, :-1])
    return weighted_mean(spectral.flux(sound.power), weights)


def _flux_course(sound: Sound) -> Course:
    step_s = spectral.frame_size(sound.sample_rate) / 2 / sound.rate
    return Course(spectral.flux(sound.power), step_s / 2, step_s)


def _loudness_course(sound: Sound) -> Course:
    values = loudness.momentary(sound.steps, sound.sample_rate)
    return Course(values, loudness.STEP_S / 2, loudness.STEP_S)


def _inharmonicity(sound: Sound) -> Array:
    """Inharmonicity ``(B, F)`` of each frame, by the pitch of the whole sound."""
    hz = sound.pitch_summary[0]
    found, shape = sound.partials, sound.hann_energy.shape
    every = sound.xp.reshape(sound.xp.broadcast_to(hz[:, None], shape), (-1,))
    return sound.xp.reshape(inharmonicity(found, float(sound.long_hz[1]), every), shape)


def _roughness(sound: Sound) -> Array:
    found = roughness(sound.partials, float(sound.long_hz[1]))
    return sound.xp.reshape(found, sound.hann_energy.shape)


def _attack(sound: Sound) -> Array:
    """Attack time ``(B,)`` of the onset with the highest peak."""
    values = np.full(len(sound.silent), np.nan)
    for i in np.flatnonzero(~sound.silent):
        rises, starts = sound.envelopes[i], sound.onsets[i]
        ends = [*starts[1:], len(rises)]
        loudest = max(zip(starts, ends, strict=True), key=lambda ab: rises[slice(*ab)].max())
        values[i] = attack(rises[slice(*loudest)], sound.sample_rate).seconds
    return constant(values, sound.x)


def _duration(sound: Sound) -> Array:
    return constant(np.full(sound.x.shape[0], sound.n_samples / sound.sample_rate), sound.x)


def _rough_course(sound: Sound) -> Course:
    values, step_s = roughness_course(sound)
    return Course(values, FRAME_S / 2, step_s)


def _bright_course(sound: Sound) -> Course:
    step_s = sound.long_hop / sound.rate
    return Course(brightness_course(sound), 2 * step_s, step_s)


MEASURES = {
    "loudness_lufs": Measure(lambda sound: sound.lufs, _loudness_course),
    "centroid_hz": _spectral(lambda s: spectral.centroid(s.power, s.sample_rate)),
    "flatness_db": _spectral(lambda s: spectral.flatness(s.power)),
    "pitch_hz": Measure(lambda sound: sound.pitch_summary[0], _pitch_course(1)),
    "pitch_confidence": Measure(lambda sound: sound.pitch_summary[1], _pitch_course(2)),
    "duration_s": Measure(_duration),
    "spread_hz": _spectral(lambda s: spectral.spread(s.power, s.sample_rate)),
    "rolloff_hz": _spectral(lambda s: spectral.rolloff(s.power, s.sample_rate)),
    "flux": Measure(_flux, _flux_course),
    "inharmonicity": _hann(_inharmonicity),
    "attack_s": Measure(_attack),
    "roughness_vassilakis": _hann(_roughness),
    "sharpness_acum": _hann(lambda sound: sharpness.sharpness(sound.specific)),
    "hardness": _word(hardness),
    "depth": _word(depth),
    "brightness": _word(brightness, _bright_course),
    "roughness": _word(roughness_word, _rough_course),
    "warmth": _word(warmth),
    "sharpness": _word(sharpness_word, _bare(sharpness_course)),
    "boominess": _word(boominess, _bare(boominess_course)),
}
