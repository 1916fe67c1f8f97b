"""Tables are opened whatever parts their columns, and rounded times give the true rate."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from timbrespace.corpus.motion.tables import (
    filled,
    names_in,
    numbers,
    rate_of,
    read_table,
    whole_frames,
)
from timbrespace.errors import TimbrespaceError


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_any_usual_sign_may_part_columns(tmp_path, sign):
    path = tmp_path / "a.csv"
    path.write_text(f"\ufeffTime{sign}Hips.X\n0{sign}1.5\n1{sign}?\n2{sign}inf\n", "utf-8")
    table = read_table(path)
    assert list(table.columns) == names_in(path.read_text("utf-8")) == ["Time", "Hips.X"]
    found = numbers(table, ["Hips.X"])[:, 0]
    assert found[0] == 1.5
    assert np.isnan(found[1:]).all()


@pytest.mark.parametrize("rate_hz", [24.0, 59.94, 120.0])
@pytest.mark.parametrize("digits", [3, 5, 9])
def test_times_may_be_rounded(rate_hz, digits):
    times = (np.arange(1_200) / rate_hz).round(digits)
    assert rate_of(pd.DataFrame({"time": times})) == pytest.approx(rate_hz, rel=1e-4)


def test_missing_frames_do_not_slow_the_rest():
    times = np.delete(np.arange(100) / 50, [5, 6, 40])
    assert rate_of(pd.DataFrame({"Time": times})) == pytest.approx(50)


def test_no_times_and_times_of_another_unit():
    assert rate_of(pd.DataFrame({"x": [1.0, 2.0]})) is None
    assert rate_of(pd.DataFrame({"Time": ["a", "b"]})) is None
    assert rate_of(pd.DataFrame({"Time": [0.0, 0.0, 0.0]})) is None
    with pytest.raises(TimbrespaceError, match="lasts 33 s"):
        rate_of(pd.DataFrame({"Time": [0, 33, 66]}))


def test_gaps_are_filled_in_straight_lines():
    line = np.arange(12.0).reshape(6, 2)
    torn = line.copy()
    torn[2:4] = np.nan
    whole = whole_frames(torn)
    assert whole.tolist() == [True, True, False, False, True, True]
    assert np.allclose(filled(torn, whole), line)
    assert filled(line, np.ones(6, bool)) is line


def test_what_is_no_table_is_refused(tmp_path):
    with pytest.raises(TimbrespaceError, match="can't be read"):
        read_table(tmp_path / "none.csv")
    (tmp_path / "empty.csv").write_text("")
    with pytest.raises(TimbrespaceError, match="can't be read"):
        read_table(tmp_path / "empty.csv")
