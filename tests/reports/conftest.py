"""One small probing that the tests of its reports share."""

from __future__ import annotations

import pytest

from timbrespace.factors.probing import baselines
from timbrespace.factors.probing.run import run

from ..probing_world import layers, log_mel, question, table


@pytest.fixture(scope="session")
def probed():
    learned = layers()
    beside = baselines.log_mel("toy:logmel", log_mel().vectors, learned)
    return run(question(), learned, beside, others=table()[1], n_permutations=5, n_bootstraps=100)
