"""The pace keeps the page's hand full, whatever the page does."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.app.live.pace import LEAST_TARGET, MOST_TARGET, TRUST_S, Pace

RATE = 48_000


def test_nothing_is_due_before_the_page_listens():
    pace = Pace()
    assert pace.due(now_s=5.0) == 0
    assert pace.wait_s(now_s=5.0) > 0


@pytest.mark.parametrize("seed", range(5))
def test_whoever_reports_in_time_never_runs_dry_and_never_drowns(seed):
    """A page whose clock is 1 % off, and whose reports come when they come."""
    rng = np.random.default_rng(seed)
    skew = 1 + rng.uniform(-0.01, 0.01)
    pace, target, sent, played, report_s = Pace(), 1_440, 0, 0.0, 0.0
    pace.heard(0, target=target, flowing=True, now_s=0.0)
    held = []
    for step in range(1, 20_000):
        now_s = step * 1e-3
        if pace.due(now_s) >= 256:
            pace.sent(256)
            sent += 256
        played = min(sent, played + RATE * skew * 1e-3)
        if now_s >= report_s:
            pace.heard(int(played), target=target, flowing=True, now_s=now_s)
            report_s = now_s + rng.uniform(0.02, 0.15)
        held.append(sent - played)
    assert min(held[100:]) > target - 256 - 0.02 * 0.15 * RATE - 2 * 48
    assert max(held) < target + 256 + 0.02 * 0.15 * RATE + 2 * 48


def test_a_page_that_falls_silent_is_sent_no_more_than_it_could_have_played():
    pace = Pace()
    pace.heard(0, target=1_440, flowing=True, now_s=0.0)
    sent = 0
    for step in range(10_000):
        if pace.due(step * 1e-2) >= 256:
            pace.sent(256)
            sent += 256
    assert sent <= 1_440 + TRUST_S * RATE + 256


def test_what_the_page_says_is_kept_within_reason():
    pace = Pace()
    pace.heard(10**12, target=1, flowing=False, now_s=0.0)
    assert pace.due(now_s=0.0) == LEAST_TARGET
    pace.heard(10**12, target=10**12, flowing=False, now_s=0.0)
    assert pace.due(now_s=0.0) == MOST_TARGET


def test_reports_that_overtake_each_other_do_not_count_twice():
    pace = Pace()
    pace.heard(0, target=1_440, flowing=False, now_s=0.0)
    pace.sent(2_000)
    pace.heard(1_000, target=1_440, flowing=False, now_s=0.1)
    pace.heard(500, target=1_440, flowing=False, now_s=0.1)
    assert pace.ahead(now_s=0.2) == 1_000
