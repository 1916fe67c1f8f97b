"""Probes read what is there, real sounds are as near as real sounds, edits are farther."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.factors.editing.bench import fit_probe, log_odds, scores_of

from .toys import bench, crossed, layer, sounds


@pytest.fixture(scope="module")
def ready():
    place, rows = layer(), crossed()
    return bench(place, rows), rows, sounds(place, rows.z)


def test_both_probes_read_both_factors(ready):
    made, rows, x = ready
    for i in (0, 10, 20, 30):
        read = made.read(made.see(x[i : i + 1]))
        for place in ("layer", "logits"):
            for name, codes in rows.labels.items():
                assert max(read[place][name], key=read[place][name].get) == codes[i]


def test_an_edit_of_one_factor_s_dim_is_read_in_that_factor_alone(ready):
    made, rows, x = ready
    receptor = made.see(x[:1])
    z = receptor.z.copy()
    z[:, 0] = -z[:, 0]
    after = made.read(made.try_out(receptor, z).seen)["logits"]
    assert max(after["material"], key=after["material"].get) != rows.labels["material"][0]
    assert max(after["action"], key=after["action"].get) == rows.labels["action"][0]


def test_doing_nothing_moves_nothing_and_stays_among_real_sounds(ready):
    made, _, x = ready
    receptor = made.see(x[:2])
    outcome = made.try_out(receptor, receptor.z)
    assert outcome.moved == pytest.approx(0)
    assert outcome.manifold_ratio == pytest.approx(1, rel=1e-3)
    assert np.allclose(outcome.seen.logits, receptor.logits, atol=1e-3)


def test_the_farther_off_the_larger_the_ratio(ready):
    made, _, x = ready
    receptor = made.see(x[:2])
    ratios = [made.manifold_ratio(receptor.z + far, receptor.z) for far in (0.0, 1.0, 5.0)]
    assert ratios == sorted(ratios) and ratios[2] > 3


def test_a_group_left_out_no_longer_counts_as_near(ready):
    made, rows, _ = ready
    z = rows.z[:3]
    far = z + np.float32(3)
    assert made.manifold_ratio(far, z, without=0) < made.manifold_ratio(far, z)


def test_rows_without_a_label_teach_nothing():
    rows = np.array([[-1.0], [-1.2], [1.0], [1.2], [50.0]])
    probe = fit_probe(rows, np.array([0, 0, 1, 1, -1]))
    assert probe.codes.tolist() == [0, 1]
    assert sum(probe.probabilities(rows[:1]).values()) == pytest.approx(1)


def test_scores_are_means_over_patches_and_odds_turn_them_back():
    logits = np.array([[0.0, 2.0], [0.0, 2.0]], np.float32)
    assert np.allclose(log_odds(scores_of(logits)), [0, 2], atol=1e-4)
    assert np.isfinite(log_odds(np.array([0.0, 1.0]))).all()
