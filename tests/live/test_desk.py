"""What messages mean, without threads or sound."""

from __future__ import annotations

import numpy as np
import pytest

from tests.live.world import LinearSurrogate, ToneVoice
from timbrespace.errors import TimbrespaceError
from timbrespace.live.desk import MOST_SLOTS, Desk
from timbrespace.live.stage import Stage


@pytest.fixture
def posted():
    return []


@pytest.fixture
def desk(posted):
    voice = ToneVoice()
    return Desk(Stage(voice, LinearSurrogate(voice)), 48_000, posted.append)


def test_words_that_come_together_move_together_and_carry_all_ids(desk, posted):
    desk.handle(
        [
            {"do": "word", "name": "height", "value": 10.0, "id": "a"},
            {"do": "words", "values": {"loudness": 12.0, "height": 20.0}, "id": "b"},
        ]
    )
    (command,) = posted
    assert command.kind == "latents" and command.ids == ("a", "b") and command.at == 0
    np.testing.assert_allclose(command.value, [0.2, 0.2], atol=1e-6)
    assert desk.history.undo(desk.place).stand is desk.stage.start


def test_stamps_become_samples(desk, posted):
    desk.handle([{"do": "latent", "dim": "pitch", "value": 0.1, "at_s": 0.5}])
    desk.handle([{"do": "gain", "db": -6.0, "at_s": 1.00001}])
    assert [command.at for command in posted] == [24_000, 48_000]


@pytest.mark.parametrize("db, factor", [(0, 1), (-20, 0.1), (12, 3.981), (-90, 0)])
def test_gain(desk, posted, db, factor):
    desk.handle([{"do": "gain", "db": db}])
    assert posted[0].value == pytest.approx(factor, rel=1e-3)


def test_what_is_posted_is_never_changed_afterwards(desk, posted):
    for value in (0.1, 0.2, 0.3):
        desk.handle([{"do": "latent", "dim": 0, "value": value}])
    assert [float(command.value[0]) for command in posted] == pytest.approx([0.1, 0.2, 0.3])


def test_slots_are_not_kept_without_end(desk):
    for i in range(MOST_SLOTS):
        desk.check({"do": "store", "slot": str(i)})
    desk.check({"do": "store", "slot": "0"})
    with pytest.raises(TimbrespaceError, match="preset"):
        desk.check({"do": "store", "slot": "one too many"})


def word(name, value):
    return [{"do": "word", "name": name, "value": value}]


def test_a_wish_beyond_reach_stays_one_while_other_words_move(desk):
    desk.handle(word("height", 90.0))
    assert desk.stand.words == {"height": 90.0} and desk.held == {"height": 50.0}
    desk.handle(word("loudness", 12.0))
    assert desk.stand.words == {"height": 90.0, "loudness": 12.0}
    assert desk.stand.reached == {"height": False, "loudness": True}


@pytest.fixture
def other():
    """A voice that goes higher and has no loudness."""
    voice = ToneVoice("other", dims=("a", "b"))
    return Stage(voice, LinearSurrogate(voice, scales=(400.0, 10.0), names=("height", "glow")))


def go_to(desk, stage):
    stand, said = desk.arriving(stage)
    desk.settle(stage, stand)
    return said


def test_there_and_back_nothing_is_lost(desk, other):
    home = desk.stage
    desk.handle(word("height", 90.0))
    desk.handle(word("loudness", 12.0))
    before = desk.stand
    assert "waiting for a voice that has them: loudness" in go_to(desk, other)
    assert desk.held == {"height": 90.0}
    assert desk.stage.waiting(desk.stand.words) == {"loudness": 12.0}
    go_to(desk, home)
    assert desk.stand is before
    # What is moved there holds here; what waited is held again.
    go_to(desk, other)
    desk.handle(word("height", 20.0))
    go_to(desk, home)
    assert desk.held == {"height": 20.0, "loudness": 12.0}
    np.testing.assert_allclose(desk.stand.latents, [0.2, 0.2], atol=1e-6)


def test_a_word_that_waits_is_let_go_by_its_name_and_not_by_a_hand_on_latents(desk, other):
    desk.handle(word("loudness", 12.0))
    go_to(desk, other)
    desk.handle([{"do": "latent", "dim": 0, "value": 0.3}])
    assert desk.stand.words == {"loudness": 12.0}
    desk.check({"do": "free", "name": "loudness"})
    desk.handle([{"do": "free", "name": "loudness"}])
    assert desk.stand.words == {}
    with pytest.raises(TimbrespaceError):
        desk.check({"do": "free", "name": "loudness"})


def test_what_was_done_on_another_voice_can_be_undone(desk, other):
    desk.handle(word("height", 10.0))
    desk.handle([{"do": "words", "values": {"height": 40.0, "loudness": 6.0}}])
    go_to(desk, other)
    desk.handle([{"do": "undo"}])
    assert desk.held == {"height": 10.0}
    desk.handle([{"do": "redo"}])
    assert desk.held == {"height": 40.0} and "loudness" in desk.stand.words


def test_a_slot_of_another_voice_is_told_by_its_words(desk, other):
    desk.check({"do": "store", "slot": "A"})
    desk.handle(word("height", 30.0))
    desk.handle([{"do": "store", "slot": "A"}])
    go_to(desk, other)
    desk.handle(word("height", 5.0))
    desk.handle([{"do": "recall", "slot": "A"}])
    assert desk.held == {"height": 30.0}
