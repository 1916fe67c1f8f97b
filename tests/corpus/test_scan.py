"""A folder becomes a corpus: every file is an item, a named reject, or a counted companion."""

from __future__ import annotations

import hashlib
import os
import shutil

import numpy as np
import pandas as pd
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.corpus import NoSound, scan
from timbrespace.corpus.table import COLUMNS, item_id
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job


def test_items_say_what_the_files_hold(tmp_path, make):
    make("b/Two.WAV", seconds=0.5, rate=44_100, channels=2)
    make("a.flac", seconds=2.0, rate=192_000, format="FLAC")
    make("b/é ☃/drei.aiff", seconds=1.0, channels=6, format="AIFF")
    corpus = scan(tmp_path)
    items = corpus.items
    assert list(items.columns[: len(COLUMNS)]) == list(COLUMNS)
    assert items["path"].tolist() == ["a.flac", "b/Two.WAV", "b/é ☃/drei.aiff"]
    assert items["duration_s"].tolist() == [2.0, 0.5, 1.0]
    assert items["sample_rate"].tolist() == [192_000, 44_100, 8_000]
    assert items["channels"].tolist() == [1, 2, 6]
    assert (items["offset_s"] == 0).all() and (items["kind"] == "sound").all()
    assert items["group"].tolist() == items["path"].tolist()
    for row in items.itertuples():
        assert row.sha256 == hashlib.sha256((tmp_path / row.path).read_bytes()).hexdigest()
        assert row.id == item_id(row.path, row.sha256, row.offset_s, row.duration_s)
    assert corpus.counts["multichannel"] == 2 and corpus.counts["short"] == 1
    assert corpus.rejects.empty and len(corpus) == 3


def test_the_same_files_give_the_same_table(tmp_path, make):
    for name in ("z.wav", "a/b.wav", "a/a.wav", "A.wav", "ä.wav", "a b.wav"):
        make(name)
    first = scan(tmp_path)
    copy = tmp_path.parent / f"{tmp_path.name} again"
    shutil.copytree(tmp_path, copy)
    again = scan(copy, deep=True)
    pd.testing.assert_frame_equal(first.items, again.items)
    assert first.items["path"].tolist() == sorted(first.items["path"])
    assert first.summary() == again.summary()


def test_another_content_or_place_is_another_item(tmp_path, make):
    path = make("a.wav", seed=1)
    before = scan(tmp_path).items
    make("a.wav", seed=2)
    assert scan(tmp_path).items["id"][0] != before["id"][0]
    make("a.wav", seed=1)
    assert scan(tmp_path).items["id"][0] == before["id"][0]
    path.rename(tmp_path / "b.wav")
    after = scan(tmp_path).items
    assert after["id"][0] != before["id"][0] and after["sha256"][0] == before["sha256"][0]


def test_every_damaged_file_is_named_with_its_remedy(tmp_path, make):
    make("good.wav")
    (tmp_path / "empty.wav").touch()
    (tmp_path / "text.WAV").write_text("not sound at all\n" * 30)
    make("short.wav", seconds=0.005)
    make("silent.wav", level=0.0)
    make("nearly silent.wav", level=1e-6, subtype="FLOAT")
    (tmp_path / "folder.wav").mkdir()
    for kind in ("WAV", "FLAC", "OGG", "MP3", "AIFF"):
        path = make(f"cut.{kind.lower()}", seconds=4.0, rate=44_100, format=kind)
        path.write_bytes(path.read_bytes()[: path.stat().st_size * 6 // 10])
    soundfile.write(tmp_path / "nan.wav", np.full(8_000, np.nan), 8_000, "FLOAT")
    corpus = scan(tmp_path, deep=True)
    assert corpus.items["path"].tolist() == ["good.wav"]
    reasons = dict(zip(corpus.rejects["path"], corpus.rejects["reason"], strict=True))
    kinds = {path: reason.split(" (")[0] for path, reason in reasons.items()}
    assert kinds == {
        "empty.wav": "empty",
        "text.WAV": "not audio",
        "short.wav": "too short",
        "silent.wav": "silent",
        "nearly silent.wav": "silent",
        "nan.wav": "not finite",
        **{f"cut.{kind}": "truncated" for kind in ("wav", "flac", "ogg", "mp3", "aiff")},
    }
    assert (corpus.rejects["remedy"].str.len() > 10).all()
    assert corpus.rejects["path"].tolist() == sorted(corpus.rejects["path"])
    assert corpus.counts["rejected"] == len(corpus.rejects) == 11
    said = " ".join(corpus.summary())
    for kind in kinds.values():
        assert kind in said


def test_a_shallow_scan_leaves_decoding_to_others(tmp_path, make):
    make("silent.wav", level=0.0)
    assert len(scan(tmp_path)) == 1 and len(scan(tmp_path, deep=True)) == 0


def test_ten_milliseconds_are_enough(tmp_path, make):
    make("a.wav", seconds=0.010)
    make("b.wav", seconds=0.009)
    assert scan(tmp_path).items["path"].tolist() == ["a.wav"]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all")
def test_what_may_not_be_read_says_so(tmp_path, make):
    make("a.wav").chmod(0)
    make("b/c.wav").parent.chmod(0)
    rejects = scan(tmp_path).rejects
    (tmp_path / "b").chmod(0o755)
    assert rejects["reason"].tolist() == ["no permission", "unreadable folder"]


def test_windows_share_their_group_and_tile_the_sound(tmp_path, make):
    make("long.wav", seconds=2.5, rate=44_100)
    make("short.wav", seconds=0.3, rate=44_100)
    corpus = scan(tmp_path, window_s=1.0)
    long = corpus.items[corpus.items["path"] == "long.wav"]
    assert long["offset_s"].tolist() == [0.0, 1.0]
    assert (long["duration_s"] == 1.0).all() and long["group"].unique().tolist() == ["long.wav"]
    assert long["id"].is_unique
    assert corpus.items["duration_s"].iloc[-1] == pytest.approx(0.3)
    assert corpus.counts["tails_dropped"] == 1 and corpus.counts["shorter_than_window"] == 1
    said = " ".join(corpus.summary())
    assert "fill a window" in said and "taken whole" in said


@given(seconds=st.floats(0.02, 3.0), window_s=st.floats(0.02, 2.0), hop_s=st.floats(0.01, 2.0))
def test_windows_lie_inside_and_leave_less_than_a_hop(tmp_path_factory, seconds, window_s, hop_s):
    folder = tmp_path_factory.mktemp("windows")
    n = round(seconds * 8_000)
    soundfile.write(folder / "a.wav", np.full(n, 0.1), 8_000)
    items = scan(folder, window_s=window_s, hop_s=hop_s).items
    ends = np.round((items["offset_s"] + items["duration_s"]) * 8_000)
    assert (ends <= n).all() and items["group"].nunique() == 1 and items["id"].is_unique
    if n >= round(window_s * 8_000):
        assert n - ends.iloc[-1] < max(1, round(hop_s * 8_000))
    shutil.rmtree(folder)


@pytest.mark.parametrize(
    "wrong", [{"window_s": 0.0}, {"window_s": -1.0}, {"hop_s": 1.0}, {"window_s": 1, "hop_s": 0}]
)
def test_windows_that_make_no_sense_are_refused(tmp_path, make, wrong):
    make("a.wav")
    with pytest.raises(TimbrespaceError) as caught:
        scan(tmp_path, **wrong)
    assert caught.value.remedy


def test_copies_share_a_group(tmp_path, make):
    make("a.wav", seed=1)
    make("b/copy of a.wav", seed=1)
    make("c.wav", seed=2)
    corpus = scan(tmp_path)
    assert corpus.items["group"].tolist() == ["a.wav", "a.wav", "c.wav"]
    assert corpus.counts["copies"] == 1


def test_one_file_is_a_corpus(tmp_path, make):
    make("other.wav")
    corpus = scan(make("b/take.wav"))
    assert corpus.items["path"].tolist() == ["take.wav"] and corpus.root == tmp_path / "b"


def test_a_folder_with_nothing_to_hear_says_why(tmp_path, make):
    with pytest.raises(NoSound, match="holds no files"):
        scan(tmp_path).check_not_empty()
    (tmp_path / "notes.txt").write_text("hello")
    (tmp_path / "cover.jpg").write_bytes(b"\xff\xd8\xff\xe0" + bytes(50))
    (tmp_path / ".hidden.wav").touch()
    (tmp_path / "broken.wav").touch()
    make("silent.wav", level=0)
    corpus = scan(tmp_path, deep=True)
    with pytest.raises(NoSound) as caught:
        corpus.check_not_empty()
    for part in ("1 empty", "1 silent", "1 .txt", "1 .jpg", "1 hidden"):
        assert part in caught.value.message
    assert caught.value.remedy
    assert list(corpus.items.columns) == list(COLUMNS)


def test_no_such_folder_is_one_clear_line(tmp_path):
    with pytest.raises(TimbrespaceError, match="There is no folder or file"):
        scan(tmp_path / "none")


def test_length_is_counted_where_the_header_only_guesses(tmp_path, make):
    path = make("a.mp3", seconds=3.0, rate=44_100, format="MP3")
    content = path.read_bytes()
    at = max(content.find(b"Info"), content.find(b"Xing"))
    path.write_bytes(content.replace(content[at : at + 4], b"\0\0\0\0", 1))
    items = scan(tmp_path).items
    assert items["duration_s"][0] == pytest.approx(3.0, abs=0.06)


def test_progress_is_told_and_a_scan_can_be_stopped(tmp_path, make):
    for index in range(5):
        make(f"{index}.wav")
    seen = []
    job = Job("scan", unit="files", on_change=lambda job: seen.append((job.done, job.total)))
    scan(tmp_path, job=job)
    assert seen[-1] == (5, 5) and [done for done, _ in seen] == sorted(done for done, _ in seen)
    job.cancel()
    with pytest.raises(Cancelled):
        scan(tmp_path, job=job)


@pytest.mark.shared
def test_real_sounds_with_their_table(shared):
    corpus = scan(shared / "data" / "materials_actions")
    table = pd.read_csv(shared / "data" / "materials_actions" / "labels.csv")
    items = corpus.items.set_index("path")
    assert len(items) == 1_300 and corpus.rejects.empty
    for name, column in (("group", "group"), ("material", "label.material")):
        wanted = table.set_index("file")[name].reindex(items.index)
        assert (items[column] == wanted).all()
    assert corpus.counts["labels_matched"] == 1_300
    assert corpus.counts["short"] > 1_000
