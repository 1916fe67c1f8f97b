"""A picture is drawn once, of the clip and not of the whole file."""

from __future__ import annotations

import threading

import numpy as np
import pytest
import soundfile

from timbrespace.app import pictures
from timbrespace.app.pictures import PictureBook, draw_clip
from timbrespace.app.wav import Clip
from timbrespace.errors import TimbrespaceError

from .toys import PATIENCE_S


@pytest.fixture
def half_silent(tmp_path):
    rate = 16_000
    wave = np.concatenate([np.zeros(rate), np.sin(2 * np.pi * 1000 * np.arange(rate) / rate)])
    soundfile.write(tmp_path / "a.wav", 0.5 * wave, rate)
    return tmp_path / "a.wav"


def test_a_picture_is_of_the_window(half_silent):
    silent, loud = (draw_clip(Clip(half_silent, at, 1.0)) for at in (0.0, 1.0))
    assert max(silent.buffer) == 0
    assert silent.json["peaks"] == [[0.0, 0.0]] * 800
    assert max(loud.buffer) == 255
    assert loud.json["duration_s"] == 1.0


def test_the_loudest_bin_lies_at_the_pitch(half_silent):
    answer = draw_clip(Clip(half_silent, 1.0, 1.0))
    about = answer.json["spectrogram"]
    levels = np.frombuffer(answer.buffer, np.uint8).reshape(about["frames"], about["bins"])

    def mel(hz):
        return np.log10(1 + hz / 700)

    low, high = mel(about["low_hz"]), mel(about["high_hz"])
    bin_of_pitch = (mel(1000) - low) / (high - low) * (about["bins"] - 1)
    loudest = levels[5:-5].astype(float).mean(axis=0).argmax()
    assert loudest == pytest.approx(bin_of_pitch, abs=1.5)


def test_who_asks_at_the_same_time_waits_for_one_drawing(half_silent, monkeypatch):
    drawn, let = [], threading.Event()

    def draw(clip):
        drawn.append(clip)
        let.wait(PATIENCE_S)
        return draw_clip(clip)

    monkeypatch.setattr(pictures, "draw_clip", draw)
    book, got = PictureBook(), []
    threads = [
        threading.Thread(target=lambda: got.append(book.picture(Clip(half_silent))))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    let.set()
    for thread in threads:
        thread.join()
    assert len(drawn) == 1
    assert all(answer is got[0] for answer in got)


def test_the_book_is_bounded(half_silent):
    book = PictureBook(keep=2)
    for i in range(5):
        book.picture(Clip(half_silent, i / 10, 0.1))
    assert len(book._pictures) == 2


def test_a_file_that_is_gone_is_an_error_each_time(half_silent):
    book = PictureBook()
    half_silent.write_bytes(b"no sound")
    for _ in range(2):
        with pytest.raises(TimbrespaceError):
            book.picture(Clip(half_silent))
