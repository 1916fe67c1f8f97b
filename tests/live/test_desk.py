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
    assert desk.history.undo(desk.stand) is desk.stage.start


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
