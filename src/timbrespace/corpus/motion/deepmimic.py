"""Clips in DeepMimic's JSON: one humanoid of 15 joints, turned by quaternions and angles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.rotations import Floats, about, from_quaternion
from timbrespace.corpus.motion.skeleton import Skeleton
from timbrespace.errors import TimbrespaceError

#: Numbers of a frame: its duration, where the root is, then each joint's turn in this order.
N_VALUES = 44

#: name, what it hangs on, how many numbers turn it, offset in metres. A head is set on the neck.
#: Source: the character of Peng et al., *DeepMimic*, 2018.
_JOINTS = (
    ("root", "", 4, (0.0, 0.0, 0.0)),
    ("chest", "root", 4, (0.0, 0.236151, 0.0)),
    ("neck", "chest", 4, (0.0, 0.223894, 0.0)),
    ("right_hip", "root", 4, (0.0, 0.0, 0.084887)),
    ("right_knee", "right_hip", 1, (0.0, -0.421546, 0.0)),
    ("right_ankle", "right_knee", 4, (0.0, -0.40987, 0.0)),
    ("right_shoulder", "chest", 4, (-0.02405, 0.2435, 0.18311)),
    ("right_elbow", "right_shoulder", 1, (0.0, -0.274788, 0.0)),
    ("left_hip", "root", 4, (0.0, 0.0, -0.084887)),
    ("left_knee", "left_hip", 1, (0.0, -0.421546, 0.0)),
    ("left_ankle", "left_knee", 4, (0.0, -0.40987, 0.0)),
    ("left_shoulder", "chest", 4, (-0.02405, 0.2435, -0.18311)),
    ("left_elbow", "left_shoulder", 1, (0.0, -0.274788, 0.0)),
    ("right_wrist", "right_elbow", 0, (0.0, -0.258947, 0.0)),
    ("left_wrist", "left_elbow", 0, (0.0, -0.258947, 0.0)),
    ("head", "neck", 0, (0.0, 0.175, 0.0)),
)
_NAMES = tuple(row[0] for row in _JOINTS)
HUMANOID = Skeleton(
    _NAMES,
    tuple(_NAMES.index(row[1]) if row[1] else -1 for row in _JOINTS),
    np.array([row[3] for row in _JOINTS]),
)


def read_deepmimic(path: Path) -> Clip:
    """The clip of a DeepMimic file; frames are taken to last as long as their median does.

    Raises:
        TimbrespaceError: It is no such file, or one of another creature.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        frames = np.array(found["Frames"], np.float64)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise _unreadable(path, "it holds no list 'Frames' of equal lengths") from error
    if frames.ndim != 2 or frames.shape[1] != N_VALUES or not np.isfinite(frames).all():
        held = frames.shape[1] if frames.ndim == 2 else 0
        raise _unreadable(path, f"its frames have {held} numbers, a humanoid's {N_VALUES}")
    # The last frame of a clip that is not a loop lasts 0 s.
    lasting = frames[frames[:, 0] > 0, 0]
    if not len(lasting):
        raise _unreadable(path, "its frames last 0 s")
    rate_hz = 1 / float(np.median(lasting))
    return Clip(HUMANOID, _rotations(frames[:, 4:]), frames[:, 1:4].copy(), rate_hz)


def is_deepmimic(found: Any) -> bool:
    """Whether the beginning of a file, as text, looks like one of these."""
    return isinstance(found, str) and found.lstrip().startswith("{") and '"Frames"' in found


def _rotations(values: Floats) -> Floats:
    made = np.tile(np.eye(3), (len(values), len(HUMANOID), 1, 1))
    at = 0
    for joint, (_, _, n, _) in enumerate(_JOINTS):
        own = values[:, at : at + n]
        at += n
        if n == 4:
            made[:, joint] = from_quaternion(own)
        elif n == 1:
            made[:, joint] = about("Z", own[:, 0])
    return made


def _unreadable(path: Path, why: str) -> TimbrespaceError:
    return TimbrespaceError(
        f"'{path.name}' is not a clip of DeepMimic's humanoid: {why}.", "Leave it out."
    )
