"""A space of motion, opened without PyTorch: it reads, encodes and decodes clips."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.corpus.motion.features import features_of
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.data import figures
from timbrespace.spaces.data.base import DataSpace
from timbrespace.spaces.data.motion import MotionSpace, figures_of, open_folder
from timbrespace.spaces.trained import folder as folders

from ... import motion_world as world


@pytest.fixture(scope="module")
def clips(tmp_path_factory):
    return world.write_clips(tmp_path_factory.mktemp("clips"), n=4, n_frames=40)


@pytest.fixture(scope="module")
def folder(clips, tmp_path_factory):
    pytest.importorskip("torch")
    out = tmp_path_factory.mktemp("space") / "moves.space"
    return world.trained(clips, out, epochs=2, measure=False).folder


@pytest.fixture(scope="module")
def space(folder):
    return open_folder(folder)


def test_it_is_a_data_space(space):
    assert isinstance(space, DataSpace)
    assert (space.kind, space.id, space.rate_hz) == ("motion", "motion:moves", 30.0)
    assert space.skeleton.same_joints(world.SKELETON)
    assert space.skeleton.reach == pytest.approx(1, abs=1e-4)


def test_reading_the_same_clips_gives_the_same_items(space, clips):
    kept, read = space.items(), space.read(clips)
    assert kept.table["id"].tolist() == read.table["id"].tolist()
    assert np.allclose(kept.latents, read.latents, atol=1e-5)
    assert set(read.table["part"]) == {""}
    assert set(kept.table["label.content"]) == {"walk", "wave"}


def test_one_file_is_read_by_itself(space, clips):
    found = space.read(clips / "walk_01.bvh")
    assert len(found) == 1
    assert found.table["title"].tolist() == ["walk_01"]


def test_rotations_in_tables_are_read_with_the_bones_that_are_named(space, tmp_path):
    folder = world.write_tables(tmp_path / "clips", n=2)
    bones = (folder / "skeleton.bvh").rename(tmp_path / "bones.bvh")
    with pytest.raises(TimbrespaceError, match="no bones"):
        space.read(folder)
    boned = space.with_bones(bones)
    assert len(boned.read(folder)) == len(boned.figures(folder).ids) == 2
    wanted = space.encode(world.clip(n_frames=20, seed=1))
    assert np.allclose(boned.read(folder).rows(1), wanted, atol=1e-3)


@pytest.mark.parametrize("n_frames", [8, 40, 300])
def test_there_is_a_latent_for_every_frame_of_any_clip(space, n_frames):
    clip = world.clip(n_frames=n_frames)
    latents = space.encode(clip)
    assert latents.shape == (n_frames, 4)
    assert space.decode(latents).shape == features_of(clip, space.heading_axis).shape
    assert space.clip(latents).places().shape == (n_frames, len(world.NAMES), 3)


def test_other_skeletons_and_other_latents_are_refused(space, tmp_path):
    names = tuple(name.replace("Left", "West") for name in world.NAMES)
    (tmp_path / "west.bvh").write_text(world.bvh(*world.angles(n_frames=20), names=names))
    with pytest.raises(TimbrespaceError, match="another skeleton") as told:
        space.read(tmp_path)
    assert "joints=body" in told.value.remedy
    with pytest.raises(TimbrespaceError, match="shape"):
        space.decode(np.zeros((5, 3), np.float32))
    with pytest.raises(TimbrespaceError, match="not numbers"):
        space.decode(np.full((5, 4), np.nan, np.float32))
    assert space.decode(np.zeros((0, 4), np.float32)).shape[0] == 0


def test_a_damaged_folder_says_so(folder, tmp_path):
    import shutil

    broken = tmp_path / "broken.space"
    shutil.copytree(folder, broken)
    config = (broken / folders.CONFIG).read_text()
    (broken / folders.CONFIG).write_text(config.replace("joint_names", "joint_nomes"))
    with pytest.raises(TimbrespaceError, match="describe a space of motion"):
        MotionSpace(broken)


def test_it_shows_what_it_was_trained_with_and_other_clips(space, clips):
    assert isinstance(space, figures.Showing)
    own, read = space.figures(), space.figures(clips / "walk_01.bvh")
    (item,) = read.ids
    assert len(own.ids) == len(space.items())
    assert np.allclose(own.positions[:1], own.of(own.ids[0])[:1])
    assert read.of(item).shape == (41, len(world.NAMES), 3)


def test_figures_begin_above_the_origin_in_reaches(space, clips):
    named = space.clips(clips).clips
    made = figures_of(named)
    assert made.ids == tuple(each.id for each in named)
    for each in named:
        frames = made.of(each.id)
        assert np.allclose(frames[0, 0, [0, 2]], 0)
        wanted = each.clip.places() / world.SKELETON.reach
        assert np.allclose(np.ptp(frames, axis=0), np.ptp(wanted, axis=0), atol=1e-3)
