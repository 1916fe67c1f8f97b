"""The kind builds what its objective says."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from tests.train.effects.tiny import STYLE, VAE
from timbrespace.train.effects.kind import KIND
from timbrespace.train.kinds import kind_named


def test_it_is_found_by_its_name():
    assert kind_named("effects") is KIND


def test_the_objective_says_which_model():
    assert not KIND.build(STYLE).decodes
    assert KIND.build(VAE).decodes
