"""The table of both claims, on sounds where a perfect edit is known."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import Cancelled
from timbrespace.factors.editing.baselines import MeanDifference, RandomDirection
from timbrespace.factors.editing.evaluation import HeldOut, try_pairs
from timbrespace.factors.editing.methods import CopyAll, Nothing
from timbrespace.factors.editing.pairs import edit_pairs
from timbrespace.jobs import Job

from .toys import bench, crossed, layer, sounds


@pytest.fixture(scope="module")
def tried():
    place, train, test = layer(), crossed(seed=0), crossed(seed=9)
    made, x = bench(place, train), sounds(place, test.z, seed=5)
    held_out = HeldOut(lambda i: made.see(x[i : i + 1]), test.labels, test.groups)
    pairs = {f: edit_pairs(test.labels, test.groups, f, 20) for f in test.labels}
    mean = MeanDifference(train)
    methods = [mean, RandomDirection(mean), CopyAll(), Nothing()]
    return try_pairs(made, methods, held_out, pairs), (made, methods, held_out, pairs)


def means(table, method):
    return table[table.method == method].mean(numeric_only=True)


def test_there_is_a_row_for_each_factor_pair_and_method(tried):
    table, _ = tried
    assert len(table) == 2 * 20 * 4
    assert not table.isna().any().any()


def test_moving_along_the_factor_meets_both_claims(tried):
    found = means(tried[0], "mean difference")
    assert found.moved_logits > 0.9 and found.kept_logits > 0.9 and found.both_logits > 0.9


def test_copying_is_the_ceiling_of_the_first_claim_and_the_floor_of_the_second(tried):
    found = means(tried[0], "copy all dims")
    assert found.moved_logits > 0.9 and found.kept_logits < 0.1 and found.both_logits < 0.1
    assert found.to_donor_after < found.to_donor_before


def test_doing_nothing_meets_the_second_claim_alone(tried):
    found = means(tried[0], "nothing")
    assert found.moved_logits < 0.1 and found.kept_logits > 0.9
    assert found.to_receptor == pytest.approx(0, abs=1e-3)
    assert found.length == 0 and found.manifold_ratio == pytest.approx(1, rel=1e-3)


def test_a_random_direction_does_not_do_it(tried):
    assert means(tried[0], "random direction").both_logits < 0.6


def test_the_donor_itself_is_known(tried):
    assert means(tried[0], "nothing").donor_known > 0.9


def test_the_same_seed_gives_the_same_table(tried):
    table, arguments = tried
    assert try_pairs(*arguments).equals(table)


def test_it_can_be_stopped(tried):
    job = Job("edits")
    job.cancel()
    with pytest.raises(Cancelled):
        try_pairs(*tried[1], job=job)


def test_distances_are_those_of_mean_logits(tried):
    table, (made, _, held_out, pairs) = tried
    receptor, donor = (held_out.see(i) for i in pairs["material"][0])
    distance = np.linalg.norm(receptor.logits.mean(axis=0) - donor.logits.mean(axis=0))
    assert table.to_donor_before.iloc[0] == pytest.approx(float(distance))
