"""The map of data that was never sound plays on the page, coloured by the data's label."""

from __future__ import annotations

import numpy as np
import pytest

import timbrespace
from timbrespace.api.sonifying import sonify

from ..sonify.voice import SineVoice
from ..sonify.world import World, rows
from . import chromium


@pytest.fixture(scope="module")
def heard(tmp_path_factory):
    return sonify(
        World(rows(30)), SineVoice(), tmp_path_factory.mktemp("heard") / "out", methods=("pca",),
        seconds=1.0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def served(heard):
    with chromium.serving(
        timbrespace.open(heard.atlas, sounds=heard.folder / "sounds")
    ) as running:
        yield running


def test_points_have_the_colours_of_the_datas_label_and_play_the_datas_sounds(
    heard, served, open_page
):
    desk = open_page(served.url)
    state = desk.state()
    assert state["colour_by"] == "label:kind" and len(set(state["colours"])) == 3
    assert desk.page.get_by_label("Legend").is_visible()
    ids = timbrespace.open(heard.atlas).items["id"].tolist()
    for item in desk.lonely(2):
        index = ids.index(item)
        desk.fetch(item)
        recording = desk.while_recording(4.0, lambda: desk.page.mouse.click(*desk.place(item)))  # noqa: B023
        wave = recording.wave[recording.onset :][: int(0.9 * recording.rate_hz)]
        spectrum = np.abs(np.fft.rfft(wave * np.hanning(len(wave))))
        heard_hz = spectrum.argmax() * recording.rate_hz / len(wave)
        assert heard_hz == pytest.approx(300 * 2 ** heard.points[index, 0], rel=0.02)
        desk.page.wait_for_timeout(300)
