"""Ids and columns."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from timbrespace.corpus.table import COLUMNS, item_id, item_table


@given(st.text(max_size=20), st.integers(0, 10**7), st.sampled_from([8_000, 44_100, 192_000]))
def test_ids_tell_neighbouring_samples_apart(path, sample, rate):
    args = (path, "00", sample / rate, 1.0)
    name = item_id(*args)
    assert len(name) == 16 and int(name, 16) >= 0 and name == item_id(*args)
    assert name != item_id(path, "00", (sample + 1) / rate, 1.0)
    assert name != item_id(path, "01", sample / rate, 1.0)


def test_types_do_not_depend_on_what_is_there(tmp_path):
    row = ("0" * 16, "sound", "a.wav", 0.0, 1.0, 48_000, 1, "ff", "a.wav")
    empty, full = item_table([], {"x": []}), item_table([row], {"x": [None]})
    assert list(full.columns) == [*COLUMNS, "label.x"]
    assert (empty.dtypes == full.dtypes).all()
    full.to_parquet(tmp_path / "items.parquet")
