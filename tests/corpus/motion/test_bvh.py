"""BVH files of several tempers come to the clip that was written, and damage is named."""

from __future__ import annotations

import re

import numpy as np
import pytest

from timbrespace.corpus.motion.bvh import read_bvh
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


@pytest.fixture
def text():
    return world.bvh(*world.angles(n_frames=12))


def read(tmp_path, text):
    path = tmp_path / "clip.bvh"
    path.write_text(text)
    return read_bvh(path)


def test_what_was_written_is_read(tmp_path, text):
    found, wanted = read(tmp_path, text), world.clip(n_frames=12)
    assert found.skeleton.names == world.NAMES
    assert found.skeleton.parents == world.PARENTS
    assert found.rate_hz == pytest.approx(30, abs=1e-4)
    assert np.allclose(found.places(), wanted.places(), atol=1e-3)
    assert found.notes == ()


def test_white_space_and_end_sites_make_no_difference(tmp_path, text):
    plain = read(tmp_path, text)
    crammed = read(tmp_path, "\ufeff" + text.replace("\t", " ").replace("\n", "\r\n"))
    bare = read(tmp_path, world.bvh(*world.angles(n_frames=12), ends=False))
    for other in (crammed, bare):
        assert np.array_equal(other.places(), plain.places())


def test_an_idle_root_is_folded_into_the_joint_that_travels(tmp_path, text):
    head, motion = text.split("MOTION\n")
    body = head.removeprefix("HIERARCHY\n").replace("ROOT", "JOINT")
    wrapped = (
        "HIERARCHY\nROOT World\n{\nOFFSET 0 0 0\nCHANNELS 6 Xposition Yposition Zposition "
        f"Zrotation Xrotation Yrotation\n{body}}}\n"
    )
    lines = motion.splitlines()
    moved = [f"5 0 0 0 0 90 {line}" for line in lines[2:]]
    found = read(tmp_path, wrapped + "MOTION\n" + "\n".join([*lines[:2], *moved]) + "\n")
    assert found.skeleton.names == world.NAMES
    plain = world.clip(n_frames=12).places()
    x, y, z = np.moveaxis(plain, -1, 0)
    # Turned by 90 degrees about Y, then moved along X.
    assert np.allclose(found.places(), np.stack([z + 5, y, -x], -1), atol=1e-3)


def test_bones_that_stretch_get_their_mean_and_a_note(tmp_path):
    text = """HIERARCHY
ROOT a
{ OFFSET 0 0 0 CHANNELS 6 Xposition Yposition Zposition Zrotation Xrotation Yrotation
JOINT b { OFFSET 0 0 0 CHANNELS 3 Xposition Yposition Zposition
JOINT c { OFFSET 0 5 0 CHANNELS 3 Zrotation Xrotation Yrotation } }
JOINT d { OFFSET 1 0 0 CHANNELS 3 Zrotation Xrotation Yrotation } }
MOTION
Frames: 2
Frame Time: 0.05
0 0 0 0 0 0 1 2 3 0 0 0 0 0 0
0 0 0 0 0 0 3 2 3 0 0 0 0 0 0
"""
    found = read(tmp_path, text)
    assert found.rate_hz == 20
    assert found.skeleton.offsets.tolist() == [[0, 0, 0], [2, 2, 3], [0, 5, 0], [1, 0, 0]]
    assert "'b'" in found.notes[0]


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda t: "RIFF" + t, "does not begin with HIERARCHY"),
        (lambda t: t.split("MOTION")[0], "does not begin with HIERARCHY and go on"),
        (lambda t: "\n".join(t.splitlines()[:-2]), "were announced"),
        (lambda t: t.replace("Frames: 12", "Frames: 0"), "no frames"),
        (lambda t: re.sub("Frame Time: .*", "Frame Time: 0", t), "no frames"),
        (lambda t: t.replace("Zrotation", "Wrotation", 1), "Wrotation"),
        (lambda t: t.replace("JOINT Spine", "JOINT Hips"), "two joints named"),
        (lambda t: t.replace("}\nMOTION", "MOTION"), "breaks off"),
        (lambda t: t[: t.rindex(" ")] + " nan\n", "no numbers"),
    ],
)
def test_damage_is_named(tmp_path, text, spoil, why):
    with pytest.raises(TimbrespaceError, match=why) as told:
        read(tmp_path, spoil(text))
    assert "clip.bvh" in told.value.message
    assert told.value.remedy


def test_a_file_that_is_not_there_is_an_error_of_ours(tmp_path):
    with pytest.raises(TimbrespaceError, match="can be read"):
        read_bvh(tmp_path / "none.bvh")
