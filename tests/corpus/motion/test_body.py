"""Skeletons of several makes are recognised by their names, and carried onto one body."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from timbrespace.corpus.motion import Skeleton
from timbrespace.corpus.motion.body import BODY, from_places, matches, onto_body
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world

MAKES = {
    "bandai": "Hips Spine Chest Neck Head Shoulder_L UpperArm_L LowerArm_L Hand_L Shoulder_R "
    "UpperArm_R LowerArm_R Hand_R UpperLeg_L LowerLeg_L Foot_L Toes_L UpperLeg_R LowerLeg_R "
    "Foot_R Toes_R",
    "cmu": "Hips LHipJoint LeftUpLeg LeftLeg LeftFoot LeftToeBase RHipJoint RightUpLeg RightLeg "
    "RightFoot LowerBack Spine Spine1 Neck Neck1 Head LeftShoulder LeftArm LeftForeArm LeftHand "
    "RightShoulder RightArm RightForeArm RightHand",
    "mixamo": " ".join(
        f"mixamorig:{n}" for n in "Hips Spine Spine1 Spine2 Neck Head LeftShoulder LeftArm "
        "LeftForeArm LeftHand RightShoulder RightArm RightForeArm RightHand LeftUpLeg LeftLeg "
        "LeftFoot RightUpLeg RightLeg RightFoot".split()
    ),
}  # fmt: skip


@pytest.mark.parametrize("make", MAKES)
def test_every_joint_of_the_body_is_found_by_its_usual_names(make):
    names = tuple(MAKES[make].split())
    found = matches(names)
    assert set(found) == set(BODY.names)
    called = {joint: names[at].split(":")[-1] for joint, at in found.items()}
    assert called["upper_arm_l"] in ("UpperArm_L", "LeftArm")
    assert called["shin_r"] in ("LowerLeg_R", "RightLeg")
    for joint, name in called.items():
        if joint.endswith("_l"):
            assert "L" in name
            assert "Right" not in name


def test_limbs_point_as_before_and_the_path_is_that_of_the_legs():
    clip = world.clip(n_frames=20)
    made = onto_body(clip)
    assert made.skeleton is BODY
    found = matches(world.NAMES)
    before, after = clip.places(), made.places()
    for a, b in (("upper_arm_l", "forearm_l"), ("thigh_r", "shin_r"), ("shin_l", "foot_l")):
        i, j = BODY.names.index(a), BODY.names.index(b)
        one = before[:, found[b]] - before[:, found[a]]
        other = after[:, j] - after[:, i]
        cosine = (one * other).sum(1) / np.linalg.norm(one, axis=1) / np.linalg.norm(other, axis=1)
        assert cosine.min() > 0.9999
    # Legs of 82 units become legs of 0.82 m.
    assert np.allclose(made.root, clip.root / 100)


def test_size_and_unit_do_not_matter():
    places = onto_body(world.clip(n_frames=10)).places()
    one, other = from_places(places, 30.0), from_places(places * 39.37, 30.0)
    assert np.allclose(one.rotations, other.rotations)
    assert np.allclose(one.root, other.root)


def test_an_animal_is_refused():
    clip = world.clip(n_frames=9)
    names = tuple(f"leg{i}" for i in range(len(world.NAMES)))
    spider = replace(clip, skeleton=Skeleton(names, world.PARENTS, world.OFFSETS))
    with pytest.raises(TimbrespaceError, match="known as hips"):
        onto_body(spider)
