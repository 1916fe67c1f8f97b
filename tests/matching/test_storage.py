from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.matching.matching_world import RATE_HZ, Dull
from timbrespace.effects.catalogue import own
from timbrespace.errors import TimbrespaceError
from timbrespace.matching import storage
from timbrespace.matching.calibration import Calibration, Curve
from timbrespace.matching.style import N_FIGURES


def test_a_matcher_comes_back_as_it_was(matcher, tmp_path):
    storage.write(tmp_path / "m", matcher)
    back = storage.read(tmp_path / "m")
    dry, wet = np.random.default_rng(0).normal(size=(2, N_FIGURES))
    assert back.believe(dry, wet).point == pytest.approx(matcher.believe(dry, wet).point, abs=0.01)
    assert (back.effect, back.told, back.sample_rate) == ("dull", ("cut",), RATE_HZ)
    assert back.columns.tolist() == [0]


def test_what_its_promises_are_worth_is_kept(matcher, tmp_path):
    worth = Calibration(8.0, {"refined": Curve((0.0, 0.5), (-0.1, 0.1))})
    storage.write(tmp_path / "m", replace(matcher, calibration=worth))
    assert storage.read(tmp_path / "m").calibration == worth


def test_this_users_own_is_found_first(matcher):
    assert storage.find_matcher(Dull()) is None
    storage.write(storage.home_of("dull"), matcher)
    assert storage.find_matcher(Dull()).facts == {"seed": 3}


def test_it_belongs_to_one_effect(matcher):
    with pytest.raises(TimbrespaceError, match="overdrive"):
        matcher.check(own("overdrive"))


def test_what_is_no_matcher_is_not_overwritten_or_read(tmp_path):
    (tmp_path / "note.txt").write_text("mine")
    with pytest.raises(TimbrespaceError, match="not a matcher"):
        storage.check_free(tmp_path)
    with pytest.raises(TimbrespaceError, match="no matcher"):
        storage.read(tmp_path)


def test_damage_is_said(matcher, tmp_path):
    storage.write(tmp_path / "m", matcher)
    (tmp_path / "m" / storage.WEIGHTS).write_bytes(b"no weights")
    with pytest.raises(TimbrespaceError, match="can't be read"):
        storage.read(tmp_path / "m")


@pytest.mark.parametrize(
    "folder", sorted(p for p in storage.SHIPPED.iterdir() if p.is_dir()), ids=lambda p: p.name
)
def test_what_ships_is_small_and_belongs_to_its_effect(folder):
    shipped = storage.read(folder)
    shipped.check(own(shipped.effect))
    assert sum(each.stat().st_size for each in folder.iterdir()) < 400_000
