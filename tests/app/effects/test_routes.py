"""The calls over real HTTP, as docs/server.md has them."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from tests.app.toys import IDS

DOCS = Path(__file__).parents[3] / "docs" / "server.md"


@pytest.fixture
def at(made_space):
    return f"/api/effects/spaces/{made_space[1]}"


def test_every_call_of_the_docs_is_there_and_no_other(effects_server, page):
    found = page.get("/api/openapi.json").json()["paths"]
    ours = {
        (method.upper(), re.sub(r"{\w+}", "{}", path))
        for path, methods in found.items()
        for method in methods
        if path.startswith("/api/effects")
    }
    said = {
        (method, re.sub(r"{\w+}", "{}", path.split("?")[0]))
        for method, path in re.findall(r"`(GET|POST) (/api/effects[^`]*)`", DOCS.read_text())
    }
    assert ours == said


def test_what_there_is(page):
    found = page.get("/api/effects").json()
    assert found["effects"][0]["id"] == "overdrive" and len(found["spaces"]) == 1
    about = page.get("/api/effects/about", params={"effect": "overdrive"}).json()
    assert about["defaults"] == [0.0, 0.0, 0.5] and about["differentiable"] is True
    assert "timbre" in [each["name"] for each in about["embeddings"] if not each["problem"]]


def test_an_effect_without_a_matcher_says_so(page):
    chain = "chain:overdrive+delay"
    found = page.get("/api/effects/about", params={"effect": chain}).json()["embeddings"]
    problems = {each["name"]: each["problem"] for each in found}
    assert "There is no matcher of" in problems["matcher"] and problems["timbre"] == ""
    asked = {"effect": chain, "sound": "demo", "n": 12, "embedding": "matcher"}
    answer = page.post("/api/effects/spaces", json=asked)
    assert answer.status_code == 400 and problems["matcher"] == answer.json()["error"]


def test_places_and_points(page, at):
    table = page.get(at + "/table")
    rows = np.frombuffer(table.content, "<f4").reshape(40, -1)
    points = np.frombuffer(page.get(at + "/maps/umap").content, "<f4").reshape(40, 2)
    x, y = map(float, points[7])
    for here in (
        page.get(at + "/settings", params={"x": x, "y": y}).json(),
        page.get(at + "/settings", params={"x": x, "y": y, "how": "nearest"}).json(),
        page.get(at + "/points/7").json(),
        page.post(at + "/place", json={"theta": rows[7, :3].tolist()}).json(),
    ):
        assert here["nearest"] == 7
        np.testing.assert_allclose(here["theta"], rows[7, :3], atol=1e-4)
        np.testing.assert_allclose([here["x"], here["y"]], [x, y], atol=1e-3)
        assert set(here["values"]) == {"drive", "muffle", "output"}
        assert "brightness" in here["descriptors"]


def test_a_point_is_heard_and_falls_upon_itself(page, at):
    wav = page.get(at + "/points/11/audio")
    assert wav.headers["content-type"] == "audio/wav"
    here = page.post(at + "/reference", content=wav.content).json()
    assert here["nearest"] == 11 and here["neighbours"][0] == 11
    assert here["sound"]["sound"].startswith("upload:") and here["usual"] > 0


def test_midpoints(page, at):
    for how in ("sound", "map", "settings"):
        here = page.post(at + "/midpoint", json={"a": 1, "b": 2, "how": how}).json()
        assert len(here["theta"]) == 3


def test_sounds(page, wav):
    sound = page.post("/api/effects/sounds?name=mine.wav", content=wav).json()
    assert sound["title"] == "mine.wav" and sound["duration_s"] == pytest.approx(1.0, abs=1e-3)
    assert page.get(f"/api/effects/sounds/{sound['sound']}").json() == sound
    assert page.get(f"/api/effects/sounds/item:{IDS[0]}").json()["sound"] == f"item:{IDS[0]}"


def test_presets(page):
    body = {"name": "Hot", "effect": "overdrive", "theta": [0.9, 0.1, 0.5]}
    saved = page.post("/api/effects/presets", json=body).json()
    assert page.get("/api/effects/presets/Hot").json() == saved
    assert page.get("/api/effects/presets/Hot.toml").text == saved["toml"]
    assert [each["name"] for each in page.get("/api/effects/presets").json()] == ["Hot"]
    assert page.post("/api/effects/presets/Hot/forget").json() == []


def test_a_file_of_a_preset_is_opened(page):
    body = b'format = "timbrespace-preset-1"\n[[effects]]\neffect = "delay"\n'
    found = page.post("/api/effects/presets/open?name=echo.toml", content=body).json()
    assert found["effect"] == "delay" and found["name"] == "echo"
    refused = page.post("/api/effects/presets/open", content=b"#" * (65 << 10))
    assert refused.status_code == 413 and refused.json()["remedy"]


def test_a_folder_is_rendered(page):
    body = {"effect": "overdrive", "theta": [0.5, 0.5, 0.5], "items": IDS[:1]}
    found = page.post("/api/effects/render", json=body)
    assert found.status_code == 200 and found.content[:2] == b"PK"


def test_files_of_ones_own_are_rendered(page, wav):
    begun = page.post("/api/effects/batches", json={"effect": "overdrive", "theta": [0.5] * 3})
    at = f"/api/effects/batches/{begun.json()['batch']}"
    assert page.post(at + "/sounds?name=mine.wav", content=wav).json()["problem"] == ""
    assert page.get(at + "/sounds.zip").content[:2] == b"PK"
    assert page.post(at + "/forget").status_code == 200
    assert page.get(at + "/sounds.zip").status_code == 404


@pytest.mark.parametrize(
    ("call", "status"),
    [
        (lambda page, at: page.get(at + "/points/40"), 400),
        (lambda page, at: page.get(at + "/maps/none"), 404),
        (lambda page, at: page.get(at + "/settings?x=a&y=0"), 422),
        (lambda page, at: page.get(at + "/settings?x=0&y=0&how=odd"), 400),
        (lambda page, at: page.post(at + "/place", json={"theta": [2, 0, 0]}), 400),
        (lambda page, at: page.post(at + "/reference", content=b""), 400),
        (lambda page, at: page.post(at + "/corners", json={"per_corner": 11}), 400),
        (lambda page, at: page.post(at + "/corners", json={"labels": [{"index": 1}]}), 400),
        (lambda page, at: page.get("/api/effects/about?effect=/etc/x.toml"), 404),
        (lambda page, at: page.get("/api/effects/presets/none"), 404),
        (lambda page, at: page.get("/api/effects/spaces/0000000000000000"), 404),
        (lambda page, at: page.post("/api/effects/spaces", json={"effect": "overdrive",
                                                                 "sound": "item:none"}), 404),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_words(page, at, call, status):
    answer = call(page, at)
    assert answer.status_code == status and answer.json()["error"]
