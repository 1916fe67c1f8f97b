from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import Dull, hiss
from timbrespace.api.effecting import apply_effect
from timbrespace.api.matching import match, train_matcher
from timbrespace.audio.decode import read
from timbrespace.audio.write import write_wav
from timbrespace.effects.catalogue import own
from timbrespace.effects.presets import read_preset
from timbrespace.errors import TimbrespaceError

RATE_HZ = 44_100


@pytest.fixture
def pair(tmp_path):
    """A stereo input, and another sound through the overdrive."""
    dry = np.stack([hiss(0), 0.5 * hiss(0)])
    made = own("overdrive").apply(hiss(5)[None, None], np.array([[0.7, 0.5, 0.5]]), RATE_HZ)[0]
    write_wav(tmp_path / "dry.wav", dry, RATE_HZ)
    write_wav(tmp_path / "reference.wav", 0.3 * made / np.abs(made).max(), RATE_HZ)
    return tmp_path / "dry.wav", tmp_path / "reference.wav"


def test_a_shipped_matcher_answers_at_once_and_writes_sound_and_preset(pair, tmp_path):
    made = match(*pair, "overdrive", out=tmp_path / "out.wav")
    assert made.way == "at once" and not made.refused
    assert 0 < made.predict_s < 5
    assert made.distance < made.dry_distance
    sound, rate = read(tmp_path / "out.wav")
    assert sound.shape == (2, RATE_HZ) and rate == RATE_HZ
    before = np.abs(read(pair[0])[0]).max()
    assert np.abs(sound).max() == pytest.approx(before, rel=1e-3)
    ((place, settings),) = read_preset(tmp_path / "out.toml").effects
    assert place == "overdrive"
    told = {each.name: each.value for each in made.settings}
    assert settings == pytest.approx(told, rel=1e-4)
    assert [bool(each.why_not) for each in made.settings] == [False, False, True]


@pytest.mark.parametrize("place", ["combo", "overdrive", "chain:overdrive+dynamics"])
def test_its_preset_makes_the_same_samples_of_the_same_input(pair, tmp_path, place):
    made = match(*pair, place, out=tmp_path / "out.wav", anyway=True, seconds=0.3)
    assert read_preset(made.preset).input_peak_db == -12.0
    matched, _ = read(made.out)
    for effect, preset in ((str(made.preset), None), (place, made.preset)):
        (again,) = apply_effect(effect, pair[0], tmp_path / "again.wav", preset=preset)
        assert again.input_peak_db == -12.0
        assert np.abs(read(again.out)[0] - matched).max() <= 1.01 / 32_768


def test_what_is_refused_is_left_alone_unless_told_otherwise(pair, tmp_path):
    class Worse(Dull):
        def apply(self, x, theta, sample_rate):
            return np.random.default_rng(0).normal(size=x.shape).astype(np.float32)

    made = match(*pair, Worse(), seconds=0.5, out=tmp_path / "out.wav")
    assert made.refused and made.out is None and made.preset is None
    assert not (tmp_path / "out.wav").exists()
    assert (made.sound == read(pair[0])[0]).all()


def test_a_sound_of_another_rate_is_brought_to_the_usual_one_and_that_is_said(pair, tmp_path):
    write_wav(tmp_path / "low.wav", hiss(0)[None, :16_000], 16_000)
    made = match(tmp_path / "low.wav", pair[1], "overdrive")
    assert made.sample_rate == RATE_HZ
    assert "16,000 Hz" in made.notes[0]


def test_the_same_performance_is_measured_not_expected(pair, tmp_path):
    dry, _ = read(pair[0])
    wet = own("overdrive").apply(0.2 * dry[None] / np.abs(dry).max(), np.array([[0.6, 0.2, 0.5]]),
                                 RATE_HZ)[0]  # fmt: skip
    write_wav(tmp_path / "wet.wav", wet, RATE_HZ)
    made = match(pair[0], tmp_path / "wet.wav", "overdrive", same=True, seconds=3.0)
    assert made.known and made.way == "same performance"
    assert made.gain > 0.5


def test_a_matcher_of_another_effect_is_refused(pair):
    from timbrespace.matching.storage import SHIPPED

    with pytest.raises(TimbrespaceError, match="overdrive"):
        match(*pair, Dull(), matcher=SHIPPED / "overdrive")


def test_a_matcher_is_learned_from_a_folder_and_then_found(pair, tmp_path):
    pytest.importorskip("torch")
    pytest.importorskip("auraloss")
    from timbrespace.matching.learning.fit import Effort

    (tmp_path / "sounds").mkdir()
    for i in range(4):
        write_wav(tmp_path / "sounds" / f"{i}.wav", hiss(i, 2.6)[None], RATE_HZ)
    folder, made = train_matcher(tmp_path / "sounds", Dull(), effort=Effort(60, 12, 40, 0, 2))
    assert made.facts["n_sounds"] == 4 and made.told == ("cut",)
    assert not folder.with_name(folder.name + ".training").exists()
    found = match(*pair, Dull())
    assert found.way == "at once"
