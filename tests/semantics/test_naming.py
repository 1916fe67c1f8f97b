import numpy as np
import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.semantics import sources
from timbrespace.semantics.descriptors import describe
from timbrespace.semantics.naming import descriptor, measure


def test_names_of_all_kinds_are_measured_in_their_order(noise, monkeypatch):
    rows = np.arange(2 * 521.0).reshape(2, 521)
    monkeypatch.setattr(sources, "_heard", lambda space, x, rate: rows)
    x = noise(0.3, batch=2).astype(np.float32)
    names = ["flux", "yamnet:Speech", "duration_s", "flux"]
    found = measure(names, x, 44_100)
    assert found.dtype == np.float64 and found.shape == (2, 4)
    assert found[:, 0] == pytest.approx(describe(x, 44_100, ["flux"])["flux"])
    assert found[:, 1].tolist() == [0, 521]
    assert (found[:, 3] == found[:, 0]).all()


def test_every_kind_of_name_has_a_row(monkeypatch):
    assert descriptor("hardness").title == "Hardness"
    assert descriptor("yamnet:speech").high == 1
    for name in ("sparkle", "yamnet:Sparkle", "probe:sparkle=much"):
        with pytest.raises(TimbrespaceError):
            descriptor(name)


def test_nothing_asked_is_nothing_measured(noise):
    assert measure([], noise(0.1), 44_100).shape == (1, 0)
