"""A body of sixteen joints onto which skeletons of other makes can be carried.

Proportions are those of a grown person in metres, standing with arms out, facing Z.
"""

from __future__ import annotations

import re

import numpy as np

from timbrespace.corpus.motion.clip import Clip
from timbrespace.corpus.motion.retarget import posed
from timbrespace.corpus.motion.rotations import Floats
from timbrespace.corpus.motion.skeleton import Skeleton
from timbrespace.errors import TimbrespaceError

#: name, what it hangs on, where it lies as its parent sees it (m; the left is at +X), and what
#: others call it (without side, sign and case).
_JOINTS = (
    ("hips", "", (0.0, 0.0, 0.0), "hips hip pelvis root"),
    ("chest", "hips", (0.0, 0.35, 0.0), "chest spine1 spine2 spine3 upperchest thorax"),
    ("neck", "chest", (0.0, 0.18, 0.0), "neck neck1"),
    ("head", "neck", (0.0, 0.15, 0.0), "head"),
    ("upper_arm_l", "chest", (0.17, 0.13, 0.0), "upperarm arm shoulder"),
    ("forearm_l", "upper_arm_l", (0.28, 0.0, 0.0), "lowerarm forearm elbow"),
    ("hand_l", "forearm_l", (0.25, 0.0, 0.0), "hand wrist"),
    ("thigh_l", "hips", (0.09, -0.04, 0.0), "upperleg upleg thigh hip"),
    ("shin_l", "thigh_l", (0.0, -0.42, 0.0), "lowerleg leg shin knee calf"),
    ("foot_l", "shin_l", (0.0, -0.40, 0.0), "foot ankle"),
)


def _mirrored() -> list[tuple[str, str, tuple[float, float, float], str]]:
    rows = list(_JOINTS)
    for name, parent, (x, y, z), called in _JOINTS:
        if name.endswith("_l"):
            above = re.sub("_l$", "_r", parent)
            rows.append((re.sub("_l$", "_r", name), above, (-x, y, z), called))
    return rows


_ROWS = _mirrored()
_NAMES = tuple(row[0] for row in _ROWS)
BODY = Skeleton(
    _NAMES,
    tuple(_NAMES.index(row[1]) if row[1] else -1 for row in _ROWS),
    np.array([row[2] for row in _ROWS]),
)


def onto_body(clip: Clip) -> Clip:
    """A clip of any human skeleton whose joints have usual names, as one of :data:`BODY`.

    Bones point as before, and the path is scaled by the length of a leg. Limbs' twist about
    themselves is lost.

    Raises:
        TimbrespaceError: Some joint of the body is not found among its names.
    """
    found = matches(clip.skeleton.names)
    lacking = [name for name in BODY.names if name not in found]
    if lacking:
        raise TimbrespaceError(
            f"No joint here is known as {', '.join(lacking[:3])}.",
            f"It has {', '.join(clip.skeleton.names[:12])}. Name joints that all clips have "
            "instead: --set joints=Hips,Spine,...",
        )
    places = clip.places()[:, [found[name] for name in BODY.names]]
    return from_places(places, clip.rate_hz, clip.notes)


def from_places(places: Floats, rate_hz: float, notes: tuple[str, ...] = ()) -> Clip:
    """A clip of :data:`BODY` whose joints lie as places ``(F, 16, 3)`` of any unit say."""
    thigh, foot = BODY.names.index("thigh_l"), BODY.names.index("foot_l")
    shin = BODY.parents[foot]
    own = np.linalg.norm(places[:, [shin, foot]] - places[:, [thigh, shin]], axis=-1)
    leg = float(np.linalg.norm(BODY.offsets[[shin, foot]], axis=-1).sum())
    scale = leg / max(float(own.sum(axis=-1).mean()), 1e-12)
    return Clip(BODY, posed(BODY, places), places[:, 0] * scale, rate_hz, notes)


def matches(names: tuple[str, ...]) -> dict[str, int]:
    """Which joint of a skeleton is which of the body's: body's name -> its number there.

    Example:
        >>> found = matches(("Hips", "Spine1", "LeftUpLeg", "LeftLeg", "Shoulder_L", "LeftArm"))
        >>> found["thigh_l"], found["shin_l"], found["upper_arm_l"]
        (2, 3, 5)
    """
    known = [_side_and_word(name) for name in names]
    found: dict[str, int] = {}
    for name, _, _, called in _ROWS:
        side = name[-1] if name[-2:] in ("_l", "_r") else ""
        own = name[:-2] if side else name
        for word in (own.replace("_", ""), *called.split()):
            if (side, word) in known:
                found[name] = known.index((side, word))
                break
    return found


def _side_and_word(name: str) -> tuple[str, str]:
    """``"LeftUpLeg"``, ``"mixamorig:UpperLeg_L"`` and ``"left_hip"`` as side and plain word."""
    plain = re.sub(r"^.*:", "", name)
    if (sided := re.match(r"(?i)^(left|right)[ _.]?(.*)$", plain)) is not None:
        side, word = sided[1][0], sided[2]
    elif (sided := re.match(r"(?i)^(.*?)[ _.](l|r|left|right)$", plain)) is not None:
        side, word = sided[2][0], sided[1]
    elif (sided := re.match(r"^([lrLR])([A-Z_].*)$", plain)) is not None:
        side, word = sided[1], sided[2]
    else:
        side, word = "", plain
    return side.lower(), re.sub(r"[^a-z0-9]", "", word.lower())
