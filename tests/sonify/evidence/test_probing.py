"""The blind probe: what is there is found, what is not is not, and groups stay whole."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.sonify.evidence.probing import DATA, ask_blind

N = 90
Y = np.arange(N) % 3
RNG = np.random.default_rng(0)
SPREAD = RNG.normal(size=(N, 5)).astype(np.float32)
CLEAR = (SPREAD + 4 * np.eye(5)[Y]).astype(np.float32)
NOISE = RNG.normal(size=(N, 5)).astype(np.float32)


@pytest.fixture(scope="module")
def blind():
    held_out = np.arange(N) >= 60
    return ask_blind(
        [f"kind {y}" for y in Y], range(N), CLEAR, {"clear": CLEAR, "noise": NOISE},
        held_out=held_out, n_permutations=40,
    )  # fmt: skip


def test_what_is_heard_is_weighed_against_the_data(blind):
    assert blind.of(DATA).ratio is None and blind.of(DATA).accuracy.value > 0.9
    clear, noise = blind.of("clear").ratio, blind.of("noise").ratio
    assert clear.low <= 1.0 + 1e-9 <= clear.high + 0.1
    assert noise.high < clear.low


def test_chance_is_measured_three_ways(blind):
    noise = blind.of("noise")
    assert blind.uniform == pytest.approx(1 / 3)
    assert noise.p > 0.05 and blind.of("clear").p == pytest.approx(1 / 41)
    assert noise.under_chance == pytest.approx(1 / 3, abs=0.06)
    assert blind.majority["all"] <= 0.5


def test_held_out_items_are_scored_apart(blind):
    held = blind.of("clear", "held-out")
    assert (held.n_items, held.n_groups) == (30, 30)
    assert held.accuracy.high - held.accuracy.low >= 0
    assert blind.of("clear").n_items == N


def test_two_are_compared_in_the_same_draws(blind):
    apart, same = blind.margin("clear", "noise"), blind.margin("clear", "clear")
    assert apart.low > 0 and tuple(same) == (0.0, 0.0, 0.0)
    assert blind.margin("clear", "noise", "held-out").value > 0


def test_classes_are_counted_one_by_one(blind):
    counts = blind.by_class("clear")
    assert list(counts) == ["kind 0", "kind 1", "kind 2"]
    right = sum(right for right, _ in counts.values())
    assert right / N == pytest.approx(blind.of("clear").accuracy.value)
    assert sum(n for _, n in blind.by_class("clear", "held-out").values()) == 30


def test_too_few_held_out_items_are_not_scored():
    few = np.arange(N) < 5
    asked = ask_blind(Y, range(N), CLEAR, {}, held_out=few, n_permutations=0)
    assert asked.of(DATA, "held-out") is None and asked.of(DATA).p is None


def test_a_label_that_is_only_its_group_is_not_read():
    """Windows of one clip are alike: with groups split, their label would be told by the clip."""
    groups = np.repeat(np.arange(18), 5)
    labels = groups % 2
    alike = np.random.default_rng(1).normal(size=(18, 6)).astype(np.float32)[groups]
    asked = ask_blind(labels, groups, alike, {"alike": alike}, n_permutations=20)
    assert asked.of("alike").accuracy.value < 0.8
    assert asked.of("alike").n_groups == 18


def test_one_label_is_no_question():
    with pytest.raises(TimbrespaceError, match="two or more values"):
        ask_blind(["a"] * N, range(N), CLEAR, {})


def test_it_can_be_stopped():
    job = Job("probe")
    job.cancel()
    with pytest.raises(Cancelled):
        ask_blind(Y, range(N), CLEAR, {}, n_permutations=5, job=job)
