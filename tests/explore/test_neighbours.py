import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import neighbours
from timbrespace.explore.neighbours import Neighbours


def brute_force(latents, vectors, k, metric):
    """Every distance in double precision, ties by index."""
    a, b = np.asarray(vectors, np.float64), np.asarray(latents, np.float64)
    if metric == "cosine":
        a, b = (x / np.linalg.norm(x, axis=1, keepdims=True) for x in (a, b))
        table = 1 - a @ b.T
    else:
        table = np.linalg.norm(a[:, None] - b[None], axis=2)
    order = np.argsort(table, axis=1, kind="stable")[:, :k]
    return order, np.take_along_axis(table, order, axis=1)


@pytest.mark.parametrize("metric", ["euclidean", "cosine"])
def test_exact_search_equals_brute_force(clustered, metric):
    latents, _ = clustered(500)
    vectors, _ = clustered(40, seed=1)
    near = Neighbours(latents, metric, preparation="none")
    indices, distances = near.query(vectors, 12)
    expected, expected_distances = brute_force(latents, vectors, 12, metric)
    assert near.exact
    assert np.array_equal(indices, expected)
    assert np.allclose(distances, expected_distances, atol=1e-5)


@settings(deadline=None, max_examples=60)
@given(st.integers(0, 10_000), st.integers(1, 60), st.integers(1, 20), st.integers(1, 4))
def test_ties_come_in_the_order_of_the_items(seed, n, k, values):
    rng = np.random.default_rng(seed)
    latents = rng.integers(0, values, (n, 2)).astype(np.float32)
    indices, distances = Neighbours(latents, preparation="none").query(latents, k)
    expected, expected_distances = brute_force(latents, latents, k, "euclidean")
    assert np.array_equal(indices, expected)
    assert np.allclose(distances, expected_distances, atol=1e-6)


def test_blocks_do_not_change_the_answer(clustered, monkeypatch):
    latents, _ = clustered(300)
    whole = Neighbours(latents).query(latents, 9)
    monkeypatch.setattr(neighbours, "BLOCK_BYTES", 4 * 300 * 7)
    parts = Neighbours(latents).query(latents, 9)
    assert np.array_equal(whole[0], parts[0])
    assert np.allclose(whole[1], parts[1])


def test_far_from_the_origin_distances_keep_their_precision(clustered):
    latents, _ = clustered(300)
    near = Neighbours(latents, preparation="none").query(latents, 5)[0]
    far = Neighbours(latents + 1000, preparation="none").query(latents + 1000, 5)[0]
    assert (near == far).mean() > 0.999


def test_others_of_an_item_leave_itself_out_even_among_duplicates(clustered):
    latents, _ = clustered(60)
    latents[10:40] = latents[10]
    indices, distances = Neighbours(latents).of(np.arange(60), 5)
    assert indices.shape == distances.shape == (60, 5)
    assert not (indices == np.arange(60)[:, None]).any()
    assert indices[20].tolist() == [10, 11, 12, 13, 14]
    assert Neighbours(latents[:3]).of([0], 10)[0].shape == (1, 2)
    assert Neighbours(latents[:1]).of([0], 10)[0].shape == (1, 0)


def test_the_index_recalls_nearly_all_and_is_the_same_every_time(clustered):
    latents, _ = clustered(4_000, dims=64, groups=40)
    vectors, _ = clustered(200, dims=64, groups=40, seed=1)
    exact = Neighbours(latents)
    index, again = (Neighbours(latents, exact_up_to=1_000) for _ in range(2))
    assert exact.exact and not index.exact
    wanted = exact.query(vectors, 10)
    found = index.query(vectors, 10)
    recall = np.mean([len(set(a) & set(b)) / 10 for a, b in zip(wanted[0], found[0], strict=True)])
    assert recall > 0.98
    assert np.array_equal(found[0], again.query(vectors, 10)[0])
    assert np.allclose(found[1][:, 0], wanted[1][:, 0], atol=1e-4)


def test_distances_are_those_of_the_prepared_space():
    latents = np.array([[0.0, 0], [1, 1000], [2, 0]], np.float32)
    assert Neighbours(latents, preparation="none").query(latents[:1], 2)[0].tolist() == [[0, 2]]
    assert Neighbours(latents).query(latents[:1], 3)[1][0, 1] < 3


def test_a_zero_vector_has_a_cosine_distance_of_one_half_to_all_others():
    # It has no direction; it must neither be NaN nor anybody's twin.
    near = Neighbours(np.array([[0.0, 0], [1, 0], [0, 2]]), "cosine", preparation="none")
    assert near.query([[0.0, 0.0]], 3)[1].tolist() == [[0, 0.5, 0.5]]


def test_unknown_metric_and_nan_are_refused(clustered):
    latents, _ = clustered(20)
    with pytest.raises(TimbrespaceError, match="no metric 'manhattan'"):
        Neighbours(latents, "manhattan")
    with pytest.raises(TimbrespaceError, match="not finite"):
        Neighbours(latents).query(np.full((1, 16), np.nan), 1)
