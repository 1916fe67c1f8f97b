"""Twin of ``sonify/home.py``."""

from __future__ import annotations

import numpy as np
import pytest

from tests.sonify.test_folder import PLAN
from tests.sonify.voice import SineVoice
from timbrespace.sonify import home as homes
from timbrespace.sonify.folder import Folder
from timbrespace.sonify.home import MOST_SENT, home_of, keep_home, share_at_home, share_on_the_way
from timbrespace.sonify.paths import Paths


@pytest.fixture
def folder(tmp_path):
    made = Folder(tmp_path)
    made.prepare(PLAN)
    return made


def test_what_was_kept_is_not_looked_for_again(folder, monkeypatch):
    found = home_of(folder, SineVoice())
    keep_home(folder, found, SineVoice(), None, 0)
    monkeypatch.setattr(homes, "posterior_of", lambda *_, **__: pytest.fail("looked for again"))
    again = home_of(folder, SineVoice())
    assert np.array_equal(again.frames, found.frames) and again.said == found.said


def test_another_seed_voice_or_sound_is_looked_for_anew(folder, monkeypatch):
    keep_home(folder, home_of(folder, SineVoice()), SineVoice(), None, 0)
    monkeypatch.setattr(homes, "posterior_of", lambda *_, **__: "anew")

    class Other(SineVoice):
        model_hash = "00"

    assert home_of(folder, SineVoice(), seed=1) == "anew"
    assert home_of(folder, Other()) == "anew"
    assert home_of(folder, SineVoice(), "sounds/") == "anew"


def test_the_share_falls_as_points_leave():
    frames = np.random.default_rng(0).normal(size=(500, 3)) * [5.0, 1.0, 0.1]
    shares = [share_at_home(frames, frames + [0, 0, by]) for by in (0.0, 0.2, 2.0)]
    assert shares[0] == 1.0 and shares[0] > shares[1] > shares[2] == 0.0


def test_of_very_many_frames_some_are_looked_at_from_every_track():
    rng = np.random.default_rng(0)
    frames = rng.normal(size=(200, 2)).astype(np.float32)
    points = np.concatenate([frames[:3], frames[:1] + 90]).astype(np.float32)
    none = np.zeros((4, 0), np.int64)
    for seconds in (1.0, MOST_SENT / 50):
        held = Paths("hold", points, np.zeros(2), np.full(4, -1), none, (), None, 50.0, seconds)
        assert share_on_the_way(frames, held) == pytest.approx(0.75, abs=1e-3)
