"""train: from sounds to a space on disk, whatever comes in between."""

from __future__ import annotations

import json

import numpy as np
import pytest

pytest.importorskip("torch")
pytest.importorskip("lightning")

from timbrespace.api import training
from timbrespace.api.trained import reconstruct, spaces
from timbrespace.api.training import train
from timbrespace.atlas.lock import writing
from timbrespace.errors import Cancelled, MissingExtra, TimbrespaceError
from timbrespace.jobs import Job

from ..train.tiny import TINY
from ..train.world import MACHINE, QUICK, write_sounds


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory, monkeypatch):
    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path_factory.getbasetemp() / "cache"))


@pytest.fixture(scope="module")
def tone_folder(tmp_path_factory):
    return write_sounds(tmp_path_factory.mktemp("tones") / "tones")


def trained(sounds, out, changes=None, **options):
    options = {"measure": False, "machine": MACHINE} | options
    return train(TINY, sounds, out, changes=QUICK | (changes or {}), **options)


def files_of(folder):
    return {
        p.name: p.read_bytes() for p in folder.iterdir() if p.suffix != ".json" and p.is_file()
    }


def test_one_call_leaves_a_space_and_nothing_else(tone_folder, tmp_path):
    job = Job("train")
    made = trained(tone_folder, tmp_path / "bells.space", measure=True, job=job)
    assert (made.facts.id, made.ended, job.state) == ("tiny:bells", "epochs", "done")
    assert [p.name for p in tmp_path.iterdir()] == ["bells.space"]
    metrics = json.loads((made.folder / "metrics.json").read_text())
    names = {record["name"] for record in metrics["reconstruction"]}
    assert {"si_sdr", "multi_resolution_stft", "mel_distance", "kbit_s"} <= names
    assert [each.id for each in spaces() if each.origin == "yours"] == ["tiny:bells"]


def test_again_the_same_is_known_and_other_settings_are_refused(tone_folder, tmp_path):
    out = tmp_path / "bells.space"
    before = files_of(trained(tone_folder, out).folder)
    same = trained(tone_folder, out)
    assert same.ended == "before" and files_of(out) == before
    with pytest.raises(TimbrespaceError, match="--again"):
        trained(tone_folder, out, {"noise": 0.5})
    other = trained(tone_folder, out, {"noise": 0.5}, again=True)
    assert other.ended == "epochs" and files_of(out) != before


def test_a_stopped_training_goes_on_to_the_same_files(tone_folder, tmp_path):
    whole = trained(tone_folder, tmp_path / "whole.space", name="bells")

    def stop(job):
        if job.unit == "steps" and job.done == 6:
            job.cancel()

    out = tmp_path / "stopped.space"
    with pytest.raises(Cancelled):
        trained(tone_folder, out, name="bells", job=Job("train", on_change=stop))
    assert not out.exists()
    with pytest.raises(TimbrespaceError, match="unfinished training"):
        trained(tone_folder, out, {"noise": 0.5}, name="bells")
    resumed = trained(tone_folder, out, name="bells")
    assert files_of(resumed.folder) == files_of(whole.folder)


def test_max_steps_can_be_raised(tone_folder, tmp_path):
    out = tmp_path / "bells.space"
    assert trained(tone_folder, out, max_steps=4).ended == "steps"
    assert (tmp_path / "bells.space.training").is_dir()
    more = trained(tone_folder, out, max_steps=8)
    assert more.facts.training["steps"] == 8
    done = trained(tone_folder, out)
    assert done.ended == "epochs" and not (tmp_path / "bells.space.training").exists()


def test_two_at_once_are_kept_apart(tone_folder, tmp_path):
    with (
        writing(tmp_path / "bells.space.training"),
        pytest.raises(TimbrespaceError, match="another process"),
    ):
        trained(tone_folder, tmp_path / "bells.space")


def test_a_folder_of_other_things_is_safe(tone_folder, tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "cat.jpg").write_bytes(b"meow")
    with pytest.raises(TimbrespaceError, match="not a trained space"):
        trained(tone_folder, tmp_path / "photos", again=True)


@pytest.mark.parametrize("name", ["a:b", "a/b", ""])
def test_names_that_cannot_be(tone_folder, tmp_path, name):
    with pytest.raises(TimbrespaceError, match="--name"):
        trained(tone_folder, tmp_path / (name and "x.space" or ".space"), name=name or None)


def test_without_pytorch_it_says_what_to_install(tone_folder, tmp_path, monkeypatch):
    import builtins

    plain_import = builtins.__import__

    def no_torch(name, *rest, **more):
        if name == "lightning":
            raise ModuleNotFoundError("No module named 'lightning'", name="lightning")
        return plain_import(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", no_torch)
    with pytest.raises(MissingExtra, match=r"pip install 'timbrespace\[models\]'"):
        training.check_installed()


def test_a_sound_goes_through_and_back(tone_folder, tmp_path):
    from timbrespace.audio.decode import read
    from timbrespace.audio.write import write_wav

    made = trained(tone_folder, tmp_path / "bells.space", {"n_dims": 16, "epochs": 12})
    space = TINY.open(made.folder)
    stereo = np.stack([read(tone_folder / "tone-03.wav")[0][0]] * 2)
    write_wav(tmp_path / "stereo.wav", stereo, 16_000)
    back = reconstruct(space, tmp_path / "stereo.wav", tmp_path / "back.wav")
    assert back.audio.shape == (1, stereo.shape[1] // 2) and back.sample_rate == 8_000
    assert len(back.notes) == 2
    written, rate = read(tmp_path / "back.wav")
    assert rate == 8_000 and written.shape == back.audio.shape
    for wrong in ("back.mp3", "nowhere/back.wav"):
        with pytest.raises(TimbrespaceError):
            reconstruct(space, tmp_path / "stereo.wav", tmp_path / wrong)
