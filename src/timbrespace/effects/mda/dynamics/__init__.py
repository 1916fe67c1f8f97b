"""A compressor, a limiter and a gate on one level."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

EFFECT = OwnEffect(
    "dynamics",
    "Dynamics",
    (
        Parameter("thresh", "Threshold", "dB", -40.0, 0.0, default=-16.0),
        Parameter("ratio", "Ratio", "", -0.5, 2.0, default=0.5),
        Parameter(
            "output",
            "Output",
            "dB",
            0.0,
            40.0,
            default=4.0,
            identifiable=False,
            why_not="Mix and limiter do the same once the peak is normalised.",
            changes_only="level",
        ),
        Parameter("attack", "Attack", "ms", 0.0042, 2.3, "log", default=0.04),
        Parameter("release", "Release", "ms", 2.26, 2_270.0, "log", default=101.0),
        Parameter("limiter", "Limiter", "dB", -20.0, 10.0, default=10.0),
        Parameter("gate_thr", "Gate threshold", "dB", -60.0, 0.0, default=-60.0),
        Parameter("gate_att", "Gate attack", "ms", 0.0042, 22.8, "log", default=0.033),
        Parameter("gate_rel", "Gate release", "ms", 2.26, 4_520.0, "log", default=101.0),
        Parameter("mix", "Mix", "%", 0.0, 100.0, default=100.0),
    ),
    room="timbrespace.effects.mda.dynamics",
    stereo=True,
)
