"""Two letters, material then action; whatever follows is the same recording."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.studies.latent_audio.recordings import (
    ACTIONS,
    BLOCK_S,
    MATERIALS,
    block,
    parse,
    recognised,
    write_table,
)

codes = st.sampled_from([m + a for m, a in product(MATERIALS, ACTIONS)])


@given(codes, st.sampled_from(["", "_1", "-12", " 3", "2"]), st.sampled_from([".wav", ".FLAC"]))
def test_both_factors_are_read_wherever_the_file_lies(code, number, suffix):
    found = parse(f"some/folder/{code}{number}{suffix}")
    assert (found.material, found.action) == (MATERIALS[code[0]], ACTIONS[code[1]])
    digits = number.strip("_- ")
    assert found.group == f"{code} {digits}".strip()


@given(codes, st.sampled_from(["_reverb", "-eq", ".aug", " (copy)"]))
def test_a_treated_copy_is_the_same_recording(code, what):
    assert parse(f"{code}{what}.wav") == parse(f"{code}.wav")


@pytest.mark.parametrize("name", ["TM.wav", "wt.wav", "WTF.wav", "wood_hit.wav", "X.wav", "W.wav"])
def test_other_names_are_left_alone(name):
    assert parse(name) is None


def test_a_folder_is_recognised_only_as_a_whole():
    named = ["WT.wav", "WR.wav", "MT.wav", "MR.wav"]
    assert recognised(named)
    assert not recognised([])
    assert not recognised([*named, "a.wav"])
    assert not recognised(["WT.wav", "WR.wav"]), "one material is no study of materials"


def test_the_table_labels_what_is_named(tmp_path):
    table = write_table(["WT_1.wav", "other.wav"], tmp_path / "made" / "labels.csv")
    assert table.read_text() == "file,material,action,group\nWT_1.wav,wood,hit,WT 1\n"


@given(st.floats(0, 1e4), st.floats(0, 1e4))
def test_windows_share_a_block_exactly_when_they_are_in_the_same_stretch(a_s, b_s):
    assert (block("WT", a_s) == block("WT", b_s)) == (a_s // BLOCK_S == b_s // BLOCK_S)
    assert block("WT", a_s) != block("WR", a_s)
