"""Overdrive: a square root that bends quiet samples up, then one soft pole."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

#: The low-pass takes this share of the way to each sample: 10 to this power times muffle.
MUFFLE_POWER = -1.6
#: Samples nearer to zero than this are bent less: a root has no slope at zero.
SOFT = 1e-10

EFFECT = OwnEffect(
    id="overdrive",
    title="Overdrive",
    room=__name__,
    parameters=(
        Parameter("drive", "Drive", "%", 0.0, 100.0),
        Parameter("muffle", "Muffle", "%", 0.0, 100.0),
        Parameter(
            "output", "Output", "dB", -20.0, 20.0,
            identifiable=False, why_not="Once the peak is normalised, a gain leaves no trace.",
            changes_only="level",
        ),
    ),
)  # fmt: skip
