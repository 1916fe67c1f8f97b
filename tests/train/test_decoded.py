"""Sounds on disk as a model hears them."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.audio.write import write_wav
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.train import decoded
from timbrespace.train.decoded import decode_all
from timbrespace.train.sources import corpus_of

from .world import RATE


def test_samples_come_back_as_they_were(tone_folder):
    from timbrespace.audio.decode import read

    found, rejects = decode_all(corpus_of(tone_folder), RATE)
    assert not rejects and [d.item.path for d in found] == sorted(d.item.path for d in found)
    for each in found:
        audio, _ = read(tone_folder / each.item.path)
        assert np.array_equal(each.read(), audio[0])
        assert np.array_equal(each.read(100, 228), audio[0, 100:228])


def test_a_second_time_nothing_is_decoded(tone_folder, monkeypatch):
    first, _ = decode_all(corpus_of(tone_folder), RATE)

    def must_not(*_, **__):
        raise AssertionError("decoded again")

    monkeypatch.setattr(decoded, "open_blocks", must_not)
    again, _ = decode_all(corpus_of(tone_folder), RATE)
    assert [d.file for d in again] == [d.file for d in first]


def test_other_rates_and_channels_are_brought_to_one(tmp_path):
    t = np.arange(24_000) / 48_000
    tone = np.sin(2 * np.pi * 440 * t).astype(np.float32)
    write_wav(tmp_path / "a.wav", np.stack([0.5 * tone, 0.3 * tone]), 48_000)
    (found,), _ = decode_all(corpus_of(tmp_path), RATE)
    assert found.n_samples == 4_000
    wanted = 0.4 * np.sin(2 * np.pi * 440 * np.arange(4_000) / RATE)
    assert np.abs(found.read() - wanted)[200:-200].max() < 1e-3


@pytest.mark.parametrize("fault", ["silent", "not finite"])
def test_what_cannot_be_learned_from_is_named(tmp_path, fault):
    bad = np.zeros((1, RATE), np.float32)
    if fault == "not finite":
        bad[0, 100] = np.nan
    write_wav(tmp_path / "bad.wav", bad, RATE, coding="float")
    for _ in range(2):  # the cache must not make it good
        found, (reject,) = decode_all(corpus_of(tmp_path), RATE)
        assert not found and (reject.path, reject.kind) == ("bad.wav", fault)


def test_a_full_disk_is_said_before_it_is_full(tone_folder, monkeypatch, tmp_path):
    from types import SimpleNamespace

    monkeypatch.setenv("TIMBRESPACE_CACHE", str(tmp_path))
    monkeypatch.setattr(decoded.shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    with pytest.raises(TimbrespaceError, match="TIMBRESPACE_CACHE"):
        decode_all(corpus_of(tone_folder), RATE)


def test_a_cancel_is_heard(tone_folder):
    job = Job("decode")
    job.cancel()
    with pytest.raises(Cancelled):
        decode_all(corpus_of(tone_folder), RATE, job)


def test_two_trainings_do_not_decode_at_once(tone_folder):
    import filelock

    from timbrespace.places import cache_dir

    folder = cache_dir() / "training" / str(RATE)
    folder.mkdir(parents=True, exist_ok=True)
    said = []

    def listen(job):
        said.append(job.message)
        if "waiting" in job.message:
            job.cancel()

    with filelock.FileLock(folder / ".lock"), pytest.raises(Cancelled):
        decode_all(corpus_of(tone_folder), RATE, Job("decode", on_change=listen))
    assert any("Another training is decoding" in words for words in said)


def test_labels_travel_along(tmp_path, tone_folder):
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        source = tone_folder / f"tone-0{ord(name) - 97}.wav"
        (tmp_path / name / "x.wav").write_bytes(source.read_bytes())
    found, _ = decode_all(corpus_of(tmp_path), RATE)
    assert [d.labels["folder"] for d in found] == ["a", "b"]
