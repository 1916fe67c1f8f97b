from __future__ import annotations

from timbrespace.effects.plugins.lv2.words import FEATURES, last_word


def test_what_the_issue_promises_is_offered():
    names = {last_word(each) for each in FEATURES}
    assert {"urid:map", "urid:unmap", "options:options", "buf-size:boundedBlockLength"} <= names
    assert "worker:schedule" not in names
