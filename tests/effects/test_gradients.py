"""Gradients of every effect of ours, each parameter held against differences in float64."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.catalogue import ids, own
from timbrespace.effects.drawing import draw_settings

torch = pytest.importorskip("torch")
STEPS, DRAWS = 4_096, 3
#: Echoes must come, and gates close, within the sound; frequencies must lie below half the rate.
RATES = {"delay": 8_000, "dynamics": 4_000}
#: Small, so that hardly any delay passes a whole sample within it, where slopes break.
NUDGE = 1e-8
#: What rounding makes of a difference so small.
ROUNDING = 2e-5
#: Parameters without a gradient, and why.
NONE = {
    ("leslie", "mode"): "it switches",
    ("dasp:compressor", "release"): "dasp-pytorch 0.0.1 makes no use of it",
}


def sounds(seed=0):
    """Bursts over a hum, different on both channels, ``(1, 2, T)``, double; and weights."""
    random = np.random.default_rng(seed)
    n = np.arange(STEPS)
    bursts = random.normal(0, 0.3, (1, 2, STEPS)) * np.exp(-(n % 700) / 150)
    x = bursts + 0.05 * np.sin(0.05 * n)
    return torch.tensor(x), torch.tensor(random.normal(0, 1, (1, 2, STEPS)))


@pytest.fixture(scope="module")
def slopes():
    """Of an effect: gradients and differences, both ``(DRAWS, P)``; worked out once."""
    known = {}

    def of(name):
        if name not in known:
            if name.startswith("dasp:"):
                pytest.importorskip("dasp_pytorch")
            known[name] = np.stack([both(own(name), each) for each in draw(name)], axis=1)
        return known[name]

    return of


def draw(name):
    return draw_settings(own(name), DRAWS, 0)


def both(effect, theta):
    x, weights = sounds()

    def total(at):
        return (effect.apply(x, at, RATES.get(effect.id, 44_100)) * weights).sum()

    at = torch.tensor(theta[None], requires_grad=True)
    total(at).backward()
    differences = []
    with torch.no_grad():
        for way in torch.eye(len(theta), dtype=torch.float64)[:, None] * NUDGE:
            differences.append(float(total(at + way) - total(at - way)) / (2 * NUDGE))
    return np.array([at.grad[0].numpy(), differences])


ALL = [(name, each.name) for name in ids() for each in own(name).parameters]


@pytest.mark.parametrize(("name", "parameter"), [each for each in ALL if each not in NONE])
def test_a_gradient_is_what_a_nudge_changes(slopes, name, parameter):
    i = [each.name for each in own(name).parameters].index(parameter)
    gradient, difference = slopes(name)[:, :, i]
    assert np.abs(gradient).max() > 10 * ROUNDING
    least = max(2e-3 * np.abs(difference).max(), ROUNDING)
    assert gradient == pytest.approx(difference, rel=2e-3, abs=least)


@pytest.mark.parametrize(("name", "parameter"), NONE)
def test_what_has_no_gradient_is_said(slopes, name, parameter):
    i = [each.name for each in own(name).parameters].index(parameter)
    assert not slopes(name)[:, :, i].any()
    chosen = own(name).parameters[i]
    assert chosen.choices or chosen.why_not
