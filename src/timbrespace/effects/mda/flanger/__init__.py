"""A flanger whose delay goes through zero, as two tape machines do."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

#: The longest delay: 2,000 samples at 44.1 kHz. (The plug-in takes 2,000 at any rate.)
LONGEST_MS = 2_000 / 44.1

#: The feedback that is meant by 100 %.
FULL = 0.95

EFFECT = OwnEffect(
    "flanger",
    "Thru-Zero Flanger",
    (
        Parameter("rate", "Rate", "Hz", 0.01, 10.0, "log", default=0.08),
        Parameter("depth", "Depth", "ms", 0.0, LONGEST_MS, "square", default=8.4),
        Parameter("mix", "Mix", "%", 0.0, 100.0, default=47.0),
        Parameter("feedback", "Feedback", "%", -100.0, 100.0, default=-40.0),
        Parameter("depth_mod", "Depth mod", "%", 0.0, 100.0, default=100.0),
    ),
    room="timbrespace.effects.mda.flanger",
    linear=True,
    of_mean=True,
)
