"""Edits from the panel: what can be asked for, what comes of it, and what is kept of it."""

from __future__ import annotations

import io
import shutil

import numpy as np
import pytest
import soundfile

import timbrespace
from timbrespace.app import factoring
from timbrespace.app.answers import NotFound
from timbrespace.app.backend import Backend
from timbrespace.app.edited import top_classes
from timbrespace.app.empty import EmptyAtlas
from timbrespace.errors import MissingExtra, TimbrespaceError

from .toys import IDS, PATIENCE_S, page_of, running

pytestmark = pytest.mark.usefixtures("known_weights")


@pytest.fixture(scope="module")
def flowed(flowed_folder, sounds):
    return timbrespace.open(flowed_folder, sounds=sounds)


@pytest.fixture(scope="module")
def backend(flowed):
    found = Backend(flowed)
    yield found
    found.close()


@pytest.fixture(scope="module")
def pair(flowed):
    """A receptor and a donor of another material."""
    items = flowed.items
    other = items[items["label.material"] != items["label.material"].iloc[0]]
    return str(items["id"].iloc[0]), str(other["id"].iloc[-1])


def ask(backend, params, state="done"):
    job = backend.start_job("edit", params).json
    assert job["kind"] == "edit"
    assert backend.jobs.wait(job["id"], PATIENCE_S) == state, backend.jobs.job(job["id"]).error
    return job["id"]


def edit(backend, pair, **params):
    return backend.edit(ask(backend, {"item": pair[0], "donors": {"material": pair[1]}} | params))


def test_the_flows_are_listed_with_their_factors(backend, flowed):
    found = backend.factors().json
    (flow,) = found["flows"]
    assert flow["editable"] and flow["layer"] == "13" and flow["space"].endswith(":13:pca8")
    assert [factor["name"] for factor in flow["factors"]] == ["material", "action"]
    assert set(flow["factors"][0]["classes"]) == set(flowed.items["label.material"])
    assert found["commands"] == [] and found["missing"] is None


def test_an_edit_says_what_the_api_says(backend, flowed, pair, random_weights):
    from timbrespace.api.editing import edit as plain

    found = edit(backend, pair).json
    same = plain(flowed, pair[0], {"material": pair[1]}, layer=13, weights=random_weights)
    assert found["item"] == pair[0] and found["donors"] == {"material": pair[1]}
    assert found["distances"]["receptor"] == pytest.approx(same.distances["receptor after"], 1e-3)
    assert found["manifold_ratio"] == pytest.approx(same.manifold_ratio, 1e-3)
    assert found["clipped"]["n_negative"] == same.clipped.n_negative
    assert [each["id"] for each in found["nearest"]] == [i for i, _ in same.nearest]
    before = {each["name"]: each["before"] for each in found["classes"]}
    for name, score in same.top_before:
        assert before[name] == pytest.approx(score, abs=1e-4)
    assert {name for name, _ in same.top_after} <= set(before)
    assert {(r["factor"], r["where"]) for r in found["readings"]} == {
        (factor, where) for factor in ("material", "action") for where in ("layer", "logits")
    }


def test_a_class_can_be_the_donor(backend, pair):
    found = edit(backend, pair, donors={"material": "class:metal"}).json
    assert found["donors"] == {"material": "class:metal"} and found["distances"]["donors"] == {}
    assert found["distances"]["receptor"] > 0
    assert {r["donor"] for r in found["readings"] if r["edited"]} == {"metal"}


def test_no_strength_leaves_the_sound_where_it_is(backend, flowed, pair):
    found = edit(backend, pair, strength=0).json
    assert found["distances"]["receptor"] == pytest.approx(0, abs=1e-3)
    for each in found["classes"]:
        assert each["before"] == pytest.approx(each["after"], abs=1e-4)
    for record in flowed.maps():
        points = flowed.map(record.name).set_index("id")
        own = points.loc[pair[0], ["x", "y"]].to_numpy(float)
        assert found["positions"][record.name][:2] == pytest.approx(own, abs=0.02)


def test_a_stronger_edit_goes_farther(backend, pair):
    way = [edit(backend, pair, strength=s).json["distances"]["receptor"] for s in (0, 0.5, 1)]
    assert way[0] < way[1] < way[2]


def test_a_sound_is_looked_for_on_request(backend, pair, monkeypatch):
    from timbrespace.api import hearing

    monkeypatch.setattr(
        hearing.hear_edit, "__kwdefaults__", {"n_steps": 2, "seed": 0, "job": None}
    )
    silent = edit(backend, pair)
    assert silent.json["heard"] is None
    with pytest.raises(NotFound):
        backend.edit_sound(silent.json["id"])
    found = edit(backend, pair, hear=True).json
    assert np.isfinite(found["heard"]["travelled"])
    wav = backend.edit_sound(found["id"]).buffer
    samples, rate = soundfile.read(io.BytesIO(wav))
    assert rate == 16_000 and len(samples) / rate == pytest.approx(found["heard"]["duration_s"])
    assert np.abs(samples).max() > 0.01


def test_a_search_can_be_cancelled(backend, pair):
    params = {"item": pair[0], "donors": {"material": pair[1]}, "hear": True}
    job = backend.start_job("edit", params).json
    backend.cancel_job(job["id"])
    assert backend.jobs.wait(job["id"], PATIENCE_S) == "cancelled"
    with pytest.raises(NotFound):
        backend.edit(job["id"])


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": "ffffffffffffffff"}, {"item": 7}, {"item": "../../etc/passwd"}, {"item": None},
        {"donors": {}}, {"donors": {"colour": "x"}}, {"donors": {"material": "nobody"}},
        {"donors": {"material": 3}}, {"donors": {"material": "class:"}},
        {"donors": {"material": "class:jelly"}}, {"donors": {"action": "class:metal"}},
        {"donors": ["material"]}, {"strength": "much"},
        {"strength": float("nan")}, {"strength": -1}, {"strength": True}, {"strength": 99},
        {"model": "../models"}, {"model": 4}, {"hear": "yes"}, {"seed": -1}, {"seed": 0.5},
    ],
)  # fmt: skip
def test_what_does_not_fit_is_refused_before_a_job_starts(backend, pair, wrong):
    before = len(backend.jobs.jobs())
    params = {"item": pair[0], "donors": {"material": pair[1]}} | wrong
    with pytest.raises(TimbrespaceError):
        backend.start_job("edit", params)
    assert len(backend.jobs.jobs()) == before


def test_old_edits_make_room(backend, pair, monkeypatch):
    monkeypatch.setattr(factoring, "MOST_EDITS", 2)
    ids = [edit(backend, pair, strength=s).json["id"] for s in (0.1, 0.2, 0.3)]
    with pytest.raises(NotFound):
        backend.edit(ids[0])
    assert backend.edit(ids[1]).json["strength"] == 0.2
    assert backend.edit(ids[2]).json["strength"] == 0.3


def test_large_sounds_make_room_too(monkeypatch):
    monkeypatch.setattr(factoring, "MOST_SOUND_BYTES", 100)
    kept = factoring.Factoring(None)
    for name in ("one", "two", "three"):
        kept._keep(name, {"id": name}, b"x" * 60)
    with pytest.raises(NotFound):
        kept.sound("two")
    assert len(kept.sound("three").buffer) == 60


def test_without_the_extra_one_line_says_so(backend, pair, monkeypatch):
    monkeypatch.setattr(factoring, "find_spec", lambda name: None)
    missing = backend.factors().json["missing"]
    assert "'models' extra" in missing["error"] and "timbrespace[models]" in missing["remedy"]
    with pytest.raises(MissingExtra):
        backend.start_job("edit", {"item": pair[0], "donors": {"material": pair[1]}})


def test_an_atlas_without_a_flow_says_which_commands_make_one(atlas_folder, sounds):
    backend = Backend(timbrespace.open(atlas_folder, sounds=sounds))
    found = backend.factors().json
    lines = [command["line"] for command in found["commands"]]
    assert found["flows"] == [] and len(lines) == 2
    assert lines[0].startswith("timbrespace project") and "yamnet:9" in lines[0]
    assert "disentangle" in lines[1] and "--factors material,action" in lines[1]
    with pytest.raises(NotFound):
        backend.start_job("edit", {"item": "x", "donors": {"material": "y"}})
    backend.close()


def test_what_has_no_labels_needs_some_first(own_atlas):
    (does, *_) = Backend(own_atlas).factors().json["commands"]
    assert "project" in does["line"]  # It has a label, but no layers.
    items = own_atlas.items.drop(columns="label.material")
    own_atlas.store.write_items(items)
    own_atlas.refresh()
    (first, *_) = Backend(own_atlas).factors().json["commands"]
    assert "--labels" in first["line"]


def test_an_atlas_that_is_still_empty_has_none():
    found = Backend(EmptyAtlas("new")).factors().json
    assert found["flows"] == found["commands"] == []


def test_a_flow_of_whole_sounds_reads_but_does_not_edit(flowed_folder, sounds, tmp_path):
    shutil.copytree(flowed_folder, tmp_path / "copy.atlas")
    atlas = timbrespace.open(tmp_path / "copy.atlas", sounds=sounds)
    (config,) = [p for p in (atlas.path / "models").glob("flow*/config.toml")]
    text = config.read_text().replace(":13:pca8", ":13")
    config.write_text(text)
    found = Backend(atlas).factors().json
    assert [flow["editable"] for flow in found["flows"]] == [False]
    assert found["commands"]


def test_over_http_it_is_a_wav_and_names_lead_nowhere(backend, pair):
    with running(backend) as server, page_of(server) as client:
        backend._factoring._keep("edit-x", {"id": "edit-x"}, b"RIFF")
        answer = client.get("/api/edits/edit-x/audio")
        assert answer.headers["content-type"] == "audio/wav" and answer.content == b"RIFF"
        assert client.get("/api/edits/edit-x").json() == {"id": "edit-x"}
        for name in ("edit-none", "..%2F..%2Fatlas.json", "%00", IDS[0]):
            assert client.get(f"/api/edits/{name}").status_code == 404
            assert client.get(f"/api/edits/{name}/audio").status_code == 404
        assert client.get("/api/factors").json()["flows"]


def test_bars_hold_the_highest_of_both_sides():
    before, after = np.zeros(20, np.float32), np.zeros(20, np.float32)
    before[:5], after[10:15] = 0.5, np.linspace(0.6, 1.0, 5)
    names = tuple(f"class {i}" for i in range(20))
    found = top_classes(names, before, after)
    assert {each["name"] for each in found} == {names[i] for i in (*range(5), *range(10, 15))}
    assert found[0]["name"] == "class 14"
