"""A small human skeleton that walks or waves, and the BVH files that tell of it."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from timbrespace.corpus.motion import Clip, Skeleton
from timbrespace.corpus.motion.rotations import from_euler

RATE_HZ = 30.0
JOINTS = {
    "Hips": ("", (0, 0, 0)),
    "Spine": ("Hips", (0, 20, 0)),
    "Chest": ("Spine", (0, 20, 1)),
    "Neck": ("Chest", (0, 18, 0)),
    "Head": ("Neck", (0, 10, 2)),
    "LeftArm": ("Chest", (18, 12, 0)),
    "LeftForeArm": ("LeftArm", (28, 0, 0)),
    "LeftHand": ("LeftForeArm", (24, 0, 0)),
    "RightArm": ("Chest", (-18, 12, 0)),
    "RightForeArm": ("RightArm", (-28, 0, 0)),
    "RightHand": ("RightForeArm", (-24, 0, 0)),
    "LeftUpLeg": ("Hips", (9, -4, 0)),
    "LeftLeg": ("LeftUpLeg", (0, -42, 0)),
    "LeftFoot": ("LeftLeg", (0, -40, 0)),
    "RightUpLeg": ("Hips", (-9, -4, 0)),
    "RightLeg": ("RightUpLeg", (0, -42, 0)),
    "RightFoot": ("RightLeg", (0, -40, 0)),
}
NAMES = tuple(JOINTS)
PARENTS = tuple(NAMES.index(parent) if parent else -1 for parent, _ in JOINTS.values())
OFFSETS = np.array([offset for _, offset in JOINTS.values()], float)
SKELETON = Skeleton(NAMES, PARENTS, OFFSETS)


def angles(kind="walk", n_frames=60, seed=0):
    """Angles ``(F, J, 3)`` in degrees about Z, X and Y, and the root's path ``(F, 3)``."""
    rng = np.random.default_rng(seed)
    at = np.arange(n_frames) / RATE_HZ
    phase = 2 * np.pi * (at * rng.uniform(0.8, 1.2) + rng.random())
    turned = np.zeros((n_frames, len(NAMES), 3))
    turned[:, 0, 2] = rng.uniform(-180, 180) + 20 * at
    turned[:, NAMES.index("Spine"), 1] = rng.uniform(2, 8)
    if kind == "walk":
        for side, sign in (("Left", 1), ("Right", -1)):
            turned[:, NAMES.index(side + "UpLeg"), 1] = sign * 30 * np.sin(phase)
            turned[:, NAMES.index(side + "Leg"), 1] = 20 + 20 * sign * np.cos(phase)
            turned[:, NAMES.index(side + "Arm"), 0] = -sign * 70
        speed = 90.0
    else:
        turned[:, NAMES.index("LeftArm"), 0] = 60 + 25 * np.sin(2 * phase)
        turned[:, NAMES.index("LeftForeArm"), 0] = 30 * np.cos(2 * phase)
        turned[:, NAMES.index("RightArm"), 0] = 70
        speed = 0.0
    heading = np.deg2rad(turned[:, 0, 2])
    step = speed / RATE_HZ * np.stack([np.sin(heading), 0 * heading, np.cos(heading)], 1)
    path = np.cumsum(step, axis=0)
    path[:, 1] = 86 + np.sin(2 * phase)
    return turned, path


def clip(kind="walk", n_frames=60, seed=0):
    turned, path = angles(kind, n_frames, seed)
    return Clip(SKELETON, from_euler("ZXY", turned), path, RATE_HZ)


def bvh(turned, path, *, names=NAMES, scale=1.0, rate_hz=RATE_HZ, ends=True):
    """The text of a BVH file."""
    lines = ["HIERARCHY"]

    def joint(number, depth):
        pad = "\t" * depth
        lines.append(f"{pad}{'JOINT' if depth else 'ROOT'} {names[number]}")
        lines.append(pad + "{")
        x, y, z = OFFSETS[number] * scale
        lines.append(f"{pad}\tOFFSET {x} {y} {z}")
        places = "Xposition Yposition Zposition " if not depth else ""
        n = 3 if depth else 6
        lines.append(f"{pad}\tCHANNELS {n} {places}Zrotation Xrotation Yrotation")
        children = SKELETON.children(number)
        for child in children:
            joint(child, depth + 1)
        if ends and not children:
            lines.extend([f"{pad}\tEnd Site", pad + "\t{", f"{pad}\t\tOFFSET 0 1 0", pad + "\t}"])
        lines.append(pad + "}")

    joint(0, 0)
    lines += ["MOTION", f"Frames: {len(path)}", f"Frame Time: {1 / rate_hz:.8f}"]
    rows = np.concatenate([path * scale, turned.reshape(len(path), -1)], axis=1)
    lines += [" ".join(f"{v:.6f}" for v in row) for row in rows]
    return "\n".join(lines) + "\n"


def tables(path):
    """What converters make of a BVH: ``Hips.X`` ... of angles, and of places in the world."""
    import pandas as pd

    from timbrespace.corpus.motion.hierarchy import halves

    tree, body = halves(path)
    rest = body.partition("Frame Time:")[2]
    frame_s, *given = map(float, rest.split())
    values = np.reshape(given, (-1, sum(map(len, tree.channels))))
    turns = {"Time": np.arange(len(values)) * frame_s}
    places, world, at = dict(turns), [], 0
    for name, parent, offset, channels in zip(
        tree.names, tree.parents, tree.offsets, tree.channels, strict=True
    ):
        own = dict(zip(channels, values[:, at : at + len(channels)].T, strict=True))
        at += len(channels)
        there = [
            own.get(f"{a}position", offset[i] + 0 * values[:, 0]) for i, a in enumerate("XYZ")
        ]
        order = "".join(c[0] for c in channels if c.endswith("rotation"))
        turned = from_euler(order, np.stack([own[f"{a}rotation"] for a in order], -1))
        placed = np.stack(there, -1)
        if parent >= 0:
            above, where = world[parent]
            placed = where + (above @ placed[..., None])[..., 0]
            turned = above @ turned
        world.append((turned, placed))
        for i, axis in enumerate("XYZ"):
            turns[f"{name}.{axis}"] = own[f"{axis}rotation"]
            places[f"{name}.{axis}"] = placed[:, i]
    return pd.DataFrame(turns), pd.DataFrame(places)


def write_tables(folder, n=3, n_frames=20):
    """``n`` clips as tables of rotations and of places, and a BVH of their bones alone."""
    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "skeleton.bvh"
    for seed in range(n):
        whole.write_text(bvh(*angles(n_frames=n_frames, seed=seed)))
        turns, places = tables(whole)
        turns.to_csv(folder / f"walk_{seed}_rot.csv", index=False)
        places.to_csv(folder / f"walk_{seed}_pos.csv", index=False)
    whole.write_text(whole.read_text().partition("MOTION")[0])
    return folder


def write_clips(folder, n=6, kinds=("walk", "wave"), n_frames=60):
    """``n`` clips of each kind, and a table of labels."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["file,content"]
    for seed in range(n):
        for offset, kind in enumerate(kinds):
            name = f"{kind}_{seed:02d}.bvh"
            turned, path = angles(kind, n_frames + seed, 10 * seed + offset)
            Path(folder / name).write_text(bvh(turned, path))
            rows.append(f"{name},{kind}")
    (folder / "labels.csv").write_text("\n".join(rows) + "\n")
    return folder


#: A model that learns something in seconds.
TINY = {"channels": 24, "dilations": "1,2", "dims": 4, "window": 32, "stride": 8,
        "batch_size": 8, "kl_weight": 1e-3, "learning_rate": 3e-3, "preview_every": 0}  # fmt: skip


def trained(clips, out, epochs=3, **options):
    """A tiny space, trained on clips."""
    from timbrespace.api.training import train
    from timbrespace.train.machine import Machine

    machine = Machine(accelerator="cpu", devices="1", logger="none")
    changes = {**TINY, "epochs": epochs}
    return train("motion", clips, out, changes=changes, machine=machine, **options)
