"""The page gets the frames of clips, and is told where there are none."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.app.answers import NotFound
from timbrespace.app.backend import Backend
from timbrespace.spaces.data import figures

from ..toys import IDS


@pytest.fixture
def seen(own_atlas):
    positions = np.arange(5 * 2 * 3, dtype=np.float32).reshape(5, 2, 3)
    made = figures.Figures((IDS[0], "elsewhere"), positions, np.array([0, 3, 5], np.int64),
                           (-1, 0), ("root", "head"), 30.0)  # fmt: skip
    figures.write(own_atlas.path, made)
    return made


def test_a_clip_has_its_frames(own_atlas, seen):
    backend = Backend(own_atlas)
    answer = backend.figure(IDS[0])
    assert answer.json == {"n_frames": 3, "n_joints": 2, "rate_hz": 30.0, "parents": [-1, 0],
                           "names": ["root", "head"]}  # fmt: skip
    found = np.frombuffer(answer.buffer, "<f4").reshape(3, 2, 3)
    assert np.array_equal(found, seen.of(IDS[0]))
    assert backend.atlas().json["figures"] is True


def test_other_items_have_none(own_atlas, seen):
    backend = Backend(own_atlas)
    for item in (IDS[1], "elsewhere", "../../etc"):
        with pytest.raises(NotFound):
            backend.figure(item)


def test_an_atlas_of_sounds_has_none_and_damage_hides_them(own_atlas):
    assert Backend(own_atlas).atlas().json["figures"] is False
    (own_atlas.path / figures.FIGURES).write_bytes(b"?")
    assert Backend(own_atlas).atlas().json["figures"] is False
    with pytest.raises(NotFound, match="no figure"):
        Backend(own_atlas).figure(IDS[0])
