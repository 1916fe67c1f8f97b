"""Twin of ``sonify/atlas.py``."""

from __future__ import annotations

import numpy as np

import timbrespace
from tests.sonify.test_folder import PLAN, sound
from tests.sonify.world import World, clips, rows
from timbrespace.jobs import Job
from timbrespace.sonify.atlas import items_table, write_atlas
from timbrespace.sonify.folder import Folder


def written(tmp_path, world):
    folder = Folder(tmp_path)
    folder.prepare(PLAN)
    items = world.items()
    lines = [
        folder.add(item, f"{i}.wav", sound(i), 8_000) for i, item in enumerate(items.table["id"])
    ]
    job = Job("sonify")
    write_atlas(
        tmp_path / "map.atlas", folder.sounds, world, items, lines, 8_000, 1,
        about={"name": "heard"}, job=job,
    )  # fmt: skip
    return timbrespace.open(tmp_path / "map.atlas", sounds=folder.sounds)


def test_rows_keep_their_latents_labels_and_sounds(tmp_path):
    world = World(rows())
    atlas = written(tmp_path, world)
    assert set(atlas.items["kind"]) == {"row"}
    assert atlas.space() == "table:world"
    assert np.array_equal(atlas.latents(), world.items().latents)
    assert atlas.items["label.kind"].tolist() == world.items().table["label.kind"].tolist()
    assert atlas.items["data_id"].tolist() == world.items().table["id"].tolist()
    assert atlas.items["p.time"].tolist() == world.items().table["order.time"].tolist()
    assert set(atlas.items["label.part"]) == {"train", "test"}
    assert atlas.sound_path(atlas.items["id"][5]).name == "5.wav"


def test_what_is_heard_is_measured_too(tmp_path):
    measured = written(tmp_path, World(rows())).descriptors()
    assert len(measured) == 24 and np.isfinite(measured["loudness_lufs"]).all()


def test_clips_keep_every_frame(tmp_path):
    world = World(clips(), id="motion:world", kind="motion", rate_hz=30.0)
    atlas = written(tmp_path, world)
    assert set(atlas.items["kind"]) == {"clip"}
    found = atlas.latents()
    assert np.array_equal(found.rows, world.items().latents)
    assert np.array_equal(found.offsets, world.items().offsets)
    assert np.allclose(atlas.pooled(), world.items().means(), atol=1e-5)
    assert "label.part" not in atlas.items, "of one part only: it tells nothing apart"


def test_it_is_written_again_without_a_change(tmp_path):
    before = written(tmp_path, World(rows())).items
    assert written(tmp_path, World(rows())).items.equals(before)


def test_a_label_without_a_value_is_a_gap(tmp_path):
    items = rows()
    items.table.loc[3, "label.kind"] = ""
    folder = Folder(tmp_path)
    folder.prepare(PLAN)
    lines = [folder.add(item, f"{i}.wav", sound(), 8_000)
             for i, item in enumerate(items.table["id"])]  # fmt: skip
    table = items_table(items, lines, 8_000, 1)
    assert table["label.kind"].isna().tolist() == [i == 3 for i in range(24)]
