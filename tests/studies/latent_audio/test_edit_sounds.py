"""Which edits are made to sound: the first, and none that takes too long."""

from __future__ import annotations

import pandas as pd

from timbrespace.studies.latent_audio.edit_sounds import MOST_S, first_pairs

ITEMS = pd.DataFrame({"id": list("abcd"), "duration_s": [0.5, 1.0, MOST_S + 1, 2.0]})
PAIRS = pd.DataFrame(
    [(factor, receptor, donor, method)
     for factor, receptor, donor in (("material", "a", "c"), ("material", "a", "b"),
                                     ("material", "b", "d"), ("action", "d", "a"))
     for method in ("flow", "nothing")],
    columns=["factor", "receptor", "donor", "method"],
)  # fmt: skip


def test_the_first_of_each_factor_come_once_and_in_order():
    assert first_pairs(PAIRS, ITEMS, 5) == [
        {"factor": "material", "receptor": "a", "donor": "b"},
        {"factor": "material", "receptor": "b", "donor": "d"},
        {"factor": "action", "receptor": "d", "donor": "a"},
    ]
    assert [pair["factor"] for pair in first_pairs(PAIRS, ITEMS, 1)] == ["material", "action"]
    assert first_pairs(PAIRS, ITEMS, 0) == []
