"""Which trained spaces play, and what is said of those that don't."""

from __future__ import annotations

import pytest

from tests.spaces.trained.registered import registering
from tests.spaces.trained.world import ToyKind, write_toy
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim
from timbrespace.spaces.playing.trained import open_trained, why_not
from timbrespace.spaces.trained.folder import SpaceFacts


def test_segments_and_searched_phases_cannot_be_live(tmp_path):
    facts = SpaceFacts("spectrogram", "s", 8_000, 2, (Dim("z"),))
    folder = write_toy(tmp_path / "s.space", facts)
    with pytest.raises(TimbrespaceError, match=r"phases.*stream"):
        open_trained(folder)


def test_a_kind_of_another_package_says_that_nobody_knows_how(tmp_path, monkeypatch):
    registering(monkeypatch, "toy", ToyKind)
    with pytest.raises(TimbrespaceError, match="'toy'"):
        open_trained(write_toy(tmp_path / "t.space"))
    assert "'toy'" in why_not("toy")


def test_the_shipped_voice_says_what_it_is():
    voice = open_trained("stream:bells")
    assert (voice.id, voice.title, voice.channels) == ("stream:bells", "bells (stream)", 1)
    assert voice.repeats and voice.delay_samples == 384
    assert voice.usual().shape == (2048, 16)
