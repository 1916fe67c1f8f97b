"""A folder of clips: one skeleton, one rate, labels, and a word about what is left out."""

from __future__ import annotations

import pytest

from timbrespace.corpus.motion import read_clips
from timbrespace.corpus.motion.body import BODY
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


@pytest.fixture
def folder(tmp_path):
    return world.write_clips(tmp_path / "clips", n=3, n_frames=20)


def foreign(folder, name="foreign.bvh"):
    names = tuple(n.replace("LeftFoot", "LeftAnkle") for n in world.NAMES)
    (folder / name).write_text(world.bvh(*world.angles(n_frames=20), names=names))


def test_clips_come_in_order_with_labels_and_groups(folder):
    found = read_clips(folder)
    assert [each.path for each in found.clips] == sorted(each.path for each in found.clips)
    assert len(found.clips) == 6
    assert found.left_out == ()
    assert {each.labels["content"] for each in found.clips} == {"walk", "wave"}
    assert len({each.group for each in found.clips}) == len({each.id for each in found.clips}) == 6


def test_a_table_above_the_folder_is_found_too(folder):
    (folder / "labels.csv").rename(folder.parent / "labels.csv")
    assert {each.labels["content"] for each in read_clips(folder).clips} == {"walk", "wave"}


def test_groups_come_from_a_label(folder):
    assert {each.group for each in read_clips(folder, group="content").clips} == {"walk", "wave"}


def test_all_are_brought_to_one_rate(folder):
    (folder / "fast.bvh").write_text(world.bvh(*world.angles(n_frames=240), rate_hz=120))
    found = read_clips(folder, rate_hz=15)
    assert {each.clip.rate_hz for each in found.clips} == {15.0}
    fast = next(each for each in found.clips if each.path == "fast.bvh")
    assert len(fast.clip) == 30


def test_another_skeleton_is_left_out_by_name_with_what_to_do(folder):
    foreign(folder)
    found = read_clips(folder)
    (out,) = found.left_out
    assert out.path == "foreign.bvh"
    assert "lacks LeftFoot" in out.reason
    assert "LeftAnkle" in out.reason
    assert "--set joints=" in out.remedy
    assert any("foreign.bvh" in note for note in found.notes)


@pytest.mark.parametrize("joints", ["body", "Hips, Chest,Head,LeftHand,RightHand"])
def test_with_joints_that_all_have_none_is_left_out(folder, joints):
    foreign(folder)
    found = read_clips(folder, joints=joints)
    assert len(found.clips) == 7
    assert len(found.skeleton) == (len(BODY) if joints == "body" else 5)


def test_other_sizes_and_other_files_are_said(folder):
    (folder / "tall.bvh").write_text(world.bvh(*world.angles(n_frames=20), scale=1.2))
    (folder / "film.fbx").write_text("x")
    notes = " ".join(read_clips(folder).notes)
    assert "20 %" in notes
    assert "1 .fbx" in notes


def test_damaged_and_short_clips_are_named(folder):
    (folder / "short.bvh").write_text(world.bvh(*world.angles(n_frames=3)))
    (folder / "torn.bvh").write_text("HIERARCHY")
    reasons = {each.path: each.reason for each in read_clips(folder).left_out}
    assert "3 frames" in reasons["short.bvh"]
    assert "MOTION" in reasons["torn.bvh"]


def test_nothing_to_read_is_an_error_that_says_why(tmp_path):
    (tmp_path / "torn.bvh").write_text("HIERARCHY")
    with pytest.raises(TimbrespaceError, match=r"torn\.bvh") as told:
        read_clips(tmp_path)
    assert "Export it again" in told.value.remedy
    with pytest.raises(TimbrespaceError, match="no folder"):
        read_clips(tmp_path / "none")


def test_a_folder_of_rotations_is_one_of_clips(tmp_path):
    folder = world.write_tables(tmp_path / "clips")
    found = read_clips(folder)
    assert [each.path for each in found.clips] == [f"walk_{i}_rot.csv" for i in range(3)]
    assert found.skeleton.same_joints(world.SKELETON)
    assert found.left_out == () and found.notes == ()
    bones = (folder / "skeleton.bvh").rename(tmp_path / "bones.bvh")
    named = read_clips(folder, skeleton=bones)
    assert [each.id for each in named.clips] == [each.id for each in found.clips]
    taller = bones.read_text().replace("OFFSET 0.0 20.0 0.0", "OFFSET 0.0 20.1 0.0")
    bones.write_text(taller)
    other = read_clips(folder, skeleton=bones)
    assert {each.id for each in other.clips}.isdisjoint(each.id for each in found.clips)


def test_rotations_without_bones_say_how_to_name_them(tmp_path):
    folder = world.write_tables(tmp_path / "clips", n=1)
    (folder / "skeleton.bvh").unlink()
    with pytest.raises(TimbrespaceError, match="no bones") as told:
        read_clips(folder)
    assert "--skeleton" in told.value.remedy
    with pytest.raises(TimbrespaceError, match="no skeleton"):
        read_clips(folder, skeleton=tmp_path / "none.bvh")


def test_tables_made_from_a_bvh_beside_them_are_not_clips_again(folder):
    turns, places = world.tables(folder / "walk_00.bvh")
    turns.to_csv(folder / "walk_00_rot.csv", index=False)
    places.to_csv(folder / "walk_00_worldpos.csv", index=False)
    world.tables(folder / "wave_01.bvh")[1].to_csv(folder / "wave_01_pos.csv", index=False)
    for joints in ("", "body"):
        found = read_clips(folder, joints=joints)
        assert len(found.clips) == 6
        assert {each.path[-4:] for each in found.clips} == {".bvh"}
        assert found.left_out == ()
        assert any(note.startswith("2 tables hold the motion") for note in found.notes)


@pytest.mark.shared
def test_real_clips_of_three_makes_share_a_body(shared):
    folder = shared / "data" / "mocap"
    names = ("assimp_testmodels/01_01.bvh", "pybullet_data/humanoid3d_walk.txt",
             "bandai_namco/dataset-1_walk_normal_001.bvh")  # fmt: skip
    for name in names:
        (only,) = read_clips(folder / name, joints="body").clips
        placed = only.clip.places()
        head, foot = BODY.names.index("head"), BODY.names.index("foot_l")
        assert 1.2 < (placed[:, head, 1] - placed[:, foot, 1]).mean() < 1.8
