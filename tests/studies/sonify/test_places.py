"""Data are found where a collection keeps them, or named as missing."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.studies.sonify.places import source_of, speech_of
from timbrespace.studies.sonify.sizes import FULL

GENES, MOTION = FULL.data


def put(path, content="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def test_the_largest_table_and_the_folder_with_most_clips(tmp_path):
    put(tmp_path / "genes" / "few.tsv.gz")
    put(tmp_path / "genes" / "many.tsv.gz", "x" * 99)
    put(tmp_path / "genes" / "labels.csv", "x" * 999)
    for name in ("a/one.bvh", "b/one.bvh", "b/deep/two.bvh"):
        put(tmp_path / "mocap" / name)
    assert source_of(GENES, tmp_path, tmp_path, 0).place.name == "many.tsv.gz"
    assert source_of(MOTION, tmp_path, tmp_path, 0).place == tmp_path / "mocap" / "b"


def test_a_trained_space_wins(tmp_path):
    put(tmp_path / "genes" / "few.csv")
    (tmp_path / "genes.space").mkdir()
    found = source_of(GENES, tmp_path, tmp_path, 0)
    assert found.trained and found.place.name == "genes.space"


def test_clips_may_lie_in_the_folder_itself(tmp_path):
    put(tmp_path / "motion" / "one.bvh")
    assert source_of(MOTION, tmp_path, tmp_path, 0).place == tmp_path / "motion"


def test_what_is_missing_is_said(tmp_path):
    for cast in FULL.data:
        with pytest.raises(TimbrespaceError, match=f"holds no {cast.title}"):
            source_of(cast, tmp_path, tmp_path, 0)


def test_without_data_code_makes_some_and_says_so(tmp_path):
    made = source_of(GENES, None, tmp_path, 0)
    assert made.synthetic and made.place.is_file()


def test_speech_is_taken_where_it_is(tmp_path):
    assert speech_of(None) is None and speech_of(tmp_path) is None
    (tmp_path / "speech").mkdir()
    assert speech_of(tmp_path) == tmp_path / "speech"
    (tmp_path / "speech" / "ljspeech").mkdir()
    assert speech_of(tmp_path) == tmp_path / "speech" / "ljspeech"
