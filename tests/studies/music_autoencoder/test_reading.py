"""What latents of clips hold, on clouds whose answer is known."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.factors.probing.question import ask
from timbrespace.jobs import Job
from timbrespace.studies.music_autoencoder import reading
from timbrespace.studies.music_autoencoder.reading import Clouds

N, GENRES, TRACKS = 60, 3, 12


@pytest.fixture(scope="module")
def question():
    genres = [f"genre {i % GENRES}" for i in range(N)]
    tracks = [f"track {i % TRACKS}" for i in range(N)]
    return ask(genres, tracks, label="genre", group="track", n_folds=3, min_groups=2)


def clouds(question, told):
    """Pooled numbers that tell the genre, or nothing."""
    rng = np.random.default_rng(0)
    pooled = rng.normal(size=(N, 4)).astype(np.float32)
    pooled[:, 0] += 8 * told * question.y
    return Clouds("55112", "a size", np.repeat(pooled, 30, axis=1), pooled)


def test_probes_read_what_is_there_and_no_more(question):
    for told, stands in ((1, True), (0, False)):
        seen = clouds(question, told)
        for said in (
            reading.tree(seen, question, 0, Job("x")),
            reading.linear(seen, question, Job("x")),
        ):
            result = reading.accuracy(question, said, {"space": "a"}, "the command", 0.15)
            assert (result.low > 1 / GENRES) is stands
            assert result.baselines["uniform"] == pytest.approx(1 / GENRES)
            assert result.baselines["original study, published"] == 0.15
            assert result.n_groups == TRACKS


def test_a_margin_is_paired(question):
    right, wrong = question.y, (question.y + 1) % GENRES
    margin = reading.margin(question, right, wrong, {}, "")
    assert (margin.value, margin.low, margin.high) == (1, 1, 1)
    assert reading.margin(question, right, right, {}, "").value == 0


def test_clusters_of_genres_agree_with_genre_and_noise_does_not(question):
    told, none = (
        {r.name: r for r in reading.clusters(clouds(question, t), question, "", 0, Job("x"))[0]}
        for t in (1, 0)
    )
    assert told["ami"].value > 0.2 > none["ami"].value
    assert 0 < told["largest_cluster"].value <= 1
    assert "permuted labels" in told["ami"].baselines


def test_curves_and_components_are_plain(question):
    seen = clouds(question, 1)
    _, kept = reading.clusters(seen, question, "", 0, Job("x"))
    assert kept["ks"][-1] == 40 and len(kept["inertia"]) == len(kept["ks"])
    assert kept["inertia"] == sorted(kept["inertia"], reverse=True)
    flat = reading.three_components(seen, 0)
    assert np.array(flat["points"]).shape == (N, 3)
    assert sum(flat["explained"]) <= 1
