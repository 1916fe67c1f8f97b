"""Twin of ``train/parts.py``."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.train.parts import PARTS, dealt, drawn, told


@given(st.integers(3, 200), st.floats(0.02, 0.45), st.floats(0.02, 0.45), st.integers(0, 99))
def test_shares_are_kept_and_no_part_is_empty(n: int, a: float, b: float, seed: int) -> None:
    groups = [f"g{i}" for i in range(n)]
    for made in (dealt(groups, [None] * n, a, b, seed), drawn(groups, a, b, seed)):
        parts = Counter(made)
        validation, test = max(1, round(a * n)), max(1, round(b * n))
        assert all(parts[part] >= 1 for part in PARTS)
        if validation + test < n:
            assert (parts["validation"], parts["test"]) == (validation, test)


@pytest.mark.parametrize(("n", "share"), [(3, 0.45), (4, 0.375), (5, 0.9)])
def test_shares_that_would_take_all_leave_one_group_to_learn_from(n: int, share: float) -> None:
    groups = [f"g{i}" for i in range(n)]
    for made in (dealt(groups, [None] * n, share, share, 0), drawn(groups, share, share, 0)):
        assert set(made) == set(PARTS) and made.count("train") == 1


@given(st.lists(st.integers(0, 9), min_size=30, max_size=80), st.integers(0, 9))
def test_no_group_straddles(numbers: list[int], seed: int) -> None:
    groups = [str(n) for n in [0, 1, 2, *numbers]]
    for parts in (
        dealt(groups, [None] * len(groups), 0.2, 0.2, seed),
        drawn(groups, 0.2, 0.2, seed),
    ):
        assert all(len({p for p, g in zip(parts, groups, strict=True) if g == name}) == 1
                   for name in groups)  # fmt: skip


def test_every_label_is_in_every_part_if_it_can_be() -> None:
    groups, labels = [f"g{i}" for i in range(120)], list("aaaaab" * 20)
    parts = dealt(groups, labels, 0.1, 0.2, 0)
    for part, share in zip(PARTS, (0.7, 0.1, 0.2), strict=True):
        held = Counter(x for x, p in zip(labels, parts, strict=True) if p == part)
        assert held["a"] == pytest.approx(100 * share, abs=2)
        assert held["b"] == pytest.approx(20 * share, abs=2) and held["b"] > 0


def test_seeds_differ_and_one_repeats() -> None:
    groups = [f"g{i}" for i in range(40)]
    first = dealt(groups, [None] * 40, 0.2, 0.2, 0)
    assert first == dealt(groups, [None] * 40, 0.2, 0.2, 0)
    assert first != dealt(groups, [None] * 40, 0.2, 0.2, 1)
    assert drawn(groups, 0.2, 0.2, 0) == drawn(groups[::-1], 0.2, 0.2, 0)[::-1]
    assert drawn(groups, 0.2, 0.2, 0) != drawn(groups, 0.2, 0.2, 1)


def test_what_cannot_be_shared_out_is_said() -> None:
    with pytest.raises(TimbrespaceError, match="2 groups"):
        dealt("aabb", [None] * 4, 0.1, 0.1, 0)
    with pytest.raises(TimbrespaceError, match="2 clips"):
        drawn("aabb", 0.1, 0.1, 0, "clip")
    with pytest.raises(TimbrespaceError, match="names no part"):
        told(["train", "other"], "ab", "split")
    with pytest.raises(TimbrespaceError, match="leaves nothing for validation and test"):
        told(["train", "train"], "ab", "split")
    for values in (["train", "other"], ["train", "train"]):
        with pytest.raises(TimbrespaceError) as said:
            told(values, "ab", "split", "clip")
        assert "clip" in said.value.remedy and "item" not in said.value.remedy
