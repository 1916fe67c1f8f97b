import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.explore import layout
from timbrespace.explore.neighbours import Neighbours
from timbrespace.explore.place import place


def nearest_labels_agree(placed, labels, points, known):
    """Share of placed items whose nearest point on the map bears their label."""
    near = np.linalg.norm(placed[:, None] - points[None], axis=2).argmin(axis=1)
    return (known[near] == labels).mean()


@pytest.mark.parametrize("method", ["pca", "tsne"])
def test_held_out_items_land_among_their_kind_and_random_places_do_not(clustered, method):
    latents, labels = clustered(360)
    made = layout.compute(latents[:300], method)
    placed, distance = place(latents[300:], latents[:300], made.points, model=made.model)
    agreement = nearest_labels_agree(placed, labels[300:], made.points, labels[:300])
    random = np.random.default_rng(0).uniform(-1, 1, placed.shape)
    chance = nearest_labels_agree(random, labels[300:], made.points, labels[:300])
    assert placed.dtype == distance.dtype == np.float32
    assert agreement > (0.95 if method == "tsne" else 0.7)
    assert chance < 0.4
    assert (distance > 0).all()


@pytest.mark.parametrize("method", ["pca", "tsne"])
@pytest.mark.parametrize("dims", [2, 3])
def test_an_item_on_the_map_lands_on_its_own_point(clustered, method, dims):
    latents, _ = clustered(60)
    made = layout.compute(latents, method, dims=dims)
    placed, distance = place(latents, latents, made.points, model=made.model)
    assert np.allclose(placed, made.points, atol=1e-6)
    assert np.array_equal(distance, np.zeros(60))


def test_between_two_islands_an_item_lands_on_the_one_with_more_of_its_neighbours():
    latents = np.array([[1.0, 0], [1, 0.1], [1, -0.1], [-1, 0.1], [-1, -0.1]])
    points = np.array([[0.9, 0.9], [0.92, 0.9], [0.9, 0.92], [-0.9, -0.9], [-0.92, -0.9]])
    placed, _ = place([[0.0, 0.0]], latents, points, preparation="none")
    assert np.linalg.norm(placed[0] - [0.9, 0.9]) < 0.05


def test_far_sounds_are_told_by_their_distance(clustered):
    latents, _ = clustered(100)
    near, far = place(np.stack([latents[0] + 0.1, latents[0] + 100]), latents, latents[:, :2])[1]
    assert far > 50 * near


def test_neighbours_at_hand_are_used_and_few_items_suffice(clustered):
    latents, _ = clustered(30)
    points = latents[:, :2]
    index = Neighbours(latents)
    new, _ = clustered(4, seed=3)
    expected = place(new, latents, points)[0]
    assert np.array_equal(place(new, latents, points, index=index)[0], expected)
    assert np.array_equal(place(new, latents[:1], points[:1])[0], np.repeat(points[:1], 4, 0))


def test_empty_or_unfitting_maps_are_refused(clustered):
    latents, _ = clustered(10)
    with pytest.raises(TimbrespaceError, match="10 items on the map, found 9"):
        place(latents, latents, latents[:9, :2])
    with pytest.raises(TimbrespaceError, match="Lay the map out first"):
        place(latents, latents[:0], latents[:0, :2])
    with pytest.raises(TimbrespaceError, match="16 dims, found 2"):
        place(latents[:, :2], latents, latents[:, :2])
