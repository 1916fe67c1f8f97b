"""A speaker cabinet whose horn and drum turn."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.mda.leslie.law import FAST_FROM, SLOW_FROM
from timbrespace.effects.own import OwnEffect

#: The horn's longest delay.
LONGEST_MS = 2.631

_MONO = "In mono what one side gains the other loses."

EFFECT = OwnEffect(
    "leslie",
    "Leslie",
    (
        # It switches, so it has no gradient.
        Parameter(
            "mode",
            "Mode",
            default=0.3,
            choices=((0.0, "stop"), (SLOW_FROM, "slow"), (FAST_FROM, "fast")),
        ),
        Parameter(
            "lo_width",
            "Lo width",
            "%",
            0.0,
            100.0,
            "square",
            default=25.0,
            identifiable=False,
            why_not=_MONO,
            changes_only="width",
        ),
        Parameter("lo_throb", "Lo throb", "%", 0.0, 90.0, "square", default=32.4),
        Parameter(
            "hi_width",
            "Hi width",
            "%",
            0.0,
            100.0,
            "square",
            default=49.0,
            identifiable=False,
            why_not=_MONO,
            changes_only="width",
        ),
        Parameter("hi_depth", "Hi depth", "ms", 0.0, LONGEST_MS, "square", default=0.95),
        Parameter("hi_throb", "Hi throb", "%", 0.0, 90.0, "square", default=44.1),
        Parameter("x_over", "X-over", "Hz", 85.0, 7_280.0, "log", default=825.0),
        Parameter(
            "output",
            "Output",
            "dB",
            -20.0,
            20.0,
            default=0.0,
            identifiable=False,
            why_not="The peak is normalised.",
            changes_only="level",
        ),
        Parameter("speed", "Speed", "%", 0.0, 200.0, default=100.0),
    ),
    room="timbrespace.effects.mda.leslie",
    linear=True,
    of_mean=True,
    stereo=True,
)
