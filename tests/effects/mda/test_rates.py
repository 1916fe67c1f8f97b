"""What is counted in samples at 44.1 kHz is the same at any rate."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.effects.mda.rates import HOME_HZ, samples_at, share_at


@given(st.floats(0.01, 0.99), st.integers(8_000, 192_000))
def test_a_pole_keeps_as_much_in_a_second(share, rate):
    kept = (1 - share_at(share, rate)) ** (rate / 1_000)
    assert kept == pytest.approx((1 - share) ** (HOME_HZ / 1_000), rel=1e-6, abs=1e-12)


@given(st.floats(1, 1e5), st.integers(8_000, 192_000))
def test_samples_last_as_long(samples, rate):
    assert samples_at(samples, rate) / rate == pytest.approx(samples / HOME_HZ)
