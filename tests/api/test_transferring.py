"""Transfer as others call it: points in, rows out; moments that two voices have both heard."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import soundfile

from tests.surrogates import analysis_world as toy
from timbrespace.api.transferring import common_moments, transfer
from timbrespace.errors import TimbrespaceError
from timbrespace.reports import transferring as reports
from timbrespace.reports.results import read_results

WORDS = ("loudness_lufs", "roughness", "centroid_hz")


class Ear:
    """Hears the level of each hop, at its own rate and pace."""

    delay_samples = 0

    def __init__(self, name, sample_rate, hop):
        self.id, self.sample_rate, self.hop = name, sample_rate, hop

    def encode(self, audio, sample_rate):
        n = round(audio.shape[1] * self.sample_rate / sample_rate)
        heard = np.interp(np.linspace(0, 1, n), np.linspace(0, 1, audio.shape[1]), audio.mean(0))
        levels = np.abs(heard[: n // self.hop * self.hop]).reshape(-1, self.hop).mean(axis=1)
        return np.stack([levels, levels**2], axis=1).astype(np.float32)


def test_from_points_to_a_page(tmp_path):
    new = replace(toy.points(400, seed=5, voice="toy:two"), voice_hash="two")
    made = transfer(
        toy.ToySurrogate(), toy.points(300), new, words=WORDS, anchors=(0, 8), n_draws=1
    )
    assert {row.anchors for row in made.rows if row.method == "from scratch"} == {8}
    assert all(row.by_word.shape == (3,) for row in made.rows)
    page = reports.write(made, tmp_path, seconds=1.0, command="timbrespace transfer a b")
    text = page.read_text()
    assert "toy:one to toy:two" in text and "Without a decode" in text
    assert "matched by transport: " in text
    assert all(r.unit == "share of reach" for r in read_results(tmp_path / "results.json"))
    assert reports.terminal_table(made).row_count == len(reports.table_rows(made))


def test_numbers_of_decodes_that_are_too_many_are_named():
    made = transfer(
        toy.ToySurrogate(), toy.points(300), toy.points(120, seed=5), words=WORDS,
        anchors=(0, 8, 512), n_draws=1,
    )  # fmt: skip
    assert {row.anchors for row in made.rows if row.method == "from scratch"} == {8}
    assert any(note.startswith("Left out: 512 decodes.") for note in made.notes)


def test_what_does_not_fit_is_said():
    with pytest.raises(TimbrespaceError, match="the points are of 'toy:two'"):
        other = replace(toy.points(300, voice="toy:two"), voice_hash="two")
        transfer(toy.ToySurrogate(), other, toy.points(300), words=WORDS)
    with pytest.raises(TimbrespaceError, match="no wobbly"):
        transfer(toy.ToySurrogate(), toy.points(300), toy.points(300), words=("wobbly",))


def test_moments_are_the_same_although_paces_differ(tmp_path):
    rng = np.random.default_rng(0)
    for i in range(3):
        level = np.repeat(rng.random(40), 400)
        soundfile.write(tmp_path / f"{i}.wav", 0.9 * level * rng.choice([-1, 1], 16_000), 16_000)
    quick, slow = Ear("quick", 16_000, 200), Ear("slow", 8_000, 400)
    a, b = common_moments(quick, slow, tmp_path)
    assert len(a) == len(b) > 50
    assert np.corrcoef(a[:, 0], b[:, 0])[0, 1] > 0.5


def test_a_voice_that_cannot_hear_says_so(tmp_path):
    with pytest.raises(TimbrespaceError, match="only makes sound"):
        common_moments(Ear("a", 16_000, 200), type("Mute", (), {"id": "mute"})(), tmp_path)
