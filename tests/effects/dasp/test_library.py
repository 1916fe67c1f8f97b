"""Where dasp-pytorch is missing, twins play on, and gradients say what to install."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from timbrespace.effects.base import defaults
from timbrespace.effects.catalogue import own
from timbrespace.errors import MissingExtra


@pytest.fixture
def without(monkeypatch):
    monkeypatch.setitem(sys.modules, "dasp_pytorch", None)


@pytest.mark.parametrize("name", ["dasp:eq", "dasp:compressor"])
def test_gradients_say_what_to_install(without, name):
    torch = pytest.importorskip("torch")
    theta = torch.tensor(defaults(own(name)))[None]
    with pytest.raises(MissingExtra, match="timbrespace\\[models\\]"):
        own(name).apply(torch.zeros(1, 1, 100), theta, 44_100)


@pytest.mark.parametrize("name", ["dasp:eq", "dasp:compressor", "dasp:reverb"])
def test_twins_play_without_it(without, name):
    x = np.ones((1, 1, 100), np.float32)
    assert np.isfinite(own(name).apply(x, defaults(own(name))[None], 16_000)).all()
