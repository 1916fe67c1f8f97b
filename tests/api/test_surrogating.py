from __future__ import annotations

import pytest

from tests.surrogates.tone_voice import ToneVoice
from timbrespace.api.surrogating import learn_surrogate
from timbrespace.errors import Cancelled, MissingExtra, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.surrogates.evaluation import Effort
from timbrespace.surrogates.opening import find_surrogate, home_of

QUICK = {
    "words": ("loudness_lufs", "centroid_hz"), "n_points": 150, "hold_s": 0.4, "warm_up_s": 0.04,
    "n_steps": 120, "effort": Effort(6, 4, 1),
}  # fmt: skip


@pytest.fixture
def voice():
    pytest.importorskip("torch")
    return ToneVoice()


def test_what_is_learned_is_kept_and_found_again(voice):
    made = learn_surrogate(voice, **QUICK)
    assert made.folder == home_of(voice.id)
    found = find_surrogate(voice)
    assert found is not None and found.words == made.surrogate.words
    assert len(found.called) == 3 and found.called[0].startswith("Loudness")
    assert sorted(p.name for p in made.folder.iterdir()) == [
        "config.toml", "points.parquet", "weights.safetensors",
    ]  # fmt: skip
    said = " ".join(made.notes)
    assert "150 points" in said and "500 frames of real sounds" in said
    assert "gave the same each time" in said


def test_an_interrupted_run_goes_on_and_ends_the_same(voice, tmp_path):
    learn_surrogate(voice, **QUICK, out=tmp_path / "whole")
    for unit, stop_after in (("points", 100), ("steps", 60)):
        job = Job("surrogate")
        job.listen(lambda j, u=unit, n=stop_after: j.unit == u and j.done >= n and j.cancel())
        with pytest.raises(Cancelled):
            learn_surrogate(voice, **QUICK, out=tmp_path / "halting", job=job, n_threads=1)
    learn_surrogate(voice, **QUICK, out=tmp_path / "halting", n_threads=1)
    for file in (tmp_path / "whole").iterdir():
        assert file.read_bytes() == (tmp_path / "halting" / file.name).read_bytes(), file.name


def test_where_the_voice_brings_no_frames_the_prior_stands_in_and_it_is_said(voice, tmp_path):
    voice.usual = lambda: None
    made = learn_surrogate(voice, **{**QUICK, "n_points": 60}, out=tmp_path / "s")
    assert "the prior stands in" in " ".join(made.notes)


def test_mistakes_are_said_before_anything_is_decoded(voice, tmp_path, monkeypatch):
    monkeypatch.setattr(voice, "open_player", lambda: pytest.fail("it was decoded"))
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "diary.txt").write_text("")
    with pytest.raises(TimbrespaceError, match="not a surrogate"):
        learn_surrogate(voice, **QUICK, out=tmp_path / "mine")
    with pytest.raises(TimbrespaceError, match="no descriptor 'wobbly'"):
        learn_surrogate(voice, **{**QUICK, "words": ("wobbly",)}, out=tmp_path / "s")
    with pytest.raises(TimbrespaceError, match="can't hear|only makes sound"):
        learn_surrogate(voice, **QUICK, sounds=tmp_path, out=tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_without_pytorch_it_says_so_at_once(monkeypatch):
    import importlib.util

    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(MissingExtra, match="'models'"):
        learn_surrogate("stream:bells")
