"""When a wish counts as reached: where it is likelier than not that it is met."""

from __future__ import annotations

import math

#: A wish is met by what comes this near, as a share of the word's range.
NEAR_ENOUGH = 0.1


def likely_met(missed: float, spread: float, span: float) -> bool:
    """Whether a value that is foretold so far from a wish is likely to come near enough.

    Args:
        missed: How far what is foretold lies from what is wanted.
        spread: One standard deviation of what is foretold.
        span: The word's range.

    Example:
        >>> likely_met(0.0, 1.0, span=10.0), likely_met(0.0, 2.0, span=10.0)
        (True, False)
    """
    return chance_within(missed, spread, NEAR_ENOUGH * abs(span)) >= 0.5


def chance_within(missed: float, spread: float, tolerance: float) -> float:
    """Chance that a Gaussian, so wide and so far off, falls within the tolerance.

    Example:
        >>> round(chance_within(0.0, 1.0, 1.96), 2), round(chance_within(2.0, 1e-9, 1.0), 2)
        (0.95, 0.0)
    """
    wide = max(spread, 1e-12) * math.sqrt(2.0)
    return 0.5 * (math.erf((tolerance - missed) / wide) + math.erf((tolerance + missed) / wide))
