"""Twin of ``studies/sonify/stage.py``: who is there, and where voices live, is found and kept."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.spaces.data import opening
from timbrespace.spaces.playing.opening import open_voice
from timbrespace.studies import Options
from timbrespace.studies.sonify import stage as module
from timbrespace.studies.sonify.casting import Role
from timbrespace.studies.sonify.sizes import DataCast, Sizes, VoiceCast
from timbrespace.studies.sonify.sounding import is_held_out
from timbrespace.studies.sonify.stage import Stage

from ...sonify.world import World, rows

N_ITEMS, N_HELD = 9, 48
BELLS = VoiceCast("bells", "bells", "stream:bells", ("gaussian",), {"genes": 0.6}, N_HELD)
SPEECH = VoiceCast("speech", "a WaveNet", "", ("gaussian",), {"genes": 0.6}, N_HELD)
SIZES = Sizes(
    data=(DataCast("genes", "gene expression", "table", "kind", {}, N_ITEMS),),
    voices=(BELLS, SPEECH),
)


@pytest.fixture(scope="module")
def set_up(tmp_path_factory):
    """A stage, and another one that comes to the same folder later."""
    out, data = tmp_path_factory.mktemp("study"), tmp_path_factory.mktemp("data")
    (data / "genes.space").mkdir()
    made = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "open_data", lambda place: World(rows(24)))
        patch.setattr(
            module, "cast_voices",
            lambda *_: [Role(BELLS, "stream:bells"), Role(SPEECH, "", "It is not in this run.")],
        )  # fmt: skip
        for _ in range(2):
            stage = Stage(Options(out, data, small=True), SIZES)
            (source,) = stage.gather()
            stage.train(source)
            stage.cast()
            made.append(stage)
    return made


def test_held_out_items_of_a_trained_space_come_first(set_up):
    items = set_up[0].items["genes"]
    assert len(items) == N_ITEMS and is_held_out(items).sum() == 6
    assert set_up[0].spaces["genes"].id == "table:world"


def test_a_voice_that_can_not_be_had_is_named_and_left_out(set_up):
    stage = set_up[0]
    assert stage.titles() == ({"genes": "gene expression"}, {"bells": "bells"})
    assert stage.notebook.pages["voices"].notes == ["It is not in this run."]


def test_where_a_voice_is_at_home_is_found_once_and_read_again(set_up):
    first, again = ([stage.home_of(role) for role in stage.roles] for stage in set_up)
    assert np.array_equal(first[0].frames, again[0].frames) and first[0].said == again[0].said
    assert 16 <= len(first[0].frames) <= N_HELD
    usual = {frame.tobytes() for frame in open_voice("stream:bells").usual()}
    assert all(frame.tobytes() in usual for frame in first[0].frames)
