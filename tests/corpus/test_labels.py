"""Labels and groups from all three sources, as a scan sees them."""

from __future__ import annotations

import pytest

from timbrespace.corpus import scan
from timbrespace.corpus.labels import from_folders
from timbrespace.errors import TimbrespaceError


def _labels(corpus):
    return {n[6:]: corpus.items[n] for n in corpus.items.columns if n.startswith("label.")}


def test_each_level_with_more_than_one_name_is_a_label():
    paths = ["set/kick/a/1.wav", "set/snare/a/1.wav", "set/2.wav", "set/kick/b/3.wav"]
    assert from_folders(paths) == {
        "folder2": ["kick", "snare", None, "kick"],
        "folder3": ["a", "a", None, "b"],
    }
    assert from_folders([]) == {}


def test_folders_are_the_labels_unless_told_otherwise(tmp_path, make):
    for name in ("kick/1.wav", "kick/2.wav", "snare/1.wav", "loose.wav"):
        make(name)
    labels = _labels(scan(tmp_path))
    assert labels["folder"].tolist()[:2] == ["kick", "kick"]
    assert labels["folder"].isna().tolist() == [False, False, True, False]
    assert str(labels["folder"].dtype) == "string"


def test_a_pattern_gives_labels_and_says_what_it_missed(tmp_path, make):
    for name in ("wood_hit_01.wav", "wood_rub_01.wav", "metal_hit_1.wav", "other.wav"):
        make(name)
    corpus = scan(tmp_path, labels="{material}_{action}*", group="material")
    labels = _labels(corpus)
    assert labels["material"].dropna().tolist() == ["metal", "wood", "wood"]
    assert labels["action"].dropna().tolist() == ["hit", "hit", "rub"]
    assert corpus.items["group"].tolist() == ["metal", "other.wav", "wood", "wood"]
    assert corpus.counts["labels_matched"] == 3 and corpus.counts["labels_missing"] == 1
    assert any("fits 3 of 4 files" in note and "other.wav" in note for note in corpus.notes)


def test_a_table_in_the_folder_is_used_and_said(tmp_path, make):
    for name in ("x/1.wav", "x/2.wav", "y/3.wav"):
        make(name)
    rows = "file,kind,session,group\nx/1.wav,bell,s1,g1\nx/2.wav,gong,s1,g1\ny/3.wav,bell,s2,g2\n"
    (tmp_path / "labels.csv").write_text(rows)
    corpus = scan(tmp_path)
    assert set(_labels(corpus)) == {"folder", "kind", "session"}
    assert corpus.items["group"].tolist() == ["g1", "g1", "g2"]
    assert any("'labels.csv' labels 3 of 3 files" in note for note in corpus.summary())
    assert scan(tmp_path, group="session").items["group"].tolist() == ["s1", "s1", "s2"]
    assert scan(tmp_path, group="label.kind").items["group"].tolist() == ["bell", "gong", "bell"]
    assert set(_labels(scan(tmp_path, labels=tmp_path / "labels.csv"))) == {"kind", "session"}
    assert set(_labels(scan(tmp_path, labels="labels.csv"))) == {"kind", "session"}


def test_a_folder_that_repeats_a_column_is_not_said_twice(tmp_path, make):
    for name in ("bell/1.wav", "gong/2.wav"):
        make(name)
    (tmp_path / "labels.csv").write_text("file,kind\nbell/1.wav,bell\ngong/2.wav,gong\n")
    assert set(_labels(scan(tmp_path))) == {"kind"}


def test_windows_carry_the_labels_of_their_file(tmp_path, make):
    make("wood_hit.wav", seconds=0.5)
    make("metal_hit.wav", seconds=0.3)
    corpus = scan(tmp_path, labels="{material}_{action}", window_s=0.1)
    assert corpus.items["label.material"].tolist() == ["metal"] * 3 + ["wood"] * 5


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"group": "nobody"}, "no label or column 'nobody'"),
        ({"labels": "none.csv"}, "neither a table that exists nor a pattern"),
        ({"labels": "{a}{b}"}, "nothing says where"),
    ],
)
def test_what_cannot_be_used_is_refused(tmp_path, make, options, said):
    make("a_b.wav")
    with pytest.raises(TimbrespaceError, match=said) as caught:
        scan(tmp_path, **options)
    assert caught.value.remedy
