"""File-name patterns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.corpus.pattern import Pattern
from timbrespace.errors import TimbrespaceError

words = st.text(st.characters(categories=["Ll", "Lu"]), min_size=1, max_size=8)
takes = st.from_regex(r"([_\- .]?\d{1,4})?", fullmatch=True)
suffixes = st.sampled_from([".wav", ".WAV", ".flac", ""])


@given(material=words, action=words, take=takes, folder=st.sampled_from(["", "a/", "a_b/c/"]),
       suffix=suffixes)  # fmt: skip
def test_fields_come_back_as_they_went_in(material, action, take, folder, suffix):
    import unicodedata

    found = Pattern("{material}_{action}*").match(f"{folder}{material}_{action}{take}{suffix}")
    wanted = {"material": material, "action": action}
    assert found == {k: unicodedata.normalize("NFC", v) for k, v in wanted.items()}


@pytest.mark.parametrize(
    ("pattern", "path", "wanted"),
    [
        ("{material}_{action}*", "wood_hit_03.wav", {"material": "wood", "action": "hit"}),
        ("{material}_{action}*", "Wood_hit03.wav", {"material": "Wood", "action": "hit"}),
        ("{material}_{action}*", "wood.wav", None),
        ("{genre}/*", "set/blues/one two.ogg", {"genre": "blues"}),
        ("{genre}/*", "one.ogg", None),
        ("{genre}.*", "blues.00012.wav", {"genre": "blues"}),
        ("*-{target}", "1-100032-A-0.wav", {"target": "0"}),
        ("*_{take}", "a_b_c_7.wav", {"take": "7"}),
        ("{name}", "glass jar.wav", {"name": "glass jar"}),
        ("{a} ({b})", "beep (3).wav", {"a": "beep", "b": "3"}),
        ("{kind}_*.wav", "kick_1.wav", {"kind": "kick"}),
        ("{style}/{kind}_*", "x/Rock/kick_1.wav", {"style": "Rock", "kind": "kick"}),
        ("{n}*", "007.wav", {"n": "007"}),
        ("{a}+[{b}", "x+[y.wav", {"a": "x", "b": "y"}),
        ("{caf\u00e9_}*".replace("\u00e9", "e"), "x.wav", {"cafe_": "x"}),
        ("e\u0301_{a}", "\u00e9_x.wav", {"a": "x"}),
    ],
)
def test_examples(pattern, path, wanted):
    assert Pattern(pattern).match(path) == wanted


@pytest.mark.parametrize(
    "wrong", ["*", "wood", "{a}{b}", "{a}_{a}", "{}", "{a", "a}", "{1a}", "{a b}", "{a}_{", ""]
)
def test_patterns_that_make_no_sense_are_refused(wrong):
    with pytest.raises(TimbrespaceError) as caught:
        Pattern(wrong)
    assert caught.value.remedy


@given(st.text(max_size=20), st.text(max_size=20))
def test_nothing_else_is_raised(text, path):
    try:
        Pattern(text).match(path)
    except TimbrespaceError:
        pass
