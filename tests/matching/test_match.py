from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pytest

from tests.matching.matching_world import CUT, GAIN, RATE_HZ, Dull, hiss
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.matching.calibration import Calibration, Curve
from timbrespace.matching.match import find_settings
from timbrespace.matching.network import Belief
from timbrespace.matching.sound import at_peak
from timbrespace.matching.trials import Budget

BUDGET = 40


def treated(seed: int, cut: float) -> np.ndarray:
    made = Dull().apply(at_peak(hiss(seed))[None, None], np.array([[cut, 0.9]]), RATE_HZ)
    return made[0, 0]


def found(dry, reference, effect=None, **how):
    budget = how.pop("budget", Budget(renders=BUDGET))
    return find_settings(dry, reference, RATE_HZ, effect or Dull(), budget=budget, **how)


def test_an_effect_that_nobody_learned_is_searched():
    made = found(hiss(0), treated(7, 0.2))
    assert made.way == "search" and made.predict_s is None
    assert made.choice.gain > 0.3 and not made.choice.refused
    assert made.theta[1] == pytest.approx(0.5)  # what can't be told stays as it usually is


def test_an_untreated_reference_asks_for_next_to_nothing():
    choice = found(hiss(0), hiss(7)).choice
    assert choice.refused or choice.settings[0] > 0.9  # of a low-pass: it hardly cuts


def test_the_same_performance_is_matched_directly():
    made = found(hiss(0), treated(0, 0.4), same=True)
    assert made.way == "same performance"
    assert made.theta[0] == pytest.approx(0.4, abs=0.03)


def test_what_is_too_long_is_not_the_same_performance():
    with pytest.raises(TimbrespaceError, match="lengths"):
        found(hiss(0, 1.0), hiss(0, 3.0), same=True)


@pytest.mark.parametrize("which", [0, 1])
def test_silence_is_refused_with_its_name(which):
    pair = [hiss(0), hiss(1)]
    pair[which] = np.zeros(20_000, np.float32)
    with pytest.raises(TimbrespaceError, match=("input", "reference")[which]):
        found(*pair)


def test_a_gradient_is_asked_of_what_has_one():
    with pytest.raises(TimbrespaceError, match="no gradient"):
        found(hiss(0), treated(7, 0.2), refine="gradient")


def test_an_expected_gain_is_what_promises_were_worth(matcher):
    asked = {"dry": hiss(0), "reference": treated(7, 0.2), "matcher": matcher, "budget": None}
    doubted = replace(matcher, calibration=Calibration(2.0, {"at once": Curve((0.0,), (-0.01,))}))
    assert found(**{**asked, "matcher": doubted}).choice.refused
    trusted = replace(matcher, calibration=Calibration(2.0, {"at once": Curve((0.0,), (0.4,))}))
    assert found(**{**asked, "matcher": trusted}).choice.gain == pytest.approx(0.4)


def test_what_was_learned_before_it_was_known_to_leave_no_trace_is_left_out(matcher):
    class Older:
        def believe(self, dry, reference):
            one = matcher.network.believe(dry, reference)
            return Belief(
                np.array([*one.point, 0.9]), one.shares,
                np.hstack([one.means, one.means]), np.hstack([one.spreads, one.spreads]),
            )  # fmt: skip

    asked = {"dry": hiss(0), "reference": treated(7, 0.2), "budget": None}
    older = replace(matcher, told=("cut", "gain"), network=Older())
    made, wanted = found(matcher=older, **asked), found(matcher=matcher, **asked)
    assert made.told.tolist() == [0] and made.theta[1] == pytest.approx(0.5)
    assert made.theta == pytest.approx(wanted.theta)


def test_the_matchers_answer_is_timed_without_what_is_loaded_for_it(matcher, monkeypatch):
    clock_s, ask = [0.0], matcher.network.believe

    class Slow:
        def believe(self, dry, reference):
            clock_s[0] += 0.25 if clock_s[0] else 100.0
            return ask(dry, reference)

    monkeypatch.setattr(time, "process_time", lambda: clock_s[0])
    slow = replace(matcher, network=Slow())
    made = found(hiss(0), treated(7, 0.2), matcher=slow, budget=None)
    assert made.predict_s == pytest.approx(0.25) and not made.hurried


def test_a_search_is_hurried_where_the_clock_allowed_little():
    assert found(hiss(0), treated(7, 0.2), budget=Budget(seconds=1e-3)).hurried
    assert not found(hiss(0), treated(7, 0.2), budget=Budget(renders=14)).hurried


def test_an_effect_without_settings_to_tell_is_refused():
    silent = replace(Dull(), parameters=(replace(CUT, identifiable=False), GAIN))
    with pytest.raises(TimbrespaceError, match="no setting"):
        found(hiss(0), hiss(1), silent)


def test_it_can_be_stopped():
    job = Job("match")
    job.cancel()
    with pytest.raises(Cancelled):
        found(hiss(0), hiss(1), job=job)


@pytest.mark.parametrize(
    ("budget", "total"), [(Budget(seconds=0.4), 0.4), (Budget(renders=BUDGET), BUDGET)]
)
def test_how_much_of_the_budget_is_spent_is_told(budget, total):
    shares, job = [], Job("match", on_change=lambda job: shares.append(job.done / job.total))
    made = found(hiss(0), treated(7, 0.2), budget=budget, job=job)
    assert job.total == total
    assert shares == sorted(shares) and 0 <= shares[0] < 0.5 and 0.9 < shares[-1] <= 1.0
    if budget.seconds:
        assert job.message == f"{made.choice.n_renders} settings tried"
