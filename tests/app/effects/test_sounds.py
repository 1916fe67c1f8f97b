"""Sounds by the names that pages have for them."""

from __future__ import annotations

import numpy as np
import pytest

from tests.app.toys import IDS
from timbrespace.app.answers import NotFound
from timbrespace.app.effects import sounds as module
from timbrespace.app.effects.sounds import Sounds, demo
from timbrespace.app.view import View
from timbrespace.audio.write import wav_bytes
from timbrespace.errors import TimbrespaceError


@pytest.fixture
def view(atlas):
    return View(atlas, 1)


def test_every_item_becomes_what_plays(view):
    for item in IDS:
        ready = Sounds().find(view, f"item:{item}")
        assert ready.samples.shape[0] in (1, 2) and ready.samples.dtype == np.float32
        assert ready.facts["sound"] == f"item:{item}"
        # A window, too, is as long as its item.
        assert ready.facts["duration_s"] == pytest.approx(
            view.items.detail(item)["duration_s"], abs=0.02
        )


def test_an_upload_is_kept_under_a_number_until_newer_ones_come(view, wav, monkeypatch):
    monkeypatch.setattr(module, "MOST_UPLOADS", 2)
    sounds = Sounds()
    names = [sounds.upload(wav, f"take {n}").facts["sound"] for n in range(3)]
    assert names == ["upload:1", "upload:2", "upload:3"]
    assert sounds.find(view, "upload:3").facts["title"] == "take 2"
    with pytest.raises(NotFound):
        sounds.find(view, "upload:1")


def test_of_a_long_sound_the_loudest_part_is_played(view, monkeypatch):
    monkeypatch.setattr(module, "MOST_S", 1.0)
    sound = np.zeros((1, 40_000), np.float32)
    sound[0, 24_000:32_000] = 0.5
    ready = Sounds().upload(wav_bytes(sound, 8_000), "long")
    assert ready.facts["from_s"] == pytest.approx(3.0, abs=0.06)
    assert ready.facts["duration_s"] == pytest.approx(1.0, abs=0.01)


@pytest.mark.parametrize("body", [b"", b"no sound at all"])
def test_what_is_no_sound_is_refused(body):
    with pytest.raises(TimbrespaceError):
        Sounds().upload(body, "x")


@pytest.mark.parametrize("name", ["item:none", "upload:7", "/etc/passwd", "", None, 5])
def test_what_is_not_there_is_not_found(view, name):
    with pytest.raises(NotFound):
        Sounds().find(view, name)


def test_the_demo_is_always_the_same():
    np.testing.assert_array_equal(demo().samples, demo().samples)
    assert 0.1 < np.abs(demo().samples).max() <= 1.0
    assert demo().clip().duration_s == 2.0
