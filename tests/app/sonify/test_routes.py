"""A figure over HTTP, in two parts."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.app.backend import Backend
from timbrespace.spaces.data import figures

from ..toys import IDS, page_of, running


@pytest.fixture
def page(own_atlas):
    positions = np.zeros((4, 2, 3), np.float32)
    figures.write(own_atlas.path, figures.Figures(
        (IDS[0],), positions, np.array([0, 4], np.int64), (-1, 0), ("a", "b"), 30.0
    ))  # fmt: skip
    with running(Backend(own_atlas)) as found, page_of(found) as client:
        yield client


def test_facts_and_frames_come_apart(page):
    said = page.get(f"/api/figure/{IDS[0]}")
    assert said.status_code == 200
    assert said.json()["n_frames"] == 4
    frames = page.get(f"/api/figure/{IDS[0]}.bin")
    assert frames.headers["x-rows"] == "4"
    assert len(frames.content) == 4 * 2 * 3 * 4


def test_what_is_not_there_is_404_with_a_word(page):
    for path in (IDS[1], "nothing", f"{IDS[1]}.bin"):
        answer = page.get(f"/api/figure/{path}")
        assert answer.status_code == 404
        assert answer.json()["remedy"]
