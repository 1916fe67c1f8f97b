from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import RATE_HZ, Dull, hiss
from timbrespace.effects.catalogue import own
from timbrespace.errors import TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.matching import search
from timbrespace.matching.nearness import view
from timbrespace.matching.slope import check_slope, magnitudes
from timbrespace.matching.trials import Budget, Trials


def test_tensors_are_seen_as_arrays_are():
    torch = pytest.importorskip("torch")
    sound = hiss(1)
    seen = magnitudes(torch.tensor(sound)).numpy()
    assert seen == pytest.approx(view(sound).plain, rel=1e-3, abs=1e-5)


def test_the_slope_leads_to_a_known_target():
    pytest.importorskip("torch")
    here = Trials(
        own("overdrive"), hiss(0), RATE_HZ, np.array([0, 1]), np.array([0.0, 0.0, 0.5]), False
    )
    target = view(here.heard(np.array([0.6, 0.3])))
    found = search.to_target(
        here, target, None, Budget(renders=60), np.random.default_rng(0), Job("m"), "gradient"
    )
    assert found.settings == pytest.approx([0.6, 0.3], abs=0.05)
    assert found.n_renders <= 60


def test_an_effect_without_a_gradient_is_refused():
    with pytest.raises(TimbrespaceError, match="no gradient"):
        check_slope(Dull())
