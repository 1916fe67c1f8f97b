"""DeepMimic's humanoid stands where its numbers say."""

from __future__ import annotations

import json

import numpy as np
import pytest

from timbrespace.corpus.motion.body import BODY, onto_body
from timbrespace.corpus.motion.deepmimic import HUMANOID, N_VALUES, is_deepmimic, read_deepmimic
from timbrespace.errors import TimbrespaceError


def standing(n=10, dt=1 / 60):
    frame = np.zeros(N_VALUES)
    frame[0], frame[2] = dt, 0.9
    for at in (4, 8, 12, 16, 21, 25, 30, 35, 39):
        frame[at] = 1.0
    return np.tile(frame, (n, 1))


def written(tmp_path, frames):
    path = tmp_path / "clip.txt"
    path.write_text(json.dumps({"Loop": "wrap", "Frames": frames.tolist()}))
    return path


def test_it_stands_upright_on_the_ground(tmp_path):
    clip = read_deepmimic(written(tmp_path, standing()))
    assert clip.rate_hz == pytest.approx(60)
    placed = dict(zip(HUMANOID.names, clip.places()[0], strict=True))
    assert placed["head"][1] > placed["neck"][1] > placed["chest"][1] > placed["root"][1]
    assert abs(placed["left_ankle"][1]) < 0.1
    assert placed["right_hip"][2] == -placed["left_hip"][2] > 0


def test_a_knee_bends_by_its_angle(tmp_path):
    frames = standing()
    frames[:, 20] = -np.pi / 2
    placed = read_deepmimic(written(tmp_path, frames)).places()[0]
    knee, ankle = HUMANOID.names.index("right_knee"), HUMANOID.names.index("right_ankle")
    assert placed[ankle][1] == pytest.approx(placed[knee][1])
    assert abs(placed[ankle][0] - placed[knee][0]) == pytest.approx(0.40987)


def test_it_is_carried_onto_the_body_and_its_last_frame_may_last_nothing(tmp_path):
    frames = standing()
    frames[-1, 0] = 0
    clip = read_deepmimic(written(tmp_path, frames))
    assert clip.rate_hz == pytest.approx(60)
    placed = onto_body(clip).places()[0]
    assert placed[BODY.names.index("head")][1] > 1.4


@pytest.mark.parametrize("frames", [standing()[:, :20], 0 * standing(), np.full((3, 44), np.nan)])
def test_others_are_refused(tmp_path, frames):
    with pytest.raises(TimbrespaceError, match=r"clip\.txt"):
        read_deepmimic(written(tmp_path, frames))


def test_it_is_recognised_by_its_beginning(tmp_path):
    assert is_deepmimic(written(tmp_path, standing()).read_text()[:200])
    assert not is_deepmimic('{"name": "package"}')
    assert not is_deepmimic("Frames of a film")
