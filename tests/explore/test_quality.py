import numpy as np
import pytest
from sklearn.manifold import trustworthiness

from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.explore import quality
from timbrespace.jobs import Job


def ranks(rows):
    """Rank of every item seen from every other, from 1; by sorting whole rows."""
    table = np.linalg.norm(rows[:, None].astype(float) - rows[None], axis=2)
    np.fill_diagonal(table, -1)
    return table.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")


def slow_continuity(high, low, k):
    """Venna & Kaski's sum, written out."""
    high_rank, low_rank, n = ranks(high), ranks(low), len(high)
    total = 0
    for i in range(n):
        for j in range(n):
            if 1 <= high_rank[i, j] <= k < low_rank[i, j]:
                total += low_rank[i, j] - k
    return 1 - 2 / (n * k * (2 * n - 3 * k - 1)) * total


@pytest.mark.parametrize("k", [1, 5, 10])
def test_figures_equal_scikit_learn_and_the_written_out_sum(clustered, k):
    latents, _ = clustered(150)
    points = latents[:, :2]
    found = quality.measure(latents, points, k=k, preparation="none")
    assert found.trustworthiness == pytest.approx(
        trustworthiness(latents, points, n_neighbors=k), abs=1e-6
    )
    assert found.continuity == pytest.approx(slow_continuity(latents, points, k), abs=1e-9)
    assert found.n_queries == 150


def test_recall_is_the_share_of_neighbours_kept(clustered):
    latents, _ = clustered(100)
    points = latents[:, :2]
    kept = (ranks(latents) <= 10) & (ranks(points) <= 10) & ~np.eye(100, dtype=bool)
    found = quality.measure(latents, points, preparation="none")
    assert found.recall_at_10 == pytest.approx(kept.sum() / 1000)


def test_a_perfect_map_scores_1_everywhere():
    points = np.random.default_rng(0).normal(size=(200, 2)).astype(np.float32)
    latents = points @ np.linalg.qr(np.random.default_rng(1).normal(size=(8, 8)))[0][:2]
    found = quality.measure(latents * 3 + 1, points, preparation="none")
    assert (found.trustworthiness, found.continuity, found.recall_at_10) == (1, 1, 1)
    assert np.array_equal(found.point_trust, np.ones(200, np.float32))


def test_a_random_map_comes_out_near_its_expectation(clustered):
    latents, _ = clustered(600, groups=1)
    points = np.random.default_rng(5).normal(size=(600, 2))
    found = quality.measure(latents, points, preparation="none")
    n, k = 600, 10
    # A neighbour drawn at random has a rank uniform over 1 to n - 1.
    excess = (n - 1 - k) * (n - k) / 2 / (n - 1)
    expected = 1 - 2 * excess / (2 * n - 3 * k - 1)
    assert found.trustworthiness == pytest.approx(expected, abs=0.02)
    assert found.continuity == pytest.approx(expected, abs=0.02)
    assert found.recall_at_10 == pytest.approx(k / (n - 1), abs=0.01)


def test_point_trust_averages_to_the_trustworthiness_and_marks_the_misplaced(clustered):
    latents, labels = clustered(300)
    points = (latents @ np.linalg.svd(latents)[2][:2].T).astype(np.float32)
    misplaced = np.flatnonzero(labels == labels[0])[:4]
    points[misplaced] = points[labels != labels[0]][:4]
    found = quality.measure(latents, points)
    assert found.point_trust.shape == (300,) and found.point_trust.dtype == np.float32
    assert found.point_trust.mean() == pytest.approx(found.trustworthiness, abs=1e-6)
    assert found.point_trust[misplaced].max() < np.quantile(found.point_trust, 0.25)


def test_a_sample_of_queries_is_near_the_whole_and_every_point_gets_its_trust(
    clustered, monkeypatch
):
    latents, _ = clustered(900)
    points = latents[:, :2]
    whole = quality.measure(latents, points)
    monkeypatch.setattr(quality, "N_ANCHORS", 300)
    sample = quality.measure(latents, points, max_queries=300)
    assert sample.n_queries == 300
    assert sample.trustworthiness == pytest.approx(whole.trustworthiness, abs=0.02)
    assert sample.continuity == pytest.approx(whole.continuity, abs=0.02)
    exact = sample.point_trust == whole.point_trust
    assert exact.sum() >= 300
    assert np.corrcoef(sample.point_trust[~exact], whole.point_trust[~exact])[0, 1] > 0.95
    other = quality.measure(latents, points, max_queries=300, seed=1)
    again = quality.measure(latents, points, max_queries=300)
    assert other.trustworthiness != sample.trustworthiness
    assert np.array_equal(again.point_trust, sample.point_trust)


def test_blocks_do_not_change_the_figures(clustered, monkeypatch):
    latents, _ = clustered(200)
    whole = quality.measure(latents, latents[:, :2])
    monkeypatch.setattr(quality, "BLOCK_BYTES", 200 * 8 * 3 * 9)
    parts = quality.measure(latents, latents[:, :2])
    assert parts.trustworthiness == pytest.approx(whole.trustworthiness, abs=1e-12)
    assert parts.continuity == pytest.approx(whole.continuity, abs=1e-12)


@pytest.mark.parametrize("n", [0, 1, 2, 3, 5, 15])
def test_few_items_and_duplicates_stay_within_0_and_1(clustered, n):
    latents, _ = clustered(15)
    for rows in (latents[:n], np.ones((n, 16))):
        found = quality.measure(rows, rows[:, :2])
        for figure in (found.trustworthiness, found.continuity, found.recall_at_10):
            assert 0 <= figure <= 1
        assert found.point_trust.shape == (n,)


def test_wrong_shapes_are_refused_and_a_job_can_stop_it(clustered):
    latents, _ = clustered(50)
    with pytest.raises(TimbrespaceError, match="50 latents, found 49"):
        quality.measure(latents, latents[:49, :2])
    job = Job("quality")
    job.cancel()
    with pytest.raises(Cancelled):
        quality.measure(latents, latents[:, :2], job=job)
