"""Which files are tried, in what order, and what is passed over."""

from __future__ import annotations

import os
import sys

import pytest

from timbrespace.corpus.walk import walk

needs_links = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")


def test_companions_are_counted_and_not_rejected(tmp_path, make):
    make("a.wav")
    for name in ("notes.txt", "cover.JPG", "labels.csv", "LICENSE", "song.mid"):
        (tmp_path / name).write_text("something else")
    for name in (".DS_Store", "._a.wav", ".git/x.wav", "__MACOSX/a.wav"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = walk(tmp_path)
    assert found.files == ["a.wav"] and not found.rejects
    assert found.counts["not_sound"] == 5 and found.counts["hidden"] == 4
    assert found.companions == {".txt": 1, ".jpg": 1, ".csv": 1, "no extension": 1, ".mid": 1}


def test_sound_without_a_sound_s_name_is_found(tmp_path, make):
    for name in ("take", "take.bin", "take.txt"):
        make(name)
    assert walk(tmp_path).files == ["take", "take.bin", "take.txt"]


@needs_links
def test_loops_of_links_end_and_each_folder_is_seen_once(tmp_path, make):
    make("z/real/a.wav")
    (tmp_path / "a link").symlink_to(tmp_path / "z" / "real")
    (tmp_path / "z" / "real" / "up").symlink_to(tmp_path)
    (tmp_path / "self.wav").symlink_to(tmp_path / "self.wav")
    (tmp_path / "gone.wav").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.wav").symlink_to(tmp_path / "z" / "real" / "a.wav")
    found = walk(tmp_path)
    assert found.files == ["b.wav", "z/real/a.wav"]  # the true place, not the link to it
    assert found.counts["linked_folders_met_again"] == 2
    assert sorted((r.path, r.kind) for r in found.rejects) == [
        ("gone.wav", "broken link"),
        ("self.wav", "broken link"),
    ]


@needs_links
def test_a_folder_outside_is_reached_through_a_link(tmp_path, make):
    make("elsewhere/a.wav")
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path / "elsewhere")
    assert walk(tmp_path / "root").files == ["link/a.wav"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_does_not_hang(tmp_path):
    os.mkfifo(tmp_path / "pipe.wav")
    assert [(r.path, r.kind) for r in walk(tmp_path).rejects] == [("pipe.wav", "not a file")]


@pytest.mark.skipif(sys.platform != "linux", reason="names are text there")
def test_names_that_are_no_text_are_named_in_escapes(tmp_path, make):
    make("a\nb\t.wav")
    content = (tmp_path / "a\nb\t.wav").read_bytes()
    with open(os.fsencode(tmp_path) + b"/caf\xe9.wav", "wb") as file:
        file.write(content)
    found = walk(tmp_path)
    assert found.files == ["a\nb\t.wav"]
    assert [(r.path, r.kind) for r in found.rejects] == [("caf\\xe9.wav", "unwritable name")]


def test_an_atlas_is_no_folder_of_sounds(tmp_path, make):
    make("my.atlas/cache/a.wav")
    (tmp_path / "my.atlas" / "atlas.json").write_text("{}")
    found = walk(tmp_path)
    assert not found.files and found.counts["atlases_passed_over"] == 1


def test_an_unreadable_folder_is_named(tmp_path, make, monkeypatch):
    make("a.wav")
    make("locked/b.wav")
    scandir = os.scandir

    def refuse(place):
        if str(place).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return scandir(place)

    monkeypatch.setattr(os, "scandir", refuse)  # chmod does not bind an administrator
    found = walk(tmp_path)
    assert found.files == ["a.wav"]
    assert [(r.path, r.kind) for r in found.rejects] == [("locked", "unreadable folder")]
