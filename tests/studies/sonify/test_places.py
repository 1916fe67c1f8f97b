"""Data are found where a collection keeps them, or named as missing."""

from __future__ import annotations

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.studies.sonify.places import check, source_of, sources_of, speech_of
from timbrespace.studies.sonify.sizes import FULL, SMALL

GENES, MOTION = FULL.data
TABLE = "sample,label,a\n" + "".join(f"s{i},{'xy'[i % 2]},{i}\n" for i in range(8))


def put(path, content="x"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)


def put_clips(folder):
    """Two clips in folders that label them, by name only: nothing reads them."""
    for content in ("walk", "jump"):
        put(folder / "all" / content / "one.bvh")


def test_the_largest_table_and_the_folder_with_most_clips(tmp_path):
    put(tmp_path / "genes" / "few.tsv.gz")
    put(tmp_path / "genes" / "many.tsv.gz", "x" * 99)
    put(tmp_path / "genes" / "labels.csv", "x" * 999)
    for name in ("a/one.bvh", "b/one.bvh", "b/deep/two.bvh"):
        put(tmp_path / "mocap" / name)
    assert source_of(GENES, tmp_path, tmp_path, 0).place.name == "many.tsv.gz"
    assert source_of(MOTION, tmp_path, tmp_path, 0).place == tmp_path / "mocap" / "b"


def test_tables_of_motion_are_clips_as_they_are_to_train_motion(tmp_path):
    """And texts that hold none are not counted, however many there are."""
    places = ",".join(f"{joint}.{axis}" for joint in ("Hips", "Neck", "Head") for axis in "XYZ")
    put(tmp_path / "mocap" / "tables" / "one.csv", f"Time,{places}\n0{',1' * 9}\n")
    for i in range(3):
        put(tmp_path / "mocap" / "notes" / f"{i}.csv", "name,age\nx,3\n")
    assert source_of(MOTION, tmp_path, tmp_path, 0).place == tmp_path / "mocap" / "tables"


def test_a_label_of_another_name_is_taken_and_data_without_one_named(tmp_path):
    put(tmp_path / "genes" / "few.csv", TABLE.replace("label", "tissue"))
    put(tmp_path / "mocap" / "one.bvh")
    check(FULL.data, tmp_path)
    (genes,), (said,) = sources_of(FULL.data, tmp_path, tmp_path, 0)
    assert genes.cast.label == "tissue"
    assert said.startswith("Motion capture is not in this run. 'mocap' has no label")


def test_a_collection_without_any_label_is_refused_before_anything_is_written(tmp_path):
    put(tmp_path / "genes" / "few.csv", "sample,a\ns1,1\ns2,2\n")
    with pytest.raises(TimbrespaceError, match="has no label"):
        check(FULL.data, tmp_path)
    put(tmp_path / "genes" / "few.csv", TABLE.replace("label", "tissue,stage", 1).replace(
        ",x,", ",x,u,").replace(",y,", ",y,v,"))  # fmt: skip
    with pytest.raises(TimbrespaceError, match="several labels"):
        check(FULL.data, tmp_path)
    check(FULL.data, tmp_path, "stage")


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
    assert made.cast.title == "a table made by code"


@pytest.mark.parametrize("sizes", [FULL, SMALL])
def test_what_is_given_is_not_called_made(tmp_path, sizes):
    put(tmp_path / "genes" / "few.csv", TABLE)
    put_clips(tmp_path / "mocap")
    sources, left_out = sources_of(sizes.data, tmp_path, tmp_path, 0)
    assert [s.cast.title for s in sources] == ["gene expression", "motion capture"]
    assert not left_out


@pytest.mark.parametrize(
    ("name", "lacks"),
    [
        ("genes", "Motion capture is not in this run."),
        ("motion", "Gene expression is not in this run."),
    ],
)
def test_one_kind_is_enough_and_the_other_is_named(tmp_path, name, lacks):
    if name == "genes":
        put(tmp_path / "genes" / "few.csv", TABLE)
    else:
        put_clips(tmp_path / "mocap")
    check(FULL.data, tmp_path)
    sources, (said,) = sources_of(FULL.data, tmp_path, tmp_path, 0)
    assert [s.cast.name for s in sources] == [name]
    assert said.startswith(lacks) and "holds no" in said


def test_a_collection_must_be_there_and_hold_something(tmp_path):
    check(FULL.data, None)
    put(tmp_path / "file")
    (tmp_path / "speech").mkdir()
    for place, said in (
        (tmp_path / "nowhere", "does not exist"),
        (tmp_path / "file", "is not a folder"),
        (tmp_path, "holds nothing to make heard"),
    ):
        with pytest.raises(TimbrespaceError, match=said) as raised:
            check(FULL.data, place)
        assert "collection" in raised.value.remedy


def test_speech_is_taken_where_it_is(tmp_path):
    assert speech_of(None) is None and speech_of(tmp_path) is None
    (tmp_path / "speech").mkdir()
    assert speech_of(tmp_path) == tmp_path / "speech"
    (tmp_path / "speech" / "ljspeech").mkdir()
    assert speech_of(tmp_path) == tmp_path / "speech" / "ljspeech"
