from __future__ import annotations

import pytest

from timbrespace.effects.plugins import is_plugin, open_plugin
from timbrespace.errors import TimbrespaceError


def test_a_place_says_by_its_beginning_whether_it_is_a_plugin(zoo):
    assert is_plugin("lv2:urn:x") and is_plugin("vst3:/x") and is_plugin("au:/x")
    assert not is_plugin("dasp:eq") and not is_plugin("chain.toml")
    assert open_plugin(f"lv2:{zoo}late").title == "Late"


def test_what_is_none_is_named():
    with pytest.raises(TimbrespaceError, match="lv2:URI"):
        open_plugin("overdrive")
