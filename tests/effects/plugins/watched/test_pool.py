from __future__ import annotations

from timbrespace.effects.plugins.lv2.effect import open_lv2
from timbrespace.effects.plugins.watched.pool import KEPT, Pool


def test_processes_come_back_by_rate_and_copies(zoo):
    pool = Pool(open_lv2(f"{zoo}late").opening)
    one = pool.take(48_000, 1)
    pool.give(one, 48_000, 1)
    other = pool.take(44_100, 1)
    assert other is not one
    assert pool.take(48_000, 1) is one
    for each in (one, other):
        each.end()


def test_no_more_are_kept_than_two_and_none_that_is_gone(zoo):
    pool = Pool(open_lv2(f"{zoo}late").opening)
    several = [pool.take(48_000, 1) for _ in range(KEPT + 1)]
    for each in several:
        pool.give(each, 48_000, 1)
    assert [each.alive for each in several] == [False] + [True] * KEPT
    several[1].end()
    assert pool.take(48_000, 1) is several[2]
    several[2].end()
