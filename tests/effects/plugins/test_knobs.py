from __future__ import annotations

import pytest

from timbrespace.effects.base import Parameter
from timbrespace.effects.plugins.knobs import Knob

STEPS = Parameter("steps", "Steps", low=1.0, high=9.0)


@pytest.mark.parametrize(
    ("knob", "theta", "number"),
    [
        (Knob(STEPS, 0), 0.5, 5.0),
        (Knob(STEPS, 0, whole=True), 0.55, 5.0),
        (Knob(STEPS, 0, points=(1.0, 2.0, 9.0)), 0.5, 2.0),
        (Knob(STEPS, 0, by_rate=True), 0.0, 48_000.0),
        (Knob(STEPS, 0, raw=True), 0.55, 0.55),
    ],
)
def test_numbers(knob, theta, number):
    assert knob.number(theta, 48_000) == pytest.approx(number)
