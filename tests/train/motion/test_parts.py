"""No group straddles the split, and labels choose."""

from __future__ import annotations

import pytest

from timbrespace.corpus.motion.folder import Named
from timbrespace.errors import TimbrespaceError
from timbrespace.train.motion.parts import choose, parts_of
from timbrespace.train.parts import PARTS

from ... import motion_world as world

CLIP = world.clip(n_frames=9)


def named(n=20, n_groups=10):
    labels = [{"kind": "ab"[i % 2], "part": PARTS[i % 3]} for i in range(n)]
    return [Named(f"{i}.bvh", str(i), CLIP, f"g{i % n_groups}", labels[i]) for i in range(n)]


@pytest.mark.parametrize("seed", range(5))
def test_whole_groups_go_to_one_part(seed):
    clips = named()
    parts, notes = parts_of(clips, None, 0.2, 0.2, seed)
    assert notes == []
    assert set(parts) == set(PARTS)
    by_group = {(each.group, part) for each, part in zip(clips, parts, strict=True)}
    assert len(by_group) == 10
    assert parts == parts_of(clips, None, 0.2, 0.2, seed)[0]


def test_few_groups_are_said_and_too_few_clips_refused():
    assert "one by one" in parts_of(named(6, 2), None, 0.1, 0.1, 0)[1][0]
    with pytest.raises(TimbrespaceError, match="2 clips"):
        parts_of(named(2), None, 0.1, 0.1, 0)


def test_a_label_may_say_the_part():
    clips = named(9)
    assert list(parts_of(clips, "part", 0.1, 0.1, 0)[0]) == [e.labels["part"] for e in clips]
    with pytest.raises(TimbrespaceError, match="names no part"):
        parts_of(clips, "kind", 0.1, 0.1, 0)
    with pytest.raises(TimbrespaceError, match="nothing for test") as told:
        parts_of([each for each in clips if each.labels["part"] != "test"], "part", 0.1, 0.1, 0)
    assert "needs clips" in told.value.remedy


def test_labels_choose_and_most_limits():
    assert {each.labels["kind"] for each in choose(named(), ["kind=a"], None, 0)} == {"a"}
    assert len(choose(named(), [], 7, 0)) == 7
    with pytest.raises(TimbrespaceError, match="kind, part"):
        choose(named(), ["kind=c"], None, 0)
