"""The guard: whatever a player does, numbers come out, and in time it is tried again."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.live.guard import Guard

RATE_HZ, HOP = 48_000, 480


class Odd:
    """Gives what it is told to, frame by frame; counts what it was asked."""

    def __init__(self, *answers, reset_fails=False):
        self.answers = list(answers)
        self.asked = self.resets = 0
        self.reset_fails = reset_fails

    def push(self, latents):
        self.asked += 1
        answer = self.answers.pop(0) if self.answers else 0.5
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, np.ndarray):
            return answer
        return np.full((1, len(latents) * HOP), answer, np.float32)

    def reset(self):
        self.resets += 1
        if self.reset_fails:
            raise OSError("nor reset")


def frames(guard, n):
    latents = np.zeros((1, 2), np.float32)
    return np.concatenate([guard.push(latents) for _ in range(n)], axis=1)[0]


@pytest.mark.parametrize(
    "answer",
    [RuntimeError("broken"), np.nan, np.inf, np.zeros((1, 3), np.float32), np.zeros(HOP)],
    ids=str,
)
def test_silence_then_back(answer):
    player = Odd(0.5, answer)
    guard = Guard(player, 1, HOP, RATE_HZ)
    made = frames(guard, 20)  # 10 ms each
    assert np.isfinite(made).all() and player.resets == guard.failures == 1
    assert np.abs(made[2 * HOP : 11 * HOP]).max() < 0.01  # 0.1 s of rest
    assert (made[-HOP:] == 0.5).all() and guard.problem == ""
    assert np.abs(np.diff(made)).max() < 0.02


def test_the_more_it_fails_the_rarer_it_is_asked():
    player = Odd(*[RuntimeError("broken")] * 1_000)
    guard = Guard(player, 1, HOP, RATE_HZ)
    frames(guard, 2_000)  # 20 s
    # After 0.1, 0.3, 0.7, 1.5, 3.1, 6.3, 11.3, 16.3 s.
    assert 8 <= player.asked <= 10
    assert "broken" in guard.problem


def test_a_reset_that_fails_is_said_too():
    guard = Guard(Odd(RuntimeError("broken"), reset_fails=True), 1, HOP, RATE_HZ)
    assert (frames(guard, 1) == 0).all()
    assert "broken" in guard.problem and "nor reset" in guard.problem
