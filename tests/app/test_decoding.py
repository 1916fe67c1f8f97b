"""Blends from the panel: what can be asked for, what is heard, and what is kept of it."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile

from timbrespace.api.decoding import open_decoder
from timbrespace.app import decoding
from timbrespace.app.answers import NotFound
from timbrespace.app.backend import Backend
from timbrespace.app.empty import EmptyAtlas
from timbrespace.errors import TimbrespaceError
from timbrespace.widget.calls import reply

from .. import dct_space
from .toys import IDS, PATIENCE_S, make_atlas, page_of, running

PAIR = [IDS[4], IDS[5]]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return dct_space.write(tmp_path_factory.mktemp("spaces") / "toy.space")


@pytest.fixture(scope="module")
def toy(tmp_path_factory, folder):
    found = make_atlas(tmp_path_factory.mktemp("toy"))
    dct_space.add_to(found, folder)
    return found


@pytest.fixture(autouse=True)
def known(monkeypatch, folder, own_places):
    dct_space.register(monkeypatch)
    dct_space.learn(folder)


@pytest.fixture
def backend(toy):
    found = Backend(toy)
    yield found
    found.close()


def ask(backend, state="done", **params):
    job = backend.start_job("decode", {"space": "dct:toy"} | params).json
    assert job["kind"] == "decode"
    assert backend.jobs.wait(job["id"], PATIENCE_S) == state, backend.jobs.job(job["id"]).error
    return job["id"]


def heard(answer):
    assert answer.json["type"] == "audio/wav"
    return soundfile.read(io.BytesIO(answer.buffer))


def test_the_spaces_that_decode_are_listed(backend):
    found = backend.decoding().json
    listed = {each["id"]: each for each in found["spaces"]}
    assert listed["dct:toy"] == {
        "id": "dct:toy", "in_atlas": True, "n_dims": 64, "sample_rate": 16_000, "hop": 64,
        "problem": None,
    }  # fmt: skip
    assert found["spaces"][0]["id"] == "dct:toy"
    assert found["most_items"] >= 2 and found["most_s"] > 0


def test_an_empty_atlas_lists_none():
    backend = Backend(EmptyAtlas("nothing yet"))
    assert backend.decoding().json["spaces"] == []
    backend.close()


def test_sounds_are_made_ready_and_each_place_between_them_is_heard(backend, toy):
    ready = ask(backend, items=PAIR)
    facts = backend.decoded(ready).json
    assert (facts["id"], facts["items"], facts["space"]) == (ready, PAIR, "dct:toy")
    assert facts["durations_s"] == [1, 1] and facts["cut"] == []
    for weights in ([1.0, 0.0], [0.5, 0.5], [0.2, 0.8]):
        samples, rate = heard(backend.decoded_sound(ready, ",".join(map(str, weights))))
        same = open_decoder(toy).blend(PAIR).sound(weights)
        assert rate == 16_000
        assert samples == pytest.approx(same.audio[0], abs=1e-4)
    mean, _ = heard(backend.decoded_sound(ready))
    assert mean == pytest.approx(heard(backend.decoded_sound(ready, "1,1"))[0])


def test_a_place_is_decoded_once(backend, monkeypatch):
    ready = ask(backend, items=PAIR)
    first = backend.decoded_sound(ready, "0.3,0.7")
    monkeypatch.setattr(dct_space.DctSpace, "decode", None)
    assert backend.decoded_sound(ready, "0.30001,0.7").buffer == first.buffer


def test_random_latents_are_drawn_and_heard(backend):
    ready = ask(backend, draw="posterior", duration_s=0.5, seed=3)
    assert backend.decoded(ready).json == {
        "id": ready, "items": [], "durations_s": [0.5], "cut": []
    }  # fmt: skip
    samples, rate = heard(backend.decoded_sound(ready))
    assert len(samples) == 0.5 * rate and np.abs(samples).max() > 0.01


def test_only_the_last_ones_are_kept(backend, monkeypatch):
    monkeypatch.setattr(decoding, "MOST_KEPT", 2)
    monkeypatch.setattr(decoding, "MOST_SOUND_BYTES", 50_000)
    first, *rest = [ask(backend, items=[item]) for item in IDS[3:6]]
    with pytest.raises(NotFound, match="not ready any more"):
        backend.decoded_sound(first)
    for ready in rest:
        backend.decoded_sound(ready)
    kept = backend._decoding._sounds
    assert sum(len(each.buffer) for each in kept.values()) <= 50_000


def test_a_space_is_opened_once(backend, monkeypatch):
    opened = []
    plain = dct_space.open_folder
    monkeypatch.setattr(dct_space, "open_folder", lambda folder: opened.append(1) or plain(folder))
    for _ in range(3):
        ask(backend, items=PAIR)
    assert len(opened) == 1


@pytest.mark.parametrize(
    "params",
    [
        {},
        {"items": []},
        {"items": "all"},
        {"items": PAIR * 20},
        {"items": ["ffffffffffffffff"]},
        {"items": [3]},
        {"items": PAIR, "fit": "glue"},
        {"items": PAIR, "fit": ["pad"]},
        {"items": PAIR, "space": "stream:none"},
        {"items": PAIR, "space": "../../etc"},
        {"items": PAIR, "space": 3},
        {"draw": "dice"},
        {"draw": ["prior"]},
        {"draw": "prior", "duration_s": 1e6},
        {"draw": "prior", "duration_s": "long"},
        {"draw": "prior", "duration_s": float("nan")},
        {"draw": "prior", "seed": -1},
        {"draw": "prior", "seed": 0.5},
        {"draw": "prior", "independent": 1},
    ],
)
def test_what_does_not_fit_is_refused_before_any_work(backend, params):
    with pytest.raises(TimbrespaceError) as caught:
        backend.start_job("decode", {"space": "dct:toy"} | params)
    assert caught.value.remedy
    assert backend.jobs.jobs() == []


def test_the_folder_of_a_space_is_no_name_of_it_here(backend, folder):
    """Only the command line opens folders: a page names what is listed."""
    with pytest.raises(NotFound):
        backend.start_job("decode", {"space": str(folder), "items": PAIR})


@pytest.mark.parametrize("weights", ["x", "1", "1,1,1", "-1,2", "0,0", "nan,1", "inf,1"])
def test_weights_that_do_not_fit_are_refused(backend, weights):
    ready = ask(backend, items=PAIR)
    with pytest.raises(TimbrespaceError):
        backend.decoded_sound(ready, weights)


def test_a_space_that_cannot_be_opened_says_why(toy, tmp_path):
    dct_space.learn(dct_space.write(tmp_path / "newer.space", version=2))
    backend = Backend(toy)
    found = backend.decoding().json["spaces"][0]
    assert "not the one" in found["problem"]["error"] and found["problem"]["remedy"]
    with pytest.raises(TimbrespaceError, match="not the one"):
        backend.start_job("decode", {"space": "dct:toy", "items": PAIR})
    backend.close()


def test_a_sound_that_is_gone_fails_the_job(tmp_path):
    atlas = make_atlas(tmp_path)
    backend = Backend(atlas)
    atlas.sound_path(IDS[0]).unlink()
    job = backend.jobs.job(ask(backend, "failed", items=[IDS[0]]))
    assert "kick.wav" in job.error
    backend.close()


def test_over_http_only_this_page_may_ask(backend):
    with running(backend) as server, page_of(server) as client:
        job = {"kind": "decode", "params": {"space": "dct:toy", "items": PAIR}}
        assert client.post("api/jobs", json=job, headers={"origin": "http://x"}).status_code == 403
        started = client.post("api/jobs", json=job).json()
        backend.jobs.wait(started["id"], PATIENCE_S)
        assert client.get("api/decoding").json()["spaces"][0]["id"] == "dct:toy"
        found = client.get(f"api/decoded/{started['id']}/audio", params={"weights": "1,0"})
        assert found.headers["content-type"] == "audio/wav"
        assert float(found.headers["x-quieter-db"]) == 0
        assert soundfile.read(io.BytesIO(found.content))[1] == 16_000
        assert client.get("api/decoded/decode-none").status_code == 404
        bad = client.get(f"api/decoded/{started['id']}/audio", params={"weights": "1"})
        assert bad.status_code == 400 and set(bad.json()) == {"error", "remedy"}


def test_the_notebook_hears_the_same(backend):
    ready = ask(backend, items=PAIR)
    message = {"call": 1, "path": f"/api/decoded/{ready}/audio", "query": {"weights": "0.5,0.5"}}
    said, buffers = reply(backend, message)
    assert said["status"] == 200
    assert buffers == [backend.decoded_sound(ready, "0.5,0.5").buffer]
    assert reply(backend, {"call": 2, "path": "/api/decoding"})[0]["json"]["spaces"]
    assert reply(backend, {"call": 3, "path": f"/api/decoded/{ready}"})[0]["json"]["items"] == PAIR
