"""The table of descriptors: what is measured, in which unit, after whom, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from timbrespace.errors import TimbrespaceError

#: Whose regressions the seven words of the AudioCommons project are.
AUDIO_COMMONS = "AudioCommons timbral_models 0.4 (A. Pearce and others, 2018, Apache-2.0)"


@dataclass(frozen=True)
class Descriptor:
    """A measured attribute of a sound.

    Args:
        name: Unique, with its unit where it has one (``"centroid_hz"``).
        title: What a person reads.
        unit: ``"Hz"``, ``"LUFS"``, ``"dB"``, ``"s"``, ``"acum"``, or ``""``.
        low: Lower end of its usual range; values may lie outside.
        high: Upper end of its usual range.
        source: Where its definition comes from.
        summary: What it says about a sound, in one sentence.
        differentiable: Whether gradients pass (in PyTorch).
        framewise: Whether it has a course within a sound, or only a value for all of it.
    """

    name: str
    title: str
    unit: str
    low: float
    high: float
    source: str
    summary: str
    differentiable: bool = True
    framewise: bool = True


#: Measured with every map: they cost next to nothing.
QUICK = (
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
        framewise=False,
    ),
)

#: What ``timbrespace describe`` adds to an atlas.
FURTHER = (
    Descriptor(
        "spread_hz",
        "Spectral spread",
        "Hz",
        100.0,
        6_000.0,
        "Peeters (2004): standard deviation about the centroid, amplitude-weighted",
        "How wide its spectrum is: narrow for a whistle, wide for a cymbal.",
    ),
    Descriptor(
        "rolloff_hz",
        "Roll-off",
        "Hz",
        200.0,
        16_000.0,
        "Tzanetakis & Cook (2002): 85 % of the energy lies below",
        "Where its spectrum ends, but for the last seventh of the energy.",
    ),
    Descriptor(
        "flux",
        "Spectral flux",
        "",
        0.0,
        1.0,
        "Peeters (2004), spectral variation: 1 minus the cosine of successive amplitude spectra",
        "How much its spectrum changes from frame to frame, whatever its level does.",
    ),
    Descriptor(
        "inharmonicity",
        "Inharmonicity",
        "",
        0.0,
        0.5,
        "Peeters (2004): distance of partials from multiples of the pitch, by energy",
        "How far its partials lie from a harmonic series: 0 for a reed, more for bars and bells.",
        differentiable=False,
    ),
    Descriptor(
        "attack_s",
        "Attack time",
        "s",
        0.0,
        0.5,
        "Peeters (2004): weakest-effort method, on the loudest of its onsets",
        "How long it takes to begin.",
        differentiable=False,
        framewise=False,
    ),
    Descriptor(
        "roughness_vassilakis",
        "Roughness (Vassilakis)",
        "",
        0.0,
        50.0,
        "Vassilakis (2001, 2007): pairs of spectral peaks that beat, added up",
        "How much its partials beat within the ear's filters, as they do in a minor second.",
    ),
    Descriptor(
        "sharpness_acum",
        "Sharpness (DIN)",
        "acum",
        0.3,
        4.0,
        "DIN 45692 (2009) on Zwicker's specific loudness (ISO 532-1 tables); full scale is 100 dB",
        "How sharp it is to the ear; a narrow band of noise at 1 kHz and 60 dB is 1 acum.",
    ),
    Descriptor(
        "hardness",
        "Hardness",
        "",
        0.0,
        100.0,
        AUDIO_COMMONS,
        "How hard it sounds: bright, sudden and percussive at its onsets.",
        framewise=False,
    ),
    Descriptor(
        "depth",
        "Depth",
        "",
        0.0,
        100.0,
        AUDIO_COMMONS,
        "How deep it sounds: low energy that lasts.",
        framewise=False,
    ),
    Descriptor(
        "brightness",
        "Brightness",
        "",
        0.0,
        100.0,
        AUDIO_COMMONS,
        "How bright it sounds: share of energy above 2 kHz, and the centroid above 100 Hz.",
    ),
    Descriptor(
        "roughness",
        "Roughness",
        "",
        0.0,
        100.0,
        AUDIO_COMMONS,
        "How rough it sounds: beating of close partials in frames of 50 ms.",
    ),
    Descriptor(
        "warmth",
        "Warmth",
        "",
        0.0,
        100.0,
        AUDIO_COMMONS,
        "How warm it sounds: loud between 100 and 400 Hz, and falling evenly above.",
        framewise=False,
    ),
    Descriptor(
        "sharpness",
        "Sharpness",
        "",
        0.0,
        100.0,
        AUDIO_COMMONS,
        "How sharp it sounds, on the scale of listeners' ratings.",
    ),
    Descriptor(
        "boominess",
        "Boominess",
        "",
        0.0,
        100.0,
        AUDIO_COMMONS,
        "How much it booms: loudness below 280 Hz against all of it.",
    ),
)

DESCRIPTORS = QUICK + FURTHER


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
