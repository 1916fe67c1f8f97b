"""Every call of docs/server.md over real HTTP."""

from __future__ import annotations

import io
import zipfile

import httpx
import numpy as np
import pytest
import soundfile

from .toys import IDS, MAP, PATIENCE_S, SOUNDS, SPACE, SlowWork, make_atlas, page_of, running

ORDINARY = IDS[0]


def test_atlas_says_all_there_is(client):
    found = client.get("/api/atlas").json()
    assert found["name"] == "toy"
    assert found["n_items"] == len(IDS)
    assert {s["id"]: s["n_dims"] for s in found["spaces"]}[SPACE] == 3
    assert found["maps"][0]["name"] == MAP
    assert found["maps"][0]["trustworthiness"] is None
    assert found["labels"] == ["material"]
    assert [d["unit"] for d in found["descriptors"]] == ["LUFS", "Hz"]
    assert found["credits"] == [{"title": "Toys", "by": "us"}]
    assert found["rejects"] == [{"path": "x.txt", "reason": "not audio", "remedy": "-"}]
    assert found["sounds_found"] is True


def test_items_are_columns_of_one_length(client):
    items = client.get("/api/items").json()
    assert items["id"] == IDS
    columns = [items["name"], items["group"], items["duration_s"],
               items["labels"]["material"]["codes"], *items["descriptors"].values()]  # fmt: skip
    assert {len(column) for column in columns} == {len(IDS)}
    levels = items["labels"]["material"]["levels"]
    named = [levels[c] if c >= 0 else None for c in items["labels"]["material"]["codes"]]
    assert named == [SOUNDS[i][5] for i in IDS]
    assert items["descriptors"]["pitch_hz"][:2] == [None, 220.0]


def test_map_rows_are_in_the_order_of_the_items(client):
    answer = client.get(f"/api/maps/{MAP}")
    rows = np.frombuffer(answer.content, "<f4").reshape(
        int(answer.headers["x-rows"]), int(answer.headers["x-columns"])
    )
    assert rows.shape == (len(IDS), 3)
    # The fixture wrote them backwards, without the last item.
    assert np.isnan(rows[-1]).all()
    assert rows[:-1, 0].tolist() == pytest.approx(np.linspace(1, -1, len(IDS) - 1).tolist())


def test_item_in_full(client):
    found = client.get(f"/api/items/{IDS[2]}").json()
    assert found["path"] == "odd/array.wav"
    assert (found["sample_rate"], found["channels"]) == (192_000, 5)
    assert found["played_as"] == {"sample_rate": 48_000, "channels": 1}
    assert found["classes"][0] == {"name": "Bell", "score": pytest.approx(1.1)}
    assert found["labels"] == {"material": None}
    assert found["trust"] == {MAP: pytest.approx(0.6)}


@pytest.mark.parametrize("item_id", IDS)
def test_every_sound_plays_at_its_own_length(client, item_id):
    body = client.get(f"/api/items/{item_id}/audio")
    assert body.headers["content-type"] == "audio/wav"
    sound = soundfile.info(io.BytesIO(body.content))
    assert sound.subtype == "PCM_16"
    assert 8_000 <= sound.samplerate <= 96_000
    assert sound.channels <= 2
    assert sound.frames / sound.samplerate == pytest.approx(SOUNDS[item_id][3], abs=1e-3)


def test_a_window_is_that_part_of_its_file(client, atlas):
    body = client.get(f"/api/items/{IDS[5]}/audio").content
    heard, rate = soundfile.read(io.BytesIO(body))
    whole, _ = soundfile.read(atlas.sounds / "long.wav")
    assert heard == pytest.approx(whole[rate : 2 * rate], abs=2**-15)


def test_a_preview_is_the_beginning(client):
    whole = client.get(f"/api/items/{ORDINARY}/audio").content
    short = client.get(f"/api/items/{ORDINARY}/audio", params={"preview_s": 0.1}).content
    assert len(short) == 44 + 2 * 4410
    assert short[44:] == whole[44 : len(short)]


@pytest.mark.parametrize("preview_s", ["0", "-1", "nan", "inf", "soon"])
def test_a_preview_has_a_length(client, preview_s):
    answer = client.get(f"/api/items/{ORDINARY}/audio", params={"preview_s": preview_s})
    assert answer.status_code in (400, 422)
    assert_agreed(answer)


def test_picture_and_its_buffer_fit(client):
    found = client.get(f"/api/items/{ORDINARY}/picture").json()
    levels = client.get(f"/api/items/{ORDINARY}/picture.bin").content
    picture = found["spectrogram"]
    assert len(levels) == picture["frames"] * picture["bins"]
    assert max(levels) == 255
    assert len(found["peaks"]) == 800
    assert all(-1 <= low <= high <= 1 for low, high in found["peaks"])
    assert found["duration_s"] == pytest.approx(0.25)


def test_neighbours_are_near_first_and_never_oneself(client):
    found = client.get(f"/api/items/{ORDINARY}/neighbours", params={"k": 4}).json()
    assert len(found) == 4
    distances = [n["distance"] for n in found]
    assert distances == sorted(distances)
    assert ORDINARY not in [n["id"] for n in found]


def test_search_by_sound_finds_the_sound(client, atlas):
    body = (atlas.sounds / "deep/Kick.wav").read_bytes()
    answer = client.post("/api/search", params={"k": 2, "map": MAP}, content=body)
    found = answer.json()
    assert found["duration_s"] == pytest.approx(0.3)
    assert len(found["neighbours"]) == 2
    assert len(found["position"]) == 2
    assert client.post("/api/search", content=body).json()["position"] is None


@pytest.mark.parametrize("body", [b"", b"no sound at all", b"RIFF\x00\x00\x00\x00WAVE"])
def test_search_by_what_is_no_sound_says_so(client, body):
    answer = client.post("/api/search", content=body)
    assert answer.status_code == 400
    assert_agreed(answer)


def test_export_is_a_zip_of_what_was_asked(client, atlas):
    answer = client.post("/api/export", json={"ids": [IDS[0], IDS[1]]})
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert archive.testzip() is None
    assert archive.read("kick.wav") == (atlas.sounds / "kick.wav").read_bytes()


def test_jobs_start_report_and_cancel(client, server):
    work = SlowWork()
    from timbrespace.jobs import Job

    job = server.backend.jobs.run(Job("toy", "Toy"), work)
    assert client.get("/api/jobs").json()[-1]["id"] == job.id
    assert client.post(f"/api/jobs/{job.id}/cancel").json()["id"] == job.id
    assert server.backend.jobs.wait(job.id, PATIENCE_S) == "cancelled"
    assert client.post(f"/api/jobs/{job.id}/resume").json()["state"] in ("waiting", "running")
    for _ in range(work.steps):
        work.let.release()
    assert server.backend.jobs.wait(job.id, PATIENCE_S) == "done"
    refused = client.post(f"/api/jobs/{job.id}/resume")
    assert refused.status_code == 409
    assert_agreed(refused)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"kind": "dance", "params": {}}, 400),
        ({"kind": "layout", "params": {"method": "magic"}}, 400),
        ({"kind": "layout", "params": {"dims": 4}}, 400),
        ({"kind": "layout", "params": {"dims": True}}, 400),
        ({"kind": "layout", "params": {"seed": -1}}, 400),
        ({"kind": "layout", "params": {"space": "other:1"}}, 400),
        ({"kind": "layout", "params": {"space": 7}}, 400),
        ({"kind": "layout"}, 422),
        ([], 422),
    ],
)
def test_a_job_that_cannot_be_says_why(client, body, status):
    answer = client.post("/api/jobs", json=body)
    assert answer.status_code == status
    assert_agreed(answer)


@pytest.mark.parametrize(
    "path",
    [
        "/api/items/ffffffffffffffff",
        "/api/items/ffffffffffffffff/audio",
        "/api/items/ffffffffffffffff/picture",
        "/api/items/ffffffffffffffff/neighbours",
        "/api/items/..%2F..%2Fetc%2Fpasswd/audio",
        "/api/items/%2e%2e/audio",
        "/api/maps/nowhere",
        "/api/maps/..%2Fitems",
        "/api/nothing",
        "/nothing.js",
        "/..%2f..%2fpyproject.toml",
        "/%2e%2e/%2e%2e/backend.py",
    ],
)
def test_what_is_not_listed_is_not_found(client, path):
    answer = client.get(path)
    assert answer.status_code == 404
    assert_agreed(answer)


@pytest.mark.parametrize("path", ["../secret.wav", "{outside}/secret.wav", "link.wav"])
def test_an_atlas_cannot_name_files_outside_of_its_folder(tmp_path, path):
    atlas = make_atlas(tmp_path)
    outside = tmp_path / "secret.wav"
    outside.write_bytes((tmp_path / "sounds" / "kick.wav").read_bytes())
    (tmp_path / "sounds" / "link.wav").symlink_to(outside)
    items = atlas.items.copy()
    items.loc[0, "path"] = path.format(outside=tmp_path)
    atlas.store.write_items(items)
    atlas.refresh()
    with running(atlas) as server, page_of(server) as client:
        for call in ("audio", "picture", "picture.bin"):
            answer = client.get(f"/api/items/{IDS[0]}/{call}")
            assert answer.status_code == 404, call
            assert_agreed(answer)
        refused = client.post("/api/export", json={"ids": [IDS[0]]})
        assert refused.status_code == 404
        assert_agreed(refused)
        assert client.get(f"/api/items/{IDS[1]}/audio").status_code == 200


def test_a_fault_of_ours_is_an_error_of_the_agreed_form(own_atlas, monkeypatch, caplog):
    def broken(item_id, n=5):
        raise ZeroDivisionError

    monkeypatch.setattr(own_atlas, "classes", broken)
    with running(own_atlas) as server, page_of(server) as client:
        answer = client.get(f"/api/items/{ORDINARY}")
        assert answer.status_code == 500
        assert_agreed(answer)
        assert client.get("/api/atlas").status_code == 200


def assert_agreed(answer: httpx.Response):
    said = answer.json()
    assert set(said) == {"error", "remedy"}
    assert said["error"].endswith((".", "!"))
    assert isinstance(said["remedy"], str)
