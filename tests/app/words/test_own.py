"""Words of one's own as the page teaches, reads and shares them, over a toy atlas."""

from __future__ import annotations

import json

import numpy as np
import pytest

from timbrespace.app.answers import CallError, NotFound, TooLarge
from timbrespace.app.view import View
from timbrespace.app.words import OwnWords
from timbrespace.app.words.own import MOST_MARKED
from timbrespace.errors import TimbrespaceError

from ..toys import IDS


class ToyPlayer:
    """What would play by these words."""

    def __init__(self):
        self.n_reopened = 0

    def moment(self):
        raise NotFound("Nothing plays here.")

    def aside(self, work):
        return work()

    def reopen(self):
        self.n_reopened += 1


@pytest.fixture
def player():
    return ToyPlayer()


@pytest.fixture
def changes():
    return []


@pytest.fixture
def words(atlas, player, changes):
    return OwnWords(player, lambda: View(atlas, 1), lambda: changes.append(1))


@pytest.fixture
def loud(words):
    """The louder sounds come first in the toy atlas."""
    words.mark("Loud", True, IDS[:3])
    words.mark("Loud", False, IDS[-3:])
    words.fit("loud")
    return words


def values(words, name="loud"):
    return np.frombuffer(words.values(name).buffer, "<f4")


def test_a_learned_word_has_a_value_for_every_sound_in_their_order(loud):
    found = values(loud)
    assert loud.values("loud").headers == {"X-Rows": str(len(IDS)), "X-Columns": "1"}
    assert found[:3].min() > found[-3:].max()
    assert (np.diff(found) < 0).all()  # As loudness falls.


def test_sounds_are_marked_at_once_and_marks_are_taken_back(words, player, changes):
    told = words.mark("Loud", 4, IDS[:3]).json
    assert told["marks"] == dict.fromkeys(IDS[:3], 4.0)
    assert words.unmark("loud", IDS[1:3]).json["marks"] == {IDS[0]: 4.0}
    assert len(changes) == 2
    assert player.n_reopened == 0  # No slider has changed.


def test_players_hear_of_what_changes_their_sliders(loud, player):
    before = player.n_reopened
    assert before == 1
    loud.rescale("loud", 0, 10, "sone")
    loud.rename("loud", "Very loud")
    loud.forget("very-loud")
    assert player.n_reopened == before + 3
    assert loud.listed().json == []


def test_a_scale_and_a_name_are_its_own(loud):
    before = values(loud)
    told = loud.rescale("loud", 0, 10, "sone").json
    assert (told["low"], told["high"], told["unit"]) == (0, 10, "sone")
    assert np.allclose(values(loud), 10 * before, atol=1e-5)
    assert loud.rename("loud", "Blaring").json["name"] == "blaring"
    assert np.allclose(values(loud, "blaring"), 10 * before, atol=1e-5)
    with pytest.raises(TimbrespaceError, match="no scale"):
        loud.rescale("blaring", 3, 3, "")


def test_what_would_teach_it_is_not_marked_yet(loud):
    found = loud.suggest("loud", 3).json
    assert [each["item"] for each in found] == [IDS[3]]  # The only one that is left.
    assert 0 < found[0]["gain"] <= 1
    assert found[0]["name"] == "slow.wav"
    assert len(loud.suggest("never-begun", 4).json) == 4


@pytest.mark.parametrize("marks", [True, False])
def test_a_shared_file_comes_back_as_the_same_word(loud, marks):
    before, file = values(loud), loud.file("loud", marks=marks)
    assert file.json == {"type": "application/json", "name": "loud.json"}
    assert bool(json.loads(file.buffer)["marks"]) is marks
    with pytest.raises(TimbrespaceError, match="already"):
        loud.load(file.buffer)
    loud.forget("loud")
    told = loud.load(file.buffer).json
    assert (told["name"], told["n_marks"]) == ("loud", 6 if marks else 0)
    assert np.array_equal(values(loud), before)
    assert loud.load(file.buffer, "Theirs").json["name"] == "theirs"


@pytest.mark.parametrize("file", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"format": "other"}'])
def test_what_is_no_word_is_not_loaded(words, file):
    with pytest.raises(TimbrespaceError) as told:
        words.load(file)
    assert told.value.remedy
    assert words.listed().json == []


def test_a_file_that_is_too_large_is_not_even_read(words):
    with pytest.raises(TooLarge):
        words.load(bytes(20_000_001))


@pytest.mark.parametrize("said", ["yes", None, 7, [1]])
def test_a_mark_is_yes_or_no_or_a_rating(words, said):
    with pytest.raises(TimbrespaceError):
        words.mark("loud", said, IDS[:1])
    assert words.listed().json == []


def test_only_items_of_the_atlas_are_marked(words):
    with pytest.raises(NotFound):
        words.mark("loud", True, [IDS[0], "f" * 16])
    for items in ([], IDS[:1] * (MOST_MARKED + 1)):
        with pytest.raises(CallError):
            words.mark("loud", True, items)
    assert words.listed().json == []


def test_what_plays_is_marked_where_something_plays(words):
    with pytest.raises(NotFound, match="Nothing plays"):
        words.mark("loud", True)
