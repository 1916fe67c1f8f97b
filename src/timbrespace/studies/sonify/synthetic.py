"""Data made by code, for a run that has no other: a table with classes, and a figure that moves.

Nothing that is found in them is about genes or people.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CLASSES, PER_CLASS, N_COLUMNS, N_FACTORS = 4, 30, 60, 6
GESTURES, TAKES, RATE_HZ, N_FRAMES = ("wave", "walk", "jump", "turn"), 10, 30, 90

#: A figure of seven joints: name, what it hangs on, offset, and where a limb ends.
_JOINTS = (
    ("Hips", "", (0, 90, 0)), ("Spine", "Hips", (0, 25, 0)), ("Head", "Spine", (0, 30, 0)),
    ("Arm_L", "Spine", (18, 15, 0)), ("Arm_R", "Spine", (-18, 15, 0)),
    ("Leg_L", "Hips", (10, -5, 0)), ("Leg_R", "Hips", (-10, -5, 0)),
)  # fmt: skip


def write_table(path: Path, seed: int = 0) -> Path:
    """A table of 120 rows by 60 numbers in four classes, as CSV.

    A row is six hidden factors, mixed, plus noise; classes differ in the means of three of them
    by two deviations, so that they overlap a little.
    """
    rng = np.random.default_rng([seed, 1])
    centres = np.zeros((CLASSES, N_FACTORS))
    centres[:, :3] = rng.normal(0, 2, (CLASSES, 3))
    mixing = rng.normal(size=(N_FACTORS, N_COLUMNS))
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["sample", "label", *(f"c{k:02}" for k in range(N_COLUMNS))])
        for i in range(CLASSES * PER_CLASS):
            of = i % CLASSES
            factors = centres[of] + rng.normal(size=N_FACTORS)
            row = factors @ mixing + rng.normal(0, 0.5, N_COLUMNS)
            table.writerow([f"s{i:03}", f"class {'ABCD'[of]}", *np.round(row, 4).tolist()])
    return path


def write_motion(folder: Path, seed: int = 0) -> Path:
    """Forty clips of three seconds of a figure that waves, walks, jumps or turns, as BVH.

    Takes of a gesture differ in tempo, size, and where they begin.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "labels.csv").open("w", newline="", encoding="utf-8") as file:
        table = csv.writer(file)
        table.writerow(["file", "content"])
        for k, gesture in enumerate(GESTURES):
            for take in range(TAKES):
                name = f"{gesture}-{take}.bvh"
                rng = np.random.default_rng([seed, k, take])
                (folder / name).write_text(_bvh(_frames(gesture, rng)), encoding="utf-8")
                table.writerow([name, gesture])
    return folder


def _frames(gesture: str, rng: np.random.Generator) -> Floats:
    """Channels ``(F, 24)``: the root's place, then three angles in degrees of each joint."""
    t = np.arange(N_FRAMES) / RATE_HZ
    tempo_hz, size, begin = rng.uniform(0.7, 1.4), rng.uniform(0.7, 1.3), rng.uniform(0, 6.28)
    swing = np.sin(2 * np.pi * tempo_hz * t + begin)
    made = rng.normal(0, 0.4, (N_FRAMES, 3 + 3 * len(_JOINTS)))
    made[:, 1] += 90
    _GESTURES[gesture](made, swing * size, t * tempo_hz)
    return made


def _at(joint: str) -> int:
    """The first of a joint's three angles."""
    return 3 + 3 * [name for name, _, _ in _JOINTS].index(joint)


def _wave(made: Floats, swing: Floats, t: Floats) -> None:
    made[:, _at("Arm_R")] += 120
    made[:, _at("Arm_R") + 1] += 40 * swing


def _walk(made: Floats, swing: Floats, t: Floats) -> None:
    made[:, 2] += 80 * t
    for joint, side in (("Leg_L", 1), ("Leg_R", -1), ("Arm_L", -0.6), ("Arm_R", 0.6)):
        made[:, _at(joint) + 1] += 35 * side * swing


def _jump(made: Floats, swing: Floats, t: Floats) -> None:
    made[:, 1] += 25 * np.abs(swing)
    for joint in ("Arm_L", "Arm_R"):
        made[:, _at(joint) + 1] += 70 * np.abs(swing)


def _turn(made: Floats, swing: Floats, t: Floats) -> None:
    made[:, _at("Hips") + 2] += 180 * t
    made[:, _at("Head") + 2] += 25 * swing


_GESTURES: dict[str, Callable[[Floats, Floats, Floats], None]] = {
    "wave": _wave, "walk": _walk, "jump": _jump, "turn": _turn,
}  # fmt: skip


def _bvh(frames: Floats) -> str:
    rows = "\n".join(" ".join(f"{value:.3f}" for value in row) for row in frames)
    head = "\n".join(["HIERARCHY", *_written("", 0)])
    return f"{head}\nMOTION\nFrames: {len(frames)}\nFrame Time: {1 / RATE_HZ:.6f}\n{rows}\n"


def _written(above: str, depth: int) -> Iterator[str]:
    """The lines of all joints that hang on one."""
    pad = "  " * depth
    for name, on, offset in _JOINTS:
        if on != above:
            continue
        channels = "Zrotation Xrotation Yrotation"
        yield f"{pad}{'JOINT' if above else 'ROOT'} {name}"
        yield f"{pad}{{"
        yield f"{pad}  OFFSET {_text(offset)}"
        yield (
            f"{pad}  CHANNELS 3 {channels}" if above
            else f"{pad}  CHANNELS 6 Xposition Yposition Zposition {channels}"
        )  # fmt: skip
        below = list(_written(name, depth + 1))
        end = [f"{pad}  End Site", f"{pad}  {{", f"{pad}    OFFSET 0 -20 0", f"{pad}  }}"]
        yield from below or end
        yield f"{pad}}}"


def _text(offset: Sequence[float]) -> str:
    return " ".join(f"{value:g}" for value in offset)
