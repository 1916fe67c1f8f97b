"""Own words from the first mark on an atlas to a slider on a voice."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

import timbrespace
from tests.surrogates import analysis_world as toy
from tests.surrogates.tone_voice import ToneVoice
from timbrespace.api import words
from timbrespace.api.word_items import item_of, rated
from timbrespace.errors import TimbrespaceError


@pytest.fixture(scope="module")
def atlas(atlas_folder, sounds):
    opened = timbrespace.open(atlas_folder, sounds=sounds)
    # Every fourth sound is another take of one group.
    opened.items["group"] = [f"take {i % 12}" for i in range(len(opened.items))]
    return opened


@pytest.fixture
def marked(atlas):
    """The half with the higher centroid is glassy; every other item is marked."""
    centroids = atlas.descriptors()["centroid_hz"].to_numpy()
    ids = atlas.items["id"].to_numpy()
    usable = np.flatnonzero(np.isfinite(centroids))
    order = usable[np.argsort(centroids[usable])]
    low, high = order[: len(order) // 2 : 2], order[len(order) // 2 :: 2]
    words.mark("Glassy", atlas, ids[low].tolist(), False)
    words.mark("Glassy", atlas, ids[high].tolist(), True)
    return order


def test_marks_teach_a_word_that_colours_the_map(atlas, marked):
    assert words.told(words.get_word("glassy"))["fitted"] is False
    fitted = words.fit("glassy")
    told = words.told(fitted)
    assert told["n_yes"] > 8 and told["n_no"] > 8 and told["reads"] == ["descriptors"]
    assert fitted.reliability is not None and fitted.reliability.concordance > 0.8
    column = words.values("glassy", atlas)
    assert len(column) == len(atlas.items)
    known = np.isfinite(column)
    centroid = atlas.descriptors()["centroid_hz"].to_numpy()
    assert np.corrcoef(column[known], np.log(centroid[known]))[0, 1] > 0.6
    json.dumps(told, allow_nan=False)


def test_suggestions_are_unmarked_items_of_the_atlas(atlas, marked):
    before = words.suggest("glassy", atlas, 3)
    words.fit("glassy")
    after = words.suggest("glassy", atlas, 4)
    held = {mark.id for mark in words.get_word("glassy").marks}
    for each in [*before, *after]:
        assert each.item not in held and atlas.position(each.item) >= 0
        assert 0 < each.gain < 1
    assert words.suggest("never-marked", atlas, 2), "a first word has somewhere to begin"


def test_a_word_may_read_a_space_and_is_still_a_slider(atlas, marked):
    space = atlas.space(None)
    fitted = words.fit("glassy", atlas, reads=["descriptors", space])
    assert words.told(fitted)["reads"] == ["descriptors", space]
    assert {block.space for block in fitted.player().blocks} == {"descriptors"}
    assert np.isfinite(words.values("glassy", atlas)).sum() > 20
    with pytest.raises(TimbrespaceError, match="the sounds are wanted"):
        words.fit("glassy", reads=["descriptors", space])


def test_a_word_of_another_model_is_not_read_by_mistake(atlas, marked):
    fitted = words.fit("glassy", atlas, reads=["descriptors", atlas.space(None)])
    model = fitted.fitted()
    other = replace(model.blocks[1], model_hash="another")
    changed = replace(fitted, model=replace(model, blocks=(model.blocks[0], other)))
    with pytest.raises(TimbrespaceError, match="which this atlas has not got"):
        words.values(changed, atlas)


def test_marks_are_changed_and_taken_away(atlas):
    item = str(atlas.items["id"].iloc[0])
    words.mark("wobbly", atlas, item, True)
    words.mark("wobbly", atlas, item, 2.5)
    (only,) = words.get_word("wobbly").marks
    assert only.rating == 2.5 and only.of == atlas.name and only.group == "take 0"
    assert words.unmark("wobbly", [item, "nobody"]).marks == ()


def test_a_moment_is_measured_where_it_was_played(atlas):
    voice = ToneVoice()
    low, high = ([0.0, share, 0.0] for share in (-2.0, 2.0))
    words.mark_moment("wobbly", voice, low, False)
    kept = words.mark_moment("wobbly", voice, high, True, performance="evening")
    first, second = kept.marks
    assert second.descriptors["centroid_hz"] > 2 * first.descriptors["centroid_hz"]
    assert second.group == "evening" and second.latent == (0.0, 2.0, 0.0)
    assert len(words.mark_moment("wobbly", voice, high, 4.0).marks) == 2, "the same moment again"
    with pytest.raises(TimbrespaceError, match="Nothing is heard"):
        words.mark_moment("wobbly", voice, [-9.0, 0.0, 0.0], True)


def test_a_word_goes_to_somebody_else_and_plays_the_same(atlas, marked, tmp_path, monkeypatch):
    words.fit("glassy")
    here = words.values("glassy", atlas)
    file = words.export("glassy", tmp_path, marks=False)
    assert file.name == "glassy.json" and "take 0" not in file.read_text()
    monkeypatch.setenv("TIMBRESPACE_CONFIG", str(tmp_path / "somebody else"))
    assert words.import_word(file, "Brittle").name == "brittle"
    np.testing.assert_array_equal(words.values("brittle", atlas), here)
    with pytest.raises(TimbrespaceError, match="have a word 'brittle' already"):
        words.import_word(file, "brittle")
    with pytest.raises(TimbrespaceError, match="marked as such and 0 as not"):
        words.fit("brittle")


def test_scales_and_names(atlas, marked):
    words.fit("glassy")
    before = words.values("glassy", atlas)
    words.rescale("glassy", 0, 100, "%")
    np.testing.assert_allclose(words.values("glassy", atlas), 100 * before)
    assert words.rename("glassy", "Like glass").name == "like-glass"
    assert [word.name for word in words.list_words()] == ["like-glass"]
    words.forget("like-glass")
    assert words.list_words() == []
    with pytest.raises(TimbrespaceError, match="no scale"):
        words.rescale("like-glass", 3, 3)


def test_fitted_words_are_sliders_on_a_voice():
    base, points = toy.ToySurrogate(), toy.points()
    made = words.with_own_words(base, points)
    assert made.names == base.names, "nothing is marked yet"
    rows = toy.points(80, seed=3)
    from timbrespace.surrogates.words.book import Book
    from timbrespace.surrogates.words.marks import Mark

    marks = tuple(
        Mark(f"m{i}", 5.0 if v["roughness"] > 30 else 1.0, "moment", f"g{i}", v)
        for i, v in enumerate(
            dict(zip(toy.NAMES, row, strict=True)) for row in rows.values.tolist()
        )
    )
    Book().keep(replace(Book().begun("wobbly"), marks=marks))
    assert words.with_own_words(base, points).names == base.names, "nor fitted"
    words.fit("wobbly")
    made = words.with_own_words(base, points)
    assert made.names == (*base.names, "wobbly") and made.words[-1].problem == ""
    wanted = {"wobbly": 0.5}
    assert made.invert(wanted, np.zeros(5) + 0.5).reached["wobbly"]


def test_a_damaged_word_does_not_silence_a_voice():
    from timbrespace.surrogates.words.book import Book

    book = Book()
    book.keep(book.begun("wobbly"))
    (book.folder / "wobbly.json").write_text("{")
    base = toy.ToySurrogate()
    assert words.with_own_words(base, toy.points(50)) is base
    with pytest.raises(TimbrespaceError, match=r"wobbly\.json"):
        words.list_words()


def test_items_are_named_by_id_path_or_end_of_path(atlas):
    item, path = (str(atlas.items[column].iloc[5]) for column in ("id", "path"))
    assert item_of(atlas, item) == item_of(atlas, path) == item
    with pytest.raises(TimbrespaceError, match="no item called 'nothing.wav'"):
        item_of(atlas, "nothing.wav")
    with pytest.raises(TimbrespaceError, match="is no rating"):
        rated("a.wav=very")
