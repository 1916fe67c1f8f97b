"""What can't be exported is told so."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest

from tests.exports.world import drawn_surrogate
from timbrespace.errors import TimbrespaceError
from timbrespace.exports.learned import learned
from timbrespace.spaces.base import Dim
from timbrespace.surrogates.runtime import LearnedSurrogate

DIMS = (Dim("z0"), Dim("z1"))


def test_one_with_networks_comes_back():
    surrogate = drawn_surrogate(DIMS)
    assert learned(surrogate) is surrogate


def test_one_without_an_inverse_is_told():
    """As when a surrogate was learned forwards only: its guess is to stay."""
    whole = drawn_surrogate(DIMS)
    n_in = whole.arrays["guess.0.weight"].shape[1]
    arrays = {name: a for name, a in whole.arrays.items() if not name.startswith("guess.")}
    arrays |= {"guess.0.weight": np.zeros((2, n_in)), "guess.0.bias": np.zeros(2)}
    forwards = LearnedSurrogate(whole.voice, "", DIMS, whole.words, arrays)
    assert forwards.guess({"brightness": 60.0}, np.zeros(2)) == pytest.approx(0.0, abs=1e-6)
    with pytest.raises(TimbrespaceError, match="no feed-forward inverse"):
        learned(forwards)


def test_one_of_another_kind_is_told():
    with pytest.raises(TimbrespaceError, match="no networks"):
        learned(SimpleNamespace(voice="nn:other"))
