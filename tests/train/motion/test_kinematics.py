"""Joints are where NumPy's twin puts them, and gradients are right."""

from __future__ import annotations

import numpy as np
import torch

from timbrespace.corpus.motion.features import clip_of, features_of, heading_axis, usual_skeleton
from timbrespace.corpus.motion.rotations import from_six
from timbrespace.train.motion.kinematics import places, rotations

from ... import motion_world as world


def test_rotations_are_those_of_numpy():
    six = np.random.default_rng(0).standard_normal((50, 6))
    assert np.allclose(rotations(torch.from_numpy(six)).numpy(), from_six(six))


def test_places_are_those_of_the_clip_with_its_root_held():
    clip = world.clip(n_frames=12)
    skeleton = usual_skeleton([clip])
    features = features_of(clip, heading_axis([clip])).astype(np.float64)
    features[:, -4:-1] = 0.0
    offsets = torch.from_numpy(skeleton.offsets)
    found = places(torch.from_numpy(features), skeleton.parents, offsets).numpy()
    wanted = clip_of(features, skeleton, 30.0).places()
    assert np.allclose(found, wanted, atol=1e-6)


def test_gradients_are_those_of_differences():
    torch.manual_seed(0)
    offsets = torch.randn(3, 3, dtype=torch.float64)
    x = torch.randn(2, 22, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda each: places(each, (-1, 0, 1), offsets), (x,))
