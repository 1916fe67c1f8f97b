from __future__ import annotations

import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.surrogates.base import Points
from timbrespace.surrogates.points_file import read_points, write_points

RNG = np.random.default_rng(0)


def made(**other):
    fields = {
        "voice": "toy:a", "voice_hash": "f" * 64, "names": ("loudness_lufs", "centroid_hz"),
        "latents": RNG.standard_normal((9, 3)).astype(np.float32),
        "values": np.float32(RNG.standard_normal((9, 2))).astype(float),
        "silent": np.arange(9) == 2, "clipped": np.arange(9) == 5, "hold_frames": 7,
        "draw": "box", "repeats": np.float32(RNG.standard_normal((4, 2, 2))).astype(float),
        "facts": {"seed": "3"}, "warm_up_frames": 2,
    }  # fmt: skip
    fields["values"][2] = np.nan
    return Points(**{**fields, **other})


@pytest.mark.parametrize("repeats", [(4, 2, 2), (0, 0, 2)])
def test_points_come_back(tmp_path, repeats):
    points = made(repeats=np.ones(repeats))
    write_points(tmp_path / "p.parquet", points)
    again = read_points(tmp_path / "p.parquet")
    for name, value in vars(points).items():
        np.testing.assert_equal(getattr(again, name), value, err_msg=name)


def test_the_same_points_are_the_same_bytes(tmp_path):
    points = made()
    for name in ("a", "b"):
        write_points(tmp_path / name, points)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_what_is_no_points_is_refused(tmp_path):
    from timbrespace.atlas.files import write_table

    with pytest.raises(TimbrespaceError, match="no points at"):
        read_points(tmp_path / "none.parquet")
    import pandas as pd

    write_table(tmp_path / "t.parquet", pd.DataFrame({"a": [1]}), {"other": "{}"})
    with pytest.raises(TimbrespaceError, match="holds no points"):
        read_points(tmp_path / "t.parquet")
