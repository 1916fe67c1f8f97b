"""A matcher that was never taught, for what does not depend on how well it matches."""

from __future__ import annotations

import numpy as np
import pytest

from tests.matching.matching_world import RATE_HZ
from timbrespace.matching.network import Network
from timbrespace.matching.storage import Matcher
from timbrespace.matching.style import N_FIGURES


@pytest.fixture(scope="session")
def matcher() -> Matcher:
    torch = pytest.importorskip("torch")
    from timbrespace.matching.learning.network import MatcherNetwork

    torch.manual_seed(0)
    network = MatcherNetwork(np.zeros(N_FIGURES), np.ones(N_FIGURES), 1).eval()
    return Matcher(
        "dull", ("cut", "gain"), ("cut",), RATE_HZ, Network(network.to_arrays()), {"seed": 3}
    )
