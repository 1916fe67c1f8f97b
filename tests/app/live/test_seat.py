"""One player at a time."""

from __future__ import annotations

from timbrespace.app.live.seat import Seat


def test_who_has_lost_the_seat_cannot_give_away_that_of_another():
    seat = Seat()
    first = seat.take()
    second = seat.take(by_force=True)
    seat.leave(first)
    assert seat.is_taken and first.lost.is_set() and not second.lost.is_set()
    assert seat.take() is None
    seat.leave(second)
    third = seat.take()
    assert seat.is_taken and not third.lost.is_set()
