"""Every call as a plain method: JSON that is JSON, buffers that fit, and no atlas that changes."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from timbrespace.app.answers import CallError, NotFound, to_json
from timbrespace.app.backend import Backend
from timbrespace.app.searching import MOST_NEIGHBOURS
from timbrespace.errors import TimbrespaceError

from .toys import IDS, MAP, SPACE, ToyAtlas, item_rows


@pytest.fixture
def backend(atlas):
    return Backend(atlas)


def test_all_answers_can_be_sent(backend):
    calls = [backend.atlas(), backend.items(), backend.list_jobs(), backend.map(MAP)]
    for item_id in IDS:
        calls += [backend.item(item_id), backend.picture(item_id), backend.neighbours(item_id)]
    for answer in calls:
        to_json(answer.json)


def test_neighbours_are_those_of_the_atlas(backend, atlas):
    for space in (None, SPACE, "yamnet:scores"):
        found = backend.neighbours(IDS[0], space, k=3).json
        expected = atlas.neighbours(IDS[0], space=space, k=3)
        assert [n["id"] for n in found] == [item_id for item_id, _ in expected]
        assert [n["distance"] for n in found] == pytest.approx(
            [distance for _, distance in expected], rel=1e-5
        )


@pytest.mark.parametrize("k", [0, -1, MOST_NEIGHBOURS + 1])
def test_a_count_has_bounds(backend, k):
    with pytest.raises(CallError):
        backend.neighbours(IDS[0], k=k)


def test_a_dropped_sound_is_placed_in_the_space_of_the_map(own_atlas, monkeypatch):
    asked = []

    def encode(sound, space=None):
        asked.append(space)
        return np.full(3, 0.1, np.float32)

    monkeypatch.setattr(own_atlas, "encode_file", encode)
    body = (own_atlas.sounds / "kick.wav").read_bytes()
    found = Backend(own_atlas).search(body, "yamnet:scores", 2, MAP).json
    assert asked == ["yamnet:scores", SPACE]
    assert len(found["position"]) == 2


def test_a_dropped_sound_leaves_nothing_behind(own_atlas, monkeypatch, tmp_path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    seen = []

    def encode(sound, space=None):
        seen.append(sound)
        raise TimbrespaceError("No.", "Try another.")

    monkeypatch.setattr(own_atlas, "encode_file", encode)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(TimbrespaceError):
        Backend(own_atlas).search(b"RIFF....")
    assert seen[0].parent.parent == tmp_path
    assert sorted(tmp_path.iterdir()) == before


def test_unknown_things_are_not_found(backend):
    for call in (
        lambda: backend.item("nope"),
        lambda: backend.picture("nope"),
        lambda: backend.neighbours("nope"),
        lambda: backend.map("nope"),
        lambda: backend.cancel_job("nope"),
        lambda: backend.resume_job("nope"),
        lambda: backend.sound("nope"),
    ):
        with pytest.raises(NotFound):
            call()


def test_another_state_raises_the_version_and_is_told(own_atlas):
    backend, heard = Backend(own_atlas), []
    backend.hub.listen(heard.append)
    own_atlas.store.write_items(item_rows(IDS[:3]))
    backend.show(ToyAtlas(own_atlas.store, own_atlas.sounds))
    assert heard == [{"type": "items", "n_items": 3, "version": 2}]
    assert backend.items().json["version"] == 2
    assert backend.items().json["id"] == IDS[:3]


def test_versions_differ_though_many_threads_show(atlas):
    backend, heard = Backend(atlas), []
    backend.hub.listen(heard.append)
    threads = [threading.Thread(target=backend.show, args=(atlas,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert backend.items().json["version"] == 9
    assert len(heard) == 8


def test_sounds_that_are_nowhere_say_what_to_do(own_atlas):
    own_atlas.sounds = None
    backend = Backend(own_atlas)
    assert backend.atlas().json["sounds_found"] is False
    with pytest.raises(NotFound, match="--sounds"):
        backend.sound(IDS[0])
