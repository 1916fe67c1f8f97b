"""A compressor with a knee."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

EFFECT = OwnEffect(
    "dasp:compressor",
    "Compressor (dasp)",
    (
        Parameter("threshold", "Threshold", "dB", -60.0, 0.0, default=-24.0),
        Parameter("ratio", "Ratio", ":1", 1.0, 20.0, "log", default=4.0),
        Parameter("attack", "Attack", "ms", 5.0, 100.0, "log", default=20.0),
        Parameter(
            "release",
            "Release",
            "ms",
            5.0,
            100.0,
            "log",
            default=20.0,
            identifiable=False,
            why_not="dasp-pytorch 0.0.1 smooths the gain by the attack alone.",
        ),
        # At a knee of 0 its own formula divides by zero.
        Parameter("knee", "Knee", "dB", 0.1, 12.0, default=6.0),
        Parameter(
            "makeup_gain",
            "Make-up gain",
            "dB",
            0.0,
            12.0,
            default=0.0,
            identifiable=False,
            why_not="The peak is normalised.",
            changes_only="level",
        ),
    ),
    room="timbrespace.effects.dasp.compressor",
    of_mean=True,
)
