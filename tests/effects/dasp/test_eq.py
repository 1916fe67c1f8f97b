"""The equaliser: what its sections do, by the twin alone."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.effects.catalogue import own
from timbrespace.effects.dasp.eq import SECTIONS
from timbrespace.effects.dasp.eq.twin import sections

EFFECT = own("dasp:eq")


def through(x, rate=44_100, **changed):
    named = {each.name: each.default for each in EFFECT.parameters} | changed
    theta = np.array([each.theta(named[each.name]) for each in EFFECT.parameters])
    return EFFECT.apply(x[None], theta[None], rate)[0]


def gain_db(hz, rate=44_100, **changed):
    tone = np.sin(2 * np.pi * hz * np.arange(rate) / rate).astype(np.float32)[None]
    made = through(tone, rate, **changed)
    return 20 * np.log10(np.std(made[:, rate // 2 :]) / np.std(tone[:, rate // 2 :]))


def test_at_rest_it_changes_nothing():
    x = np.random.default_rng(0).normal(0, 0.2, (2, 4_000)).astype(np.float32)
    assert np.allclose(through(x), x, atol=1e-6)


@pytest.mark.parametrize("section", [each for each in SECTIONS if not each[0].endswith("shelf")])
def test_a_bell_has_its_gain_at_its_middle(section):
    name, _, low_hz, high_hz, _ = section
    hz = np.sqrt(low_hz * high_hz)
    changed = {f"{name}_gain": 9.0, f"{name}_cutoff": hz, f"{name}_q": 2.0}
    assert gain_db(hz, **changed) == pytest.approx(9, abs=0.05)
    assert gain_db(hz / 16, **changed) == pytest.approx(0, abs=0.3)


@pytest.mark.parametrize(
    ("name", "inside", "outside"), [("low_shelf", 20, 8_000), ("high_shelf", 20_000, 100)]
)
def test_a_shelf_has_its_gain_on_its_side(name, inside, outside):
    changed = {f"{name}_gain": -12.0, f"{name}_cutoff": 400.0 if "low" in name else 5_000.0}
    assert gain_db(inside, **changed) == pytest.approx(-12, abs=0.2)
    assert gain_db(outside, **changed) == pytest.approx(0, abs=0.2)


def test_low_rates_hold_high_sections_below_half_of_them():
    x = np.random.default_rng(0).normal(0, 0.2, (1, 8_000)).astype(np.float32)
    loud = {f"{name}_gain": 20.0 for name, *_ in SECTIONS}
    assert np.isfinite(through(x, 8_000, **loud)).all()


def test_coefficients_are_the_librarys():
    torch = pytest.importorskip("torch")
    biquad = pytest.importorskip("dasp_pytorch").signal.biquad
    values = np.array([[6.0, 300.0, 0.8], *[[-9.0, 3_000.0, 2.0]] * 4, [4.0, 9_000.0, 0.5]])
    kinds = ["low_shelf", *["peaking"] * 4, "high_shelf"]
    for ours, theirs, kind in zip(sections(values.ravel(), 48_000), values, kinds, strict=True):
        b, a = biquad(*torch.tensor(theirs)[:, None], 48_000, kind)
        assert ours == pytest.approx([*b[0].tolist(), *a[0, 1:].tolist()], abs=1e-12)
