"""Ring modulator: times a sine, with what comes out fed back by one sample."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

#: How much of the last sample comes back at 100 % feedback.
MOST_FEEDBACK = 0.95

EFFECT = OwnEffect(
    id="ringmod",
    title="Ring modulator",
    room=__name__,
    linear=True,
    of_mean=True,
    parameters=(
        Parameter("freq", "Frequency", "Hz", 0.0, 16_000.0, default=1_000.0),
        Parameter(
            "fine", "Fine", "Hz", 0.0, 100.0,
            identifiable=False, why_not="Only its sum with the frequency can be told.",
        ),
        Parameter("feedback", "Feedback", "%", 0.0, 100.0),
    ),
)  # fmt: skip
