"""A BVH written to tables of rotations and read again is the same clip; what won't do is named."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.corpus.motion.bones import Beside
from timbrespace.corpus.motion.bvh import read_bvh
from timbrespace.corpus.motion.hierarchy import halves
from timbrespace.corpus.motion.rotations import six_of
from timbrespace.corpus.motion.sources import looked_into
from timbrespace.corpus.motion.turns import read_turns
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world

N_FRAMES = 20
BVHS = ["bandai_namco/dataset-1_run_angry_001.bvh", "assimp_testmodels/01_01.bvh"]


@pytest.fixture
def bvh(tmp_path):
    """A clip that turns about every axis, as a BVH in a folder of its own."""
    turned, path = world.angles(n_frames=N_FRAMES)
    turned += np.random.default_rng(3).uniform(-170, 170, turned.shape[1:])
    made = tmp_path / "bones" / "walk.bvh"
    made.parent.mkdir()
    made.write_text(world.bvh(turned, path))
    return made


def written(tmp_path, turns, places=None, name="walk", **how):
    if places is not None:
        places.to_csv(tmp_path / f"{name}_pos.csv", index=False)
    turns.to_csv(tmp_path / f"{name}_rot.csv", index=False, **how)
    return tmp_path / f"{name}_rot.csv"


def read(table, bones):
    return read_turns(looked_into(table, Beside(table.parent, bones)))


def is_same(found, wanted):
    assert found.skeleton.same_joints(wanted.skeleton)
    assert found.rate_hz == pytest.approx(wanted.rate_hz)
    off = np.abs(found.places() - wanted.places()).max()
    assert off <= 1e-6 * wanted.skeleton.reach
    assert np.abs(six_of(found.rotations) - six_of(wanted.rotations)).max() < 1e-6
    return True


def test_tables_of_a_bvh_are_its_clip(tmp_path, bvh):
    found = read(written(tmp_path, *world.tables(bvh)), bvh)
    assert is_same(found, read_bvh(bvh))
    assert found.notes == ()


@pytest.mark.shared
@pytest.mark.parametrize("name", BVHS)
def test_tables_of_real_clips_are_those_clips(tmp_path, shared, name):
    bvh = shared / "data" / "mocap" / name
    assert is_same(read(written(tmp_path, *world.tables(bvh)), bvh), read_bvh(bvh))


@pytest.mark.parametrize("order", ["XYZ", "YXZ", "ZYX"])
def test_angles_are_taken_in_the_order_of_the_channels(tmp_path, bvh, order):
    other = " ".join(f"{axis}rotation" for axis in order)
    bvh.write_text(bvh.read_text().replace("Zrotation Xrotation Yrotation", other))
    assert is_same(read(written(tmp_path, *world.tables(bvh)), bvh), read_bvh(bvh))


@pytest.mark.parametrize(
    ("turn", "place"),
    [
        ("{}_{}rotation", "{}_{}position"),
        ("{}.rotation.{}", "{}.{}"),
        ("{} rotate{} (deg)", "{} translate{}"),
        ("{}:{}_rot", "{}_pos_{}"),
    ],
)
def test_one_table_may_hold_all_however_its_columns_are_named(tmp_path, bvh, turn, place):
    def renamed(table, form):
        return table.rename(columns=lambda name: form.format(*name.rsplit(".", 1))
                            if "." in name else name)  # fmt: skip

    turns, places = world.tables(bvh)
    hips = places[["Hips.X", "Hips.Y", "Hips.Z"]]
    whole = renamed(turns, turn).join(renamed(hips, place))
    whole.to_csv(tmp_path / "walk.tsv", index=False, sep="\t")
    assert is_same(read(tmp_path / "walk.tsv", bvh), read_bvh(bvh))


def test_radians_are_known_by_their_names(tmp_path, bvh):
    turns, places = world.tables(bvh)
    angles = [name for name in turns.columns if name != "Time"]
    turns[angles] = np.deg2rad(turns[angles])
    plain = turns.rename(columns=lambda name: name if name == "Time" else f"{name}_rad")
    assert is_same(read(written(tmp_path, plain, places), bvh), read_bvh(bvh))
    alone = read(written(tmp_path, turns, name="other"), bvh)
    assert any("radians" in note for note in alone.notes)


def test_quaternions_are_read_and_their_length_and_sign_mean_nothing(tmp_path, bvh):
    wanted, (turns, places) = read_bvh(bvh), world.tables(bvh)
    scipy = pytest.importorskip("scipy.spatial.transform")
    made = turns[["Time"]].copy()
    for joint, name in enumerate(world.NAMES):
        xyzw = scipy.Rotation.from_matrix(wanted.rotations[:, joint]).as_quat()
        sign = (-1.0) ** (np.arange(N_FRAMES) + joint)
        for axis, values in zip("xyzw", xyzw.T, strict=True):
            made[f"{name}.{axis}"] = 2 * sign * values
    places.to_csv(tmp_path / "walk_pos.csv", index=False)
    made.to_csv(tmp_path / "walk.csv", index=False)
    assert is_same(read(tmp_path / "walk.csv", bvh), wanted)


def test_without_a_path_the_root_stays_in_place_and_it_is_said(tmp_path, bvh):
    found = read(written(tmp_path, world.tables(bvh)[0]), bvh)
    assert np.ptp(found.root, axis=0).max() == 0
    assert np.allclose(found.rotations, read_bvh(bvh).rotations)
    assert found.notes == ("no path of the root is known; it stays in place.",)


def test_end_sites_gaps_and_joints_at_rest(tmp_path, bvh):
    turns, places = world.tables(bvh)
    for axis in "XYZ":
        turns[f"HeadEnd.{axis}"] = 0.0
    whole = read(written(tmp_path, turns, places), bvh)
    turns.loc[[4, 9], "Spine.X"] = np.nan
    turns = turns.drop(columns=[f"RightHand.{axis}" for axis in "XYZ"])
    found = read(written(tmp_path, turns, places), bvh)
    assert "2 frames with gaps" in found.notes[0]
    assert "'RightHand'" in found.notes[1]
    assert np.abs(found.places() - whole.places()).max() < 0.02 * whole.skeleton.reach


def test_times_that_lack_are_those_of_the_bvh_or_an_error(tmp_path, bvh):
    turns, places = world.tables(bvh)
    table = written(tmp_path, turns.drop(columns="Time"), places)
    found = read(table, bvh)
    assert is_same(found, read_bvh(bvh))
    assert "30 frames a second" in found.notes[0]
    bvh.write_text(bvh.read_text().partition("MOTION")[0])
    assert halves(bvh, moves=False)[1] == ""
    with pytest.raises(TimbrespaceError, match="no column of times") as told:
        read(table, bvh)
    assert "Frame Time" in told.value.remedy
    with_times = written(tmp_path, turns, places)
    assert read(with_times, bvh).rate_hz == pytest.approx(30, abs=1e-4)


def renamed_joint(turns, places):
    return turns.rename(columns=lambda name: name.replace("Spine", "Tail")), places


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (renamed_joint, "turns 'Tail', and 'walk.bvh' has no such joint"),
        (lambda t, p: (t.drop(columns="Neck.Y"), p), "no column Y for 'Neck'"),
        (lambda t, p: (t, p.drop(columns="Hips.Z")), "no column Z for 'Hips'"),
        (lambda t, p: (t, p.head(9)), "20 frames, and 'walk_pos.csv' 9"),
        (lambda t, p: (t, p.assign(**{n: p[n] / 100 for n in p if n != "Time"})), "away from"),
        (lambda t, p: (t.assign(Time=t["Time"] * 1000), p), "a frame lasts 33.3"),
        (lambda t, p: (t.head(1), None), "fewer than two frames"),
    ],
)
def test_what_does_not_fit_is_named_with_what_to_do(tmp_path, bvh, spoil, why):
    table = written(tmp_path, *spoil(*world.tables(bvh)))
    with pytest.raises(TimbrespaceError, match=why) as told:
        read(table, bvh)
    assert told.value.remedy


def test_an_axis_that_the_skeleton_lacks_is_refused_unless_it_is_still(tmp_path, bvh):
    turns, _ = world.tables(bvh)
    turns["Head.Y"] = turns["Head.Z"] = 0.0
    hinge = "JOINT Head\n\t\t\t\t{\n\t\t\t\t\tOFFSET 0.0 10.0 2.0\n\t\t\t\t\tCHANNELS "
    text = bvh.read_text()
    assert hinge + "3 Zrotation Xrotation Yrotation" in text
    bvh.write_text(text.replace(hinge + "3 Zrotation Xrotation Yrotation", hinge + "1 Xrotation"))
    assert len(read(written(tmp_path, turns), bvh)) == N_FRAMES
    turns["Head.Y"] = 5.0
    with pytest.raises(TimbrespaceError, match="turns 'Head' about Y"):
        read(written(tmp_path, turns), bvh)
