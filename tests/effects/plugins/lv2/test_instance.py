from __future__ import annotations

import numpy as np
import pytest
from tests.effects.plugins.conftest import ZOO, bundle

from timbrespace.effects.plugins.lv2 import instance
from timbrespace.effects.plugins.lv2.bundles import find
from timbrespace.effects.plugins.lv2.effect import lv2_effect, open_lv2
from timbrespace.effects.plugins.watched.shared import STEP, Shape, Shared, new_file
from timbrespace.errors import TimbrespaceError


@pytest.fixture
def shared():
    path = new_file(Shape(2, 2, 2))
    found = Shared(path, Shape(2, 2, 2))
    path.unlink()
    return found


def test_everything_that_is_connected_has_a_place_of_its_own(zoo):
    wires = instance.wiring(find(f"{zoo}stereo"))
    assert sorted(index for index, _, _ in wires["ports"]) == list(range(10))
    roles = {index: (role, which) for index, role, which in wires["ports"]}
    assert roles[0] == ("in", 0) and roles[1] == ("in", 1) and roles[2] == ("silence", 0)
    assert [roles[i] for i in (5, 6, 7)] == [("number", i) for i in range(3)]
    assert (roles[8][0], roles[9][0]) == ("atom_in", "atom_out")


def test_numbers_that_it_gives_come_after_those_that_it_is_given(zoo):
    wires = instance.wiring(find(f"{zoo}late"))
    assert (2, "number", 0) in wires["ports"] and (3, "number", 1) in wires["ports"]
    assert wires["latency"] == 1


def test_copies_have_rows_of_their_own_and_share_the_numbers(zoo, shared):
    run = instance.Lv2Run(instance.wiring(find(f"{zoo}late")), shared, 2, 48_000)
    shared.controls[0] = 2.0
    shared.inputs[:, : 2 * STEP] = np.arange(4 * STEP).reshape(2, -1)
    run.run(2 * STEP, 5)
    late = shared.outputs[:, 5 : 5 + 2 * STEP]
    np.testing.assert_array_equal(late[:, 10:], 2.0 * shared.inputs[:, : 2 * STEP - 10])
    run.reset()
    run.run(STEP, 0)
    np.testing.assert_array_equal(shared.outputs[:, :10], 0.0)
    assert run.about() == {"latency_samples": 10}


def test_a_library_that_offers_itself_the_newer_way(tmp_path, monkeypatch, shared):
    monkeypatch.setenv("LV2_PATH", str(bundle(tmp_path, "-DBY_LIBRARY")))
    instance.Lv2Run(instance.wiring(find(f"{ZOO}late")), shared, 1, 48_000)


def test_a_plugin_that_its_library_does_not_hold(zoo, shared):
    wires = instance.wiring(find(f"{zoo}late")) | {"uri": "urn:none"}
    with pytest.raises(TimbrespaceError, match=r"is not in its library 'zoo\.so'"):
        instance.Lv2Run(wires, shared, 1, 48_000)


def test_a_library_that_is_none(zoo, shared, tmp_path):
    (tmp_path / "text.so").write_text("no program")
    wires = instance.wiring(find(f"{zoo}late")) | {"binary": str(tmp_path / "text.so")}
    with pytest.raises(TimbrespaceError, match="can't be loaded"):
        instance.Lv2Run(wires, shared, 1, 48_000)


def test_what_it_needs_and_this_host_lacks_is_said_before_it_runs(zoo):
    with pytest.raises(TimbrespaceError, match="needs worker:schedule"):
        open_lv2(f"{zoo}needs")
    assert lv2_effect(find(f"{zoo}late")).id == f"lv2:{zoo}late"
