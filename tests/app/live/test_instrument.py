"""What the panel asks of the instrument, over real HTTP, with a toy engine behind it."""

from __future__ import annotations

import numpy as np
import pytest

from timbrespace.app.backend import Backend
from timbrespace.app.empty import NoAtlas
from timbrespace.app.live import Instrument
from timbrespace.app.media import SoundCache
from timbrespace.spaces.base import Dim, SpaceRecord

from ..toys import IDS, page_of, running, write_map, write_space
from .toy_engine import N_DIMS


@pytest.fixture
def client(atlas, engine, tmp_path):
    (tmp_path / "toy-001.wav").write_bytes(b"RIFF sound")
    instrument = Instrument(lambda: engine, folder=tmp_path)
    backend = Backend(atlas, cache=SoundCache(tmp_path / "played"), instrument=instrument)
    with running(backend) as found, page_of(found) as page:
        yield page


def test_voices_are_those_that_can_be_named(client):
    found = client.get("/api/live/voices").json()
    ids = [each["id"] for each in found["voices"]]
    assert found["shipped"] in ids
    assert all(set(each) == {"id", "title", "problem"} for each in found["voices"])


def test_a_heat_map_has_the_word_rise_with_its_dim(client, engine):
    found = client.get("/api/live/heat?word=brightness&x=0&y=1").json()
    values = np.array(found["values"])
    assert values.shape == (len(found["y"]), len(found["x"]))
    assert np.all(np.diff(values, axis=1) > 0)
    assert np.allclose(np.diff(values, axis=0), 0)
    turned = np.array(client.get("/api/live/heat?word=brightness&x=1&y=0").json()["values"])
    assert np.allclose(turned.T, values)


def test_a_heat_map_lies_around_the_player(client, engine):
    flat = "/api/live/heat?word=brightness&x=1&y=2"
    before = np.mean(client.get(flat).json()["values"])
    engine.apply({"do": "latent", "dim": 0, "value": 2.0})
    assert np.mean(client.get(flat).json()["values"]) == pytest.approx(before + 20)


@pytest.mark.parametrize("asked", ["word=no&x=0&y=1", "word=brightness&x=0&y=0",
                                   "word=brightness&x=0&y=99"])  # fmt: skip
def test_no_heat_map_of_what_is_not_there(client, asked):
    answer = client.get(f"/api/live/heat?{asked}")
    assert answer.status_code == 400
    assert answer.json()["remedy"]


def test_arrows_say_what_dims_do(client):
    found = client.get("/api/live/arrows").json()
    believed = found["words"]["brightness"]["believed"]
    assert np.argmax(believed["value"]) == 0
    assert believed["low"][0] < believed["value"][0] < believed["high"][0]
    assert found["words"]["brightness"]["heard"] is None


def test_a_voice_without_words_says_how_to_learn_them(client, engine):
    engine.surrogate = None
    for call in ("heat?word=brightness&x=0&y=1", "arrows", "targets?n=3", "names"):
        answer = client.get(f"/api/live/{call}")
        assert answer.status_code == 404
        assert "timbrespace surrogate" in answer.json()["remedy"]


def test_an_atlas_without_latents_of_the_voice_says_what_makes_them(client):
    found = client.get("/api/live/surface").json()
    assert (found["space"], found["n_items"]) == (None, 0)
    assert "--space stream:toy" in found["command"]


def test_recordings_are_served_by_the_names_that_the_engine_lists(client):
    answer = client.get("/api/live/recordings/toy-001.wav")
    assert answer.content == b"RIFF sound"
    assert answer.headers["content-type"] == "audio/wav"
    for gone in ("toy-001.parquet", "toy-002.wav", "toy-001.exe", "..%2Ftoy-001.wav"):
        assert client.get(f"/api/live/recordings/{gone}").status_code == 404


def test_the_shipped_voice_tells_the_delay_of_the_blocks_that_the_page_is_sent(tmp_path):
    from timbrespace.app.live.pump import CHUNK

    engine = Instrument(folder=tmp_path).engine
    assert engine.block == CHUNK
    engine.close()


def test_words_that_have_changed_are_read_again_by_the_voice_that_is_on(engine):
    instrument = Instrument(lambda: engine)
    instrument.reopen()
    assert engine.messages == []  # Nobody plays: they are read when the voice is opened.
    assert instrument.engine is engine
    instrument.reopen()
    assert engine.messages == [{"do": "voice", "id": "stream:toy"}]


def test_what_is_asked_aside_comes_back(engine):
    assert Instrument(lambda: engine).aside(lambda: 7) == 7


def test_another_page_can_mark_nothing(client):
    answer = client.post(
        "/api/words/wobbly/mark", json={"said": True}, headers={"origin": "https://other"}
    )
    assert answer.status_code == 403


def test_without_an_atlas_there_is_the_instrument_alone(engine, tmp_path):
    backend = Backend(NoAtlas(), instrument=Instrument(lambda: engine))
    with running(backend) as found, page_of(found) as page:
        about = page.get("/api/atlas").json()
        assert about["alone"] is True and about["n_items"] == 0
        assert page.get("/api/live/arrows").status_code == 200
        assert page.get("/api/live/surface").json()["n_items"] == 0


def test_the_ground_of_a_map_is_brighter_where_its_sounds_are(own_atlas, engine):
    dims = tuple(Dim(f"z{i}") for i in range(N_DIMS))
    latents = np.zeros((len(IDS), N_DIMS))
    latents[:, 0] = np.linspace(2, -2, len(IDS))  # The map runs the other way.
    write_space(own_atlas.store, SpaceRecord("stream:toy", dims, None), latents)
    write_map(own_atlas.store, "line")
    own_atlas.refresh()
    backend = Backend(own_atlas, instrument=Instrument(lambda: engine))
    with running(backend) as found, page_of(found) as page:
        asked = "/api/live/surface/heat?map={}&word={}"
        heat = page.get(asked.format("line", "brightness")).json()
        values = np.array(heat["values"], float)
        assert values.shape == (len(heat["y"]), len(heat["x"]))
        row = values[np.isfinite(values).any(axis=1)][0]
        assert np.nanargmax(row) > 0.8 * len(row) and np.nanargmin(row) < 0.2 * len(row)
        assert heat["x"][0] == pytest.approx(-1.1) and heat["x"][-1] == pytest.approx(1.1)
        assert page.get(asked.format("no", "brightness")).status_code == 404
        assert page.get(asked.format("line", "no")).status_code == 400
