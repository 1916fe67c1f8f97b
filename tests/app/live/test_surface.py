"""A place on the map is a latent between those of its sounds."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.app.answers import CallError, NotFound
from timbrespace.app.live.surface import Surface
from timbrespace.app.view import View

from ..toys import IDS, MAP, SPACE


@pytest.fixture
def view(atlas):
    return View(atlas, 1)


def test_an_atlas_in_the_space_of_the_voice_can_be_played(view):
    facts = Surface(view, SPACE, 3).facts()
    assert (facts["space"], facts["n_items"], facts["rows"]) == (SPACE, len(IDS), None)


def test_another_size_is_another_space(view):
    assert Surface(view, SPACE, 4).facts()["n_items"] == 0


def test_a_place_is_the_weighted_mean(view, atlas):
    surface, known = Surface(view, SPACE, 3), atlas.pooled(SPACE)
    assert surface.latent([IDS[2]], [1.0]) == pytest.approx(known[2].tolist())
    mixed = surface.latent([IDS[0], IDS[4]], [1, 3])
    assert mixed == pytest.approx((0.25 * known[0] + 0.75 * known[4]).tolist(), rel=1e-5)


def test_sounds_without_latents_are_left_out(view, atlas):
    surface = Surface(view, SPACE, 3)
    surface._latents = surface._latents.copy()
    surface._latents[0] = np.nan
    assert surface.facts()["rows"] == list(range(1, len(IDS)))
    known = atlas.pooled(SPACE)
    assert surface.latent(IDS[:2], [5, 1]) == pytest.approx(known[1].tolist())
    with pytest.raises(CallError, match="no latents"):
        surface.latent(IDS[:1], [1])


@pytest.mark.parametrize(
    ("items", "weights"),
    [(IDS[:2], [1]), ([], []), (IDS[:1], [0]), (IDS[:1], [-1]), (IDS[:1], ["1"]),
     (IDS[:1], [float("nan")]), ("a", [1]), (IDS * 3, [1] * 21)],
)  # fmt: skip
def test_nonsense_is_refused(view, items, weights):
    with pytest.raises(CallError):
        Surface(view, SPACE, 3).latent(items, weights)


def test_an_item_that_is_not_listed_is_not_found(view):
    with pytest.raises(NotFound):
        Surface(view, SPACE, 3).latent(["../x"], [1])


def test_what_has_both_a_place_and_latents_makes_the_ground(view, atlas):
    places, latents = Surface(view, SPACE, 3).placed(MAP)
    assert len(places) == len(latents) == len(IDS) - 1  # One has no place on the map.
    assert latents == pytest.approx(atlas.pooled(SPACE)[:-1])
    with pytest.raises(NotFound):
        Surface(view, SPACE, 3).placed("no")
    with pytest.raises(CallError, match="Fewer than two"):
        Surface(view, SPACE, 4).placed(MAP)
