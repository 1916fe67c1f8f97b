"""What is said of a voice, its weights, and those of an atlas's sounds that it hears."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

import timbrespace
from tests.spaces.playing.hifigan import tiny
from tests.spaces.playing.test_frames import Counting
from timbrespace.api import voices
from timbrespace.api.doctor import voices as voices_finding
from timbrespace.api.doctor import weights_at_hand
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.playing import examining
from timbrespace.spaces.playing.frames import corpus_of, frames_of


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(examining, "_TIMED_S", 0.01)
    monkeypatch.setattr(examining, "_FEWEST_PUSHES", 2)


def test_the_shipped_voice_is_what_it_says():
    facts = voices.inspect("stream:bells").as_dict()
    assert (facts["sample_rate"], facts["hop"], len(facts["dims"])) == (48_000, 256, 16)
    assert facts["repeats"] and facts["streams"] and facts["hears"] and facts["n_usual"] == 2048
    # Said from its windows, and found by ear; the network takes a frame or so to turn, too.
    assert abs(facts["heard_late_samples"] - facts["delay_samples"]) < 256
    assert [speed["block"] for speed in facts["speeds"]] == [64, 128, 256, 512, 1024, 2048]
    json.dumps(facts, allow_nan=False)


def test_an_offline_export_is_explained(tmp_path):
    pytest.importorskip("torch")
    from tests.spaces.playing.scripted import Autoencoder, written

    path = written(Autoencoder("offline", noise=0.1), tmp_path / "model.ts")
    inspected = voices.inspect(path, trust=True)
    notes = " ".join(inspected.notes)
    assert "48000 Hz is assumed" in notes and "3 frames on either side" in notes
    assert "adds noise" in notes and "no frames of real sounds" in notes
    facts = inspected.as_dict()
    assert [method["name"] for method in facts["methods"]] == ["encode", "decode", "forward"]
    assert facts["attributes"] == {"gain": 1.0} and facts["stated_rate"] is None
    assert facts["repeats"] is False and facts["streams"] is None
    json.dumps(facts, allow_nan=False)


def test_unknown_weights_are_refused(tmp_path):
    with pytest.raises(TimbrespaceError, match="lyra, hifigan"):
        voices.add_weights("rave", tmp_path)
    with pytest.raises(TimbrespaceError, match="can't be fetched"):
        voices.fetch_weights("lyra")


def test_a_checkpoint_of_another_network_is_not_remembered(tmp_path):
    pytest.importorskip("torch")
    path = tiny.checkpoint(tmp_path / "g.pth.tar")
    with pytest.raises(TimbrespaceError, match="another network"):
        voices.add_weights("hifigan", path)
    with pytest.raises(TimbrespaceError, match="not at hand"):
        voices.make_hifigan(tmp_path)


@pytest.mark.shared
def test_lyra_is_named_once(shared):
    pytest.importorskip("ai_edge_litert")
    assert "64 dims at 50 frames/s" in voices.add_weights("lyra", shared / "weights" / "lyra")
    assert voices.open_voice("lyra").id == "lyra"
    (finding,) = (each for each in weights_at_hand() if each.what == "weights lyra")
    assert finding.works and finding.found.endswith("lyragan.tflite")


def test_an_atlas_is_a_source_of_sounds_once_its_place_is_known(atlas_folder, sounds, tmp_path):
    atlas = shutil.copytree(atlas_folder, tmp_path / "copy.atlas")
    with pytest.raises(TimbrespaceError, match="where the sounds"):
        corpus_of(atlas)
    timbrespace.open(atlas, sounds=sounds)
    frames = frames_of(Counting(), atlas)
    assert frames.shape[1] == 1 and np.isfinite(frames).all() and len(frames) > 100


def test_the_doctor_names_voices_that_can_be_played():
    finding = voices_finding()
    assert finding.works and "stream:bells" in finding.found
    assert "more can't yet" in finding.found
