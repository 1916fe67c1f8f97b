"""A room made of noise in twelve bands, each with its own decay."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

#: Middles of the octaves between a low-pass at 12 Hz and a high-pass at 18 kHz.
OCTAVES_HZ = (31.5, 63.0, 125.0, 250.0, 500.0, 1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0)
BANDS = len(OCTAVES_HZ) + 2
_TITLES = ("below 12 Hz", *(f"{hz:g} Hz" for hz in OCTAVES_HZ), "above 18 kHz")

#: How long the room sounds: 65,536 samples at 44.1 kHz.
ROOM_S = 65_536 / 44_100

#: Bands that hold nothing one hears, or hardly anything.
_FAINT = "Hardly anything is heard there."


def _knobs(what: str, title: str, start: float) -> tuple[Parameter, ...]:
    return tuple(
        Parameter(
            f"band{i}_{what}",
            f"{title} {_TITLES[i]}",
            default=start,
            identifiable=i != 0,
            why_not=_FAINT if i == 0 else "",
        )
        for i in range(BANDS)
    )


EFFECT = OwnEffect(
    "dasp:reverb",
    "Reverb (dasp)",
    (
        *_knobs("gain", "Gain", 0.5),
        *_knobs("decay", "Decay", 0.5),
        Parameter("mix", "Mix", "%", 0.0, 100.0, default=30.0),
    ),
    room="timbrespace.effects.dasp.reverb",
    linear=True,
    stereo=True,
)
