"""An equaliser of two shelves and four bells."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

#: Name, title, lowest, highest and first frequency of each section, in Hz. dasp-pytorch's ranges,
#: which end 1 kHz below half the sample rate there; the same at any rate here.
SECTIONS = (
    ("low_shelf", "Low shelf", 20.0, 2_000.0, 200.0),
    ("band0", "Bell 1", 80.0, 2_000.0, 400.0),
    ("band1", "Bell 2", 2_000.0, 8_000.0, 4_000.0),
    ("band2", "Bell 3", 8_000.0, 12_000.0, 10_000.0),
    ("band3", "Bell 4", 12_000.0, 20_000.0, 15_000.0),
    ("high_shelf", "High shelf", 4_000.0, 20_000.0, 8_000.0),
)

#: The highest frequency that a section may have, as a part of the sample rate.
HIGHEST = 0.49


def _section(
    name: str, title: str, low_hz: float, high_hz: float, hz: float
) -> tuple[Parameter, Parameter, Parameter]:
    return (
        Parameter(f"{name}_gain", f"{title} gain", "dB", -20.0, 20.0, default=0.0),
        Parameter(f"{name}_cutoff", f"{title} at", "Hz", low_hz, high_hz, "log", default=hz),
        Parameter(f"{name}_q", f"{title} Q", "", 0.1, 6.0, "log", default=0.71),
    )


EFFECT = OwnEffect(
    "dasp:eq",
    "Equaliser (dasp)",
    tuple(parameter for each in SECTIONS for parameter in _section(*each)),
    room="timbrespace.effects.dasp.eq",
    linear=True,
    of_mean=True,
)
