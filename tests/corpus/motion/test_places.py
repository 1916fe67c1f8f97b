"""Tables of places become clips of the body, with their gaps and their missing times."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from timbrespace.corpus.motion.body import BODY, onto_body
from timbrespace.corpus.motion.places import is_places, read_places
from timbrespace.errors import TimbrespaceError

from ... import motion_world as world


@pytest.fixture
def table():
    made = {"Time": np.arange(20) / 50}
    placed = world.clip(n_frames=20).places()
    for joint, name in enumerate(world.NAMES):
        for k, axis in enumerate("XYZ"):
            made[f"{name}.{axis}"] = placed[:, joint, k]
    return pd.DataFrame(made)


def written(tmp_path, table, **how):
    path = tmp_path / "clip.csv"
    table.to_csv(path, index=False, **how)
    return path


def test_places_are_those_of_the_same_clip_as_bvh(tmp_path, table):
    found = read_places(written(tmp_path, table))
    wanted = onto_body(world.clip(n_frames=20))
    assert found.skeleton is BODY
    assert found.rate_hz == pytest.approx(50)
    assert np.allclose(found.places(), wanted.places(), atol=1e-6)
    assert found.notes == ()


@pytest.mark.parametrize("form", ["{}_{}", "{} {}position", "{}_{}_pos", "{}.pos.{}"])
def test_columns_may_be_written_in_several_ways(tmp_path, table, form):
    plain = read_places(written(tmp_path, table))
    renamed = table.rename(columns={
        name: form.format(*name.split(".")) for name in table.columns if "." in name
    })  # fmt: skip
    found = read_places(written(tmp_path, renamed, sep=";"))
    assert np.allclose(found.places(), plain.places())


def test_gaps_are_filled_and_counted_and_no_times_are_said(tmp_path, table):
    table.loc[5:6, "LeftHand.X"] = np.nan
    found = read_places(written(tmp_path, table.drop(columns="Time")))
    assert len(found) == 20
    assert found.rate_hz == 30
    assert found.notes == (
        "2 frames with gaps are filled in.",
        "no times; taken to have 30 frames a second.",
    )
    assert np.isfinite(found.places()).all()


def test_a_missing_limb_is_named(tmp_path, table):
    lame = table[[name for name in table.columns if not name.startswith("LeftLeg")]]
    with pytest.raises(TimbrespaceError, match="no columns for shin_l"):
        read_places(written(tmp_path, lame))
    with pytest.raises(TimbrespaceError, match="fewer than two frames"):
        read_places(written(tmp_path, table.head(1)))


def test_a_table_of_labels_is_no_motion():
    assert is_places("Time,Hips.X,Hips.Y,Hips.Z,A.X,A.Y,A.Z,B.X,B.Y,B.Z\n")
    assert not is_places("file,content,style\n")
