"""A compressor of three bands, in the middle of the stereo picture."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

EFFECT = OwnEffect(
    "multiband",
    "MultiBand",
    (
        Parameter("l_m", "L-M", "Hz", 140.0, 1_560.0, "log", default=178.0),
        Parameter("m_h", "M-H", "Hz", 655.0, 15_500.0, "log", default=7_845.0),
        Parameter("l_comp", "L comp", "%", 0.0, 100.0, default=54.0),
        Parameter("m_comp", "M comp", "%", 0.0, 100.0, default=0.0),
        Parameter("h_comp", "H comp", "%", 0.0, 100.0, default=60.0),
        Parameter("l_out", "L out", "dB", -20.0, 20.0, default=-2.0),
        Parameter("m_out", "M out", "dB", -20.0, 20.0, default=0.0),
        Parameter("h_out", "H out", "dB", -20.0, 20.0, default=0.0),
        Parameter("attack", "Attack", "ms", 0.01, 0.8, "log", default=0.042),
        Parameter("release", "Release", "ms", 2.26, 717.0, "log", default=72.0),
        Parameter(
            "stereo",
            "Stereo",
            "%",
            0.0,
            200.0,
            default=110.0,
            identifiable=False,
            why_not="In mono nothing is left of the width.",
            changes_only="width",
        ),
    ),
    room="timbrespace.effects.mda.multiband",
    of_mean=True,
    stereo=True,
)
