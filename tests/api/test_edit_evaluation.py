"""The evaluation splits by groups, repeats itself, and lists every pair with every method."""

from __future__ import annotations

import pytest

from timbrespace.api.edit_evaluation import evaluate_edits
from timbrespace.factors.flow.training import Schedule

from .edit_atlas import LAYER


@pytest.fixture(scope="module")
def run(edit_atlas, random_weights):
    def again(**how):
        return evaluate_edits(
            edit_atlas, layer=LAYER, n_pairs=3, min_groups=4, dims={"material": 1, "action": 1},
            schedule=Schedule(n_steps=10), weights=random_weights, **how,
        )  # fmt: skip

    return again


@pytest.fixture(scope="module")
def found(run):
    return run(n_hear=1)


def test_each_factor_has_its_pairs_by_each_method(found, edit_atlas):
    assert found.factors == ("material", "action")
    counts = found.pairs.groupby(["factor", "method"]).size()
    assert len(counts) == 2 * 9 and set(counts) == {3}
    groups = edit_atlas.items.set_index("id")["group"]
    for pair in found.pairs.itertuples():
        assert groups[pair.receptor] != groups[pair.donor]


def test_pairs_are_of_groups_that_nothing_was_trained_on(found):
    (sizes,) = [note for note in found.notes if note.startswith("Trained on")]
    n_train, n_test = (int(part.split(" sounds")[0].split()[-1]) for part in sizes.split(";"))
    assert n_train + n_test == 48
    assert found.pairs["receptor"].nunique() <= n_test < n_train


def test_a_heard_pair_is_measured_by_every_way(found):
    heard = found.heard
    assert heard["way"].tolist() == [
        "optimised", "source unchanged", "envelope transfer", "cross-fade 50 %"
    ]  # fmt: skip
    still = heard[heard["way"] == "source unchanged"].iloc[0]
    assert still.travelled == pytest.approx(0, abs=1e-3)
    assert still.p_gain == pytest.approx(0, abs=1e-6)
    assert heard[heard["way"] == "optimised"].iloc[0].travelled > still.travelled


def test_the_same_seed_gives_the_same_table(run, found):
    assert run().pairs.equals(found.pairs)


def test_shared_donors_share_the_other_factor(edit_atlas):
    from timbrespace.api.disentangling import data_of
    from timbrespace.api.edit_evaluation import pairs_of, split_of

    space = next(s["id"] for s in edit_atlas.spaces() if ":pca8" in s["id"])
    data = data_of(edit_atlas, ("material", "action"), space=space)
    train, test = split_of(data, seed=0)
    labels = edit_atlas.items
    for factor, pairs in pairs_of(train, test, ("material", "action"), 5, True, 0).items():
        other = "label.action" if factor == "material" else "label.material"
        for pair in pairs:
            assert labels[other][pair.receptor] == labels[other][pair.donor]
    assert not set(train.groups) & set(test.groups)
