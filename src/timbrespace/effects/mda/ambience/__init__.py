"""Ambience: a small room out of four all-pass rings in a row."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

#: Delays of the four rings at 44.1 kHz, in samples: of the smallest room, and added by the
#: largest one.
SMALLEST = (2.5, 3.0, 7.0, 9.0)
LARGER = (284.6, 378.0, 738.0, 1010.0)
#: No ring is shorter, at any rate.
SHORTEST = 2.0
#: What goes round in a ring, and how loud the rings are.
ROUND, LOUD = 0.8, 1.6
#: The damping filter's share at 0 % and what is added up to 100 %, at 44.1 kHz.
DAMP_LOW, DAMP_RANGE = 0.05, 0.9

EFFECT = OwnEffect(
    id="ambience",
    title="Ambience",
    room=__name__,
    linear=True,
    of_mean=True,
    stereo=True,
    parameters=(
        Parameter("size", "Size", "m", 0.0, 10.0, default=7.0),
        # Named as in the real one, where more of it lets more highs through.
        Parameter("hf_damp", "HF damp", "%", 0.0, 100.0, default=70.0),
        Parameter("mix", "Mix", "%", 0.0, 100.0, default=90.0),
        Parameter(
            "output", "Output", "dB", -20.0, 20.0,
            identifiable=False, why_not="Once the peak is normalised, a gain leaves no trace.",
            changes_only="level",
        ),
    ),
)  # fmt: skip
