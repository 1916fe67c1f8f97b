"""Engines as the faces open them."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.api.playing import SHIPPED, open_engine, set_controls, voices
from timbrespace.errors import TimbrespaceError


@pytest.fixture
def engine(tmp_path):
    with open_engine(folder=tmp_path, inline=True) as made:
        yield made


def test_the_shipped_voice_sounds_within_a_second_of_play(engine):
    """It is opened, with its words, and heard in its first second, well above silence."""
    engine.apply({"do": "play"})
    out = np.zeros((2, 48_000), np.float32)
    engine.render(out)
    assert np.sqrt(np.mean(out[:, 24_000:] ** 2)) > 0.005
    state = engine.snapshot()
    assert state["voice"]["id"] == SHIPPED
    assert SHIPPED in [voice["id"] for voice in state["voices"]] == [v["id"] for v in voices()]
    assert {"brightness", "depth", "roughness", "loudness_lufs"} <= {
        word["name"] for word in state["words"] if not word["problem"]
    }


def test_words_and_latents_are_set_by_name(engine):
    set_controls(engine, {"z2": 0.5})
    assert engine.snapshot()["targets"][2] == 0.5
    set_controls(engine, {"brightness": 50, "depth": 30})  # a word, though a dim is named so
    wanted = {word["name"]: word["wanted"] for word in engine.snapshot()["words"]}
    assert (wanted["brightness"], wanted["depth"], wanted["warmth"]) == (50, 30, None)
    with pytest.raises(TimbrespaceError, match="Did you mean 'brightness'"):
        set_controls(engine, {"brightnes": 1})


def test_a_voice_that_is_not_there():
    with pytest.raises(TimbrespaceError):
        open_engine("stream:nowhere")


def test_the_voice_is_changed_to_what_is_listed_and_never_to_a_path(engine, tmp_path):
    import shutil

    from timbrespace.spaces.trained.installed import find

    shutil.copytree(find(SHIPPED), tmp_path / "copy.space")
    with pytest.raises(TimbrespaceError, match="no voice.*to change to"):
        engine.apply({"do": "voice", "id": str(tmp_path / "copy.space")})
    engine.apply({"do": "word", "name": "depth", "value": 30})
    engine.apply({"do": "voice", "id": SHIPPED})
    words = {word["name"]: word["wanted"] for word in engine.snapshot()["words"]}
    assert words["depth"] == 30
