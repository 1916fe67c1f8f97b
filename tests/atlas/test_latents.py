"""Latents on disk: aligned by id, resumable, and the same bytes however they came there."""

from __future__ import annotations

import hashlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timbrespace.atlas import LatentsReader, LatentsWriter
from timbrespace.atlas.latents import slug
from timbrespace.errors import TimbrespaceError
from timbrespace.spaces.base import Dim, SpaceRecord

WIDTH = 5
POOLED = SpaceRecord("test:pooled", tuple(Dim(f"d{i}") for i in range(WIDTH)), 16_000)
FRAMED = SpaceRecord("test:framed", POOLED.dims, 16_000, hop=160, framed=True)


def item_ids(n):
    return [hashlib.sha256(str(i).encode()).hexdigest()[:16] for i in range(n)]


def entry(item_id, record):
    n_frames = 1 + int(item_id, 16) % 4
    values = np.random.default_rng(int(item_id, 16)).normal(size=(n_frames, WIDTH))
    return values.astype(np.float32) if record.framed else values[0].astype(np.float32)


def write(folder, ids, record, sizes=(64,)):
    writer = LatentsWriter(folder, record)
    begin, turn = 0, 0
    while begin < len(ids):
        part = ids[begin : begin + sizes[turn % len(sizes)]]
        writer.append(part, [entry(i, record) for i in part])
        begin, turn = begin + len(part), turn + 1


def contents(folder: Path) -> dict[str, str]:
    files = [p for p in folder.rglob("*") if p.is_file()]
    return {str(p.relative_to(folder)): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}


@pytest.mark.parametrize("record", [POOLED, FRAMED], ids=lambda r: r.id)
@settings(max_examples=15, deadline=None)
@given(sizes=st.lists(st.integers(1, 40), min_size=1, max_size=5))
def test_bytes_do_not_depend_on_the_chunks_written(tmp_path_factory, record, sizes):
    folder = tmp_path_factory.mktemp("latents")
    ids = item_ids(70)
    write(folder / "a", ids, record)
    write(folder / "b", ids, record, sizes)
    assert contents(folder / "a") == contents(folder / "b")


@pytest.mark.parametrize("record", [POOLED, FRAMED], ids=lambda r: r.id)
def test_a_write_cut_off_half_way_is_taken_back(tmp_path, record):
    """What ``kill -9`` leaves: rows and offsets of a chunk whose ids were never written."""
    import zarr

    ids = item_ids(40)
    write(tmp_path / "whole", ids, record, (20,))
    write(tmp_path / "cut", ids[:20], record)
    group = zarr.open_group(tmp_path / "cut", mode="r+")
    rows = group["rows"]
    n_rows = rows.shape[0]
    rows.resize((n_rows + 7, WIDTH))
    rows[n_rows:] = 99.0
    if record.framed:
        group["offsets"].resize((26,))
    group["ids"].resize((25,))  # ids made room, but were not filled in: still 0
    (tmp_path / "cut" / "rows" / "c.partial").write_bytes(b"half")

    assert len(LatentsReader(tmp_path / "cut").ids) == 20
    write(tmp_path / "cut", ids[20:], record)
    assert contents(tmp_path / "cut") == contents(tmp_path / "whole")


def test_rows_follow_the_items_asked_for(tmp_path):
    ids = item_ids(10)
    write(tmp_path / "a", ids, POOLED)
    reader = LatentsReader(tmp_path / "a")
    wanted = [ids[7], "f" * 16, ids[2]]
    rows = reader.rows(wanted)
    np.testing.assert_array_equal(rows[0], entry(ids[7], POOLED))
    assert np.isnan(rows[1]).all()
    np.testing.assert_array_equal(rows[2], entry(ids[2], POOLED))


def test_frames_follow_the_items_asked_for(tmp_path):
    ids = item_ids(10)
    write(tmp_path / "a", ids, FRAMED)
    rows, offsets = LatentsReader(tmp_path / "a").frames([ids[7], "f" * 16, ids[2]])
    np.testing.assert_array_equal(rows[offsets[0] : offsets[1]], entry(ids[7], FRAMED))
    assert offsets[1] == offsets[2]
    np.testing.assert_array_equal(rows[offsets[2] : offsets[3]], entry(ids[2], FRAMED))


@pytest.mark.parametrize("record", [POOLED, FRAMED], ids=lambda r: r.id)
def test_put_in_order_drops_what_is_gone(tmp_path, record):
    ids = item_ids(30)
    write(tmp_path / "a", ids[::-1], record)
    kept = [i for k, i in enumerate(ids) if k % 3]
    LatentsWriter(tmp_path / "a", record).put_in_order(kept)
    write(tmp_path / "b", kept, record)
    assert contents(tmp_path / "a") == contents(tmp_path / "b")
    assert not list(tmp_path.glob("*.old")) and not list(tmp_path.glob("*.new"))


def test_another_model_is_refused(tmp_path):
    write(tmp_path / "a", item_ids(3), POOLED)
    other = SpaceRecord(POOLED.id, POOLED.dims, 16_000, model_hash="another")
    with pytest.raises(TimbrespaceError, match="must not be mixed"):
        LatentsWriter(tmp_path / "a", other)


@given(st.from_regex(r"[a-z0-9-]{1,8}(:[a-z0-9/\\.]{1,8}){0,2}", fullmatch=True))
def test_slugs_are_plain_folder_names(space_id):
    name = slug(space_id)
    assert not set(name) & set(":/\\") and name not in ("", ".", "..")
