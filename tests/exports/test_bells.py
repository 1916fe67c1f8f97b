"""The shipped voice, exported: its words do what they say."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import spearmanr

from tests.exports.conftest import Step
from tests.exports.test_nn_tilde import held
from timbrespace.api.exporting import export
from timbrespace.exports.inlets import home, inlets
from timbrespace.semantics.descriptors import describe
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.surrogates.opening import SHIPPED, open_surrogate

pytest.importorskip("torch")

#: Frames that each value is held, of which the first are not measured.
HELD, LEFT_OUT = 90, 30


@pytest.fixture(scope="module")
def bells(tmp_path_factory):
    path = tmp_path_factory.mktemp("bells") / "bells.ts"
    made = export("stream:bells", "nn~", path)
    assert made.parts == ("decode", "play", "encode", "forward")
    return path, inlets(open_surrogate(SHIPPED / "bells"))


@pytest.mark.parametrize("name", ["loudness_lufs", "brightness"])
def test_what_is_asked_of_play_is_heard(bells, hosted, name):
    path, words = bells
    start = np.array([word.start for word in words])
    at = [word.name for word in words].index(name)
    low, high = words[at].low, words[at].high
    # Within the middle of its reach; the others are let go.
    asked = np.linspace(low + 0.3 * (high - low), low + 0.9 * (high - low), 6)
    rows = np.repeat(start[None], len(asked), axis=0)
    rows[:, at] = asked
    signals = held(np.repeat(rows, HELD, axis=0), 256)
    only = ("free all 1", f"free {name} 0")
    sound = hosted(path, [Step("play", signals, settings=only)])["0.out"]
    parts = sound.reshape(len(asked), HELD * 256)[:, None, LEFT_OUT * 256 :]
    measured = describe(parts, 48_000, names=(name,))[name]
    assert spearmanr(asked, measured).statistic > 0.9
    assert np.ptp(measured) > 0.5 * np.ptp(asked)


def test_it_sounds_where_it_begins(bells):
    _, words = bells
    voice = open_voice("stream:bells")
    frame = home(open_surrogate(SHIPPED / "bells")).astype(np.float32)
    sound = voice.open_player().push(np.tile(frame, (HELD, 1)))
    assert 0.01 < np.abs(sound[:, LEFT_OUT * 256 :]).max() < 1.0
