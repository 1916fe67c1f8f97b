import dataclasses

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.semantics.probes import fit, recall, remember


def fitted(classes=("glass", "metal", "wood"), n=60, seed=0):
    rng = np.random.default_rng(seed)
    y = np.arange(n) % len(classes)
    rows = np.eye(len(classes), 5)[y] * 4 + rng.normal(size=(n, 5))
    rows[:, 4] = 7.0  # a dim that never changes
    probe = fit("material", tuple(classes), rows, y, space="toy:1", model_hash="abc",
                accuracy=0.9, n_groups=6)  # fmt: skip
    return probe, rows, y


@pytest.mark.parametrize("classes", [("glass", "metal", "wood"), ("glass", "metal")])
def test_a_probe_tells_its_classes_and_its_scores_are_probabilities(classes):
    probe, rows, y = fitted(classes)
    scores = probe.scores(rows)
    assert scores.shape == (60, len(classes))
    assert scores.sum(axis=1) == pytest.approx(np.ones(60))
    assert (scores.argmax(axis=1) == y).mean() > 0.9
    assert np.isnan(probe.scores(np.full((1, 5), np.nan))).all()


def test_what_is_kept_is_what_comes_back():
    probe, rows, _ = fitted()
    path = remember(probe)
    assert path.suffix == ".json"
    back = recall("material")
    assert back.scores(rows) == pytest.approx(probe.scores(rows))
    for field in dataclasses.fields(probe):
        if field.name not in ("weights", "bias"):
            assert getattr(back, field.name) == getattr(probe, field.name)


def test_a_probe_fitted_anew_takes_the_place_of_the_old():
    remember(fitted()[0])
    recall("material")
    remember(dataclasses.replace(fitted()[0], accuracy=0.5))
    assert recall("material").accuracy == 0.5


def test_what_is_not_kept_or_broken_says_what_to_do():
    with pytest.raises(TimbrespaceError, match="No probe for 'mood'.*probe:mood=VALUE"):
        recall("mood")
    remember(fitted()[0]).write_text("{}")
    with pytest.raises(TimbrespaceError, match="can't be read.*fit it anew"):
        recall("material")
