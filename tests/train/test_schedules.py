"""The schedules stay in bounds, rise where they should, and are functions of the step alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.train import schedules
from timbrespace.train.schedules import KlSchedule

NAMES = ["constant", "linear", "monotonic", "cyclical", "cosine"]
steps = st.integers(0, 10_000)
lengths = st.integers(1, 2_000)
weights = st.floats(0, 10)


@given(st.sampled_from(NAMES), steps, lengths, weights)
def test_a_weight_is_between_0_and_the_most(name, step, n_steps, weight):
    value = KlSchedule(name, weight)(step, n_steps)
    assert 0 <= value <= weight * (1 + 1e-12)


@given(st.sampled_from(["linear", "monotonic"]), lengths, weights)
def test_warm_ups_never_fall_and_begin_at_nothing(name, warm_up, weight):
    schedule = getattr(schedules, name)
    values = [schedule(step, weight=weight, warm_up=warm_up) for step in range(warm_up + 3)]
    assert values == sorted(values)
    assert values[0] == pytest.approx(0, abs=1e-12)
    assert values[warm_up:] == [weight] * 3


@given(st.sampled_from([2, 3, 17, 97]), st.floats(0.1, 10))
def test_the_cosine_rises_within_each_cycle_and_reaches_the_top(cycle, weight):
    values = [schedules.cosine(step, weight=weight, cycle=cycle) for step in range(2 * cycle)]
    assert values[:cycle] == sorted(values[:cycle])
    assert values[:cycle] == values[cycle:]
    assert values[0] == 0 and values[cycle - 1] == pytest.approx(weight)


@given(st.integers(2, 500), st.floats(0.05, 1.0))
def test_the_cyclical_one_rises_and_then_stays(cycle, rising):
    values = [schedules.cyclical(step, weight=1.0, cycle=cycle, rising=rising)
              for step in range(2 * cycle)]  # fmt: skip
    assert values[:cycle] == sorted(values[:cycle])
    assert values[:cycle] == values[cycle:]
    assert all(value == 1.0 for step, value in enumerate(values[:cycle]) if step >= cycle * rising)


def test_four_cycles_fill_a_run():
    schedule = KlSchedule("cyclical", 1.0)
    starts = [step for step in range(400) if schedule(step, 400) == 0]
    assert starts == [0, 100, 200, 300]


def test_a_cycle_must_be_prime_and_a_prime_is_offered():
    with pytest.raises(TimbrespaceError, match="20 steps is not prime. Use 19"):
        KlSchedule("cosine", 1.0, 20)


@pytest.mark.parametrize(
    ("name", "weight", "over"), [("cosin", 1.0, 0), ("linear", -1.0, 0), ("linear", 1.0, -1)]
)
def test_nonsense_is_refused(name, weight, over):
    with pytest.raises(TimbrespaceError):
        KlSchedule(name, weight, over)


@given(st.integers(1, 5_000))
def test_the_nearest_prime_is_a_prime_and_none_is_nearer(number):
    prime = schedules.prime_near(number)
    assert schedules.is_prime(prime)
    between = range(number - abs(prime - number) + 1, number + abs(prime - number))
    assert not any(schedules.is_prime(n) for n in between)
