"""The state is plain data, and says what the docs say."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.live.rack.world import Amplifier, rendered
from timbrespace.live.rack.rack import Rack
from timbrespace.live.rack.state import kind_of, parameter_facts

DOCS = Path(__file__).parents[3] / "docs" / "server.md"


def test_it_is_plain_and_as_the_docs_have_it():
    with Rack(lambda place: Amplifier(), inline=True) as rack:
        empty = rack.snapshot()
        rack.apply({"do": "effect", "id": "amplifier"})
        rendered(rack, 512)
        state = rack.snapshot()
    assert set(state) == set(empty)
    json.dumps(state, allow_nan=False)
    docs = DOCS.read_text().partition("### What plays")[2].partition("## Sounds")[0]
    text = docs.partition("`state`: `{")[2]
    for name in state:
        assert re.search(rf"\b{name}\b", text), name


def test_parameters_are_told_whole():
    facts = parameter_facts(Amplifier().parameters[0])
    assert set(facts) == {
        "name", "title", "unit", "low", "high", "scale", "default", "identifiable", "why_not",
        "changes_only", "choices",
    }  # fmt: skip


def test_kinds_come_of_ids():
    kinds = [kind_of(i) for i in ("overdrive", "dasp:eq", "lv2:urn:x", "vst3:/a/b", "chain:warm")]
    assert kinds == ["own", "dasp", "lv2", "vst3", "chain"]
