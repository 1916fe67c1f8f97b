"""Delay: two taps of one line, left and right, both fed back through a tone control."""

from timbrespace.effects.base import Parameter
from timbrespace.effects.own import OwnEffect

#: The longest delay: 32,766 samples at 44.1 kHz.
LONGEST_MS = 743.0
#: How much of either tap comes back at 100 % feedback.
MOST_FEEDBACK = 0.495
#: No tap is nearer than this, in samples.
NEAREST = 4.0
#: Cut-off of the tone control: 10 ** TONE_AT in Hz, with two slopes for the lows and the highs.
TONE_AT, TONE_LOW, TONE_HIGH = 2.2, 2.25, 1.125

EFFECT = OwnEffect(
    id="delay",
    title="Delay",
    room=__name__,
    linear=True,
    of_mean=True,
    stereo=True,
    parameters=(
        Parameter("left", "Left delay", "ms", 0.0, LONGEST_MS, "square", default=186.0),
        Parameter("right", "Right delay", "% of left", 0.0, 200.0, default=108.0),
        Parameter("feedback", "Feedback", "%", 0.0, 100.0, default=70.0),
        Parameter("tone", "Feedback tone", "%", -100.0, 100.0),
        Parameter("mix", "Mix", "%", 0.0, 100.0, default=33.0),
    ),
)
