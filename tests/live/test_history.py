"""Undo and redo."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.live.history import MOST_STEPS, ONE_MOVE_S, History, Stand


def stand(i):
    return Stand(np.full(1, i, np.float32))


@given(st.integers(1, 30), st.integers(0, 40))
def test_back_and_forth_is_where_one_was(n_moves, n_back):
    history, now = History(clock=lambda: 0.0), stand(0)
    for i in range(1, n_moves + 1):
        history.note(now, f"control {i}")
        now = stand(i)
    steps = 0
    for _ in range(n_back):
        back = history.undo(now)
        if back is not None:
            now, steps = back, steps + 1
    assert steps == min(n_moves, n_back) and now.latents[0] == n_moves - steps
    while (forth := history.redo(now)) is not None:
        now = forth
    assert now.latents[0] == n_moves and not history.can_redo


def test_one_move_of_a_slider_is_one_step():
    clock = iter(np.arange(0, 100, ONE_MOVE_S / 3))
    history = History(clock=lambda: next(clock))
    for i in range(20):
        history.note(stand(i), "word brightness")
    history.note(stand(20), "word depth")
    assert history.undo(stand(21)).latents[0] == 20
    assert history.undo(stand(20)).latents[0] == 0
    assert not history.can_undo


def test_steps_without_a_name_never_join_and_are_not_kept_for_ever():
    history = History(clock=lambda: 0.0)
    for i in range(MOST_STEPS + 50):
        history.note(stand(i), "")
    n = 0
    while history.undo(stand(0)) is not None:
        n += 1
    assert n == MOST_STEPS
