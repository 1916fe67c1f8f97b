"""Before the first sound the page has an empty state, not an error."""

from __future__ import annotations

import pandas as pd
import pytest

from timbrespace.app.backend import Backend
from timbrespace.app.empty import EmptyAtlas
from timbrespace.errors import TimbrespaceError

from .toys import IDS


def test_it_answers_what_every_page_asks_first():
    rejects = pd.DataFrame([{"path": "a.txt", "reason": "not audio", "remedy": "-"}])
    backend = Backend(EmptyAtlas("Mapping sounds", rejects))
    about, items = backend.atlas().json, backend.items().json
    assert (about["name"], about["n_items"]) == ("Mapping sounds", 0)
    assert about["spaces"] == about["maps"] == about["labels"] == []
    assert about["rejects"] == rejects.to_dict("records")
    assert about["sounds_found"] is False
    assert items["id"] == []


@pytest.mark.parametrize(
    "call",
    [
        lambda b: b.item(IDS[0]),
        lambda b: b.map("x"),
        lambda b: b.neighbours(IDS[0]),
        lambda b: b.search(b"RIFF"),
        lambda b: b.export([IDS[0]]),
        lambda b: b.picture(IDS[0]),
        lambda b: b.start_job("layout", {"method": "umap"}),
    ],
)
def test_anything_else_says_what_to_do(call):
    with pytest.raises(TimbrespaceError) as refused:
        call(Backend(EmptyAtlas("x")))
    assert refused.value.remedy
