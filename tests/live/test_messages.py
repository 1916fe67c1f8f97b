"""Messages: what is understood, and what is refused in words."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timbrespace.errors import TimbrespaceError
from timbrespace.live.messages import MESSAGES, checked

GOOD = [
    {"do": "play"},
    {"do": "latent", "dim": "z3", "value": 1},
    {"do": "latent", "dim": 3, "value": -1.5, "id": 7, "at_s": 0.5},
    {"do": "latents", "values": [0, 1.0]},
    {"do": "word", "name": "brightness", "value": 60},
    {"do": "words", "values": {"brightness": 60, "depth": 20.5}},
    {"do": "record", "on": True},
    {"do": "replay", "name": "take"},
    {"do": "replay", "name": "take", "by": "words"},
    {"do": "heard", "buffered": 512, "underruns": 0},
]
BAD = [
    None, [], "play", {}, {"do": "explode"}, {"do": []}, {"do": "gain"}, {"do": "gain", "db": "6"},
    {"do": "gain", "db": True}, {"do": "gain", "db": math.nan}, {"do": "gain", "db": 40},
    {"do": "latent", "dim": 1.5, "value": 0}, {"do": "latent", "dim": True, "value": 0},
    {"do": "latent", "dim": 0, "value": math.inf}, {"do": "latents", "values": "12"},
    {"do": "latents", "values": [1, None]}, {"do": "word", "name": "", "value": 1},
    {"do": "word", "name": "x" * 1_000, "value": 1}, {"do": "words", "values": {}},
    {"do": "words", "values": {"a": "b"}}, {"do": "record", "on": 1}, {"do": "play", "loud": 1},
    {"do": "replay", "name": "a", "by": "magic"}, {"do": "smooth", "ms": -1},
    {"do": "play", "at_s": -1},
]  # fmt: skip


@pytest.mark.parametrize("message", GOOD, ids=str)
def test_what_makes_sense_is_kept(message):
    assert checked(message) == message
    assert checked(checked(message)) == message


@pytest.mark.parametrize("message", BAD, ids=lambda m: str(m)[:40])
def test_nonsense_is_refused_with_a_remedy(message):
    with pytest.raises(TimbrespaceError) as error:
        checked(message)
    assert error.value.remedy and len(str(error.value)) < 600


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@given(
    do=st.sampled_from(sorted(MESSAGES)),
    fields=st.dictionaries(
        st.sampled_from(["name", "value", "values", "dim", "db", "ms", "slot", "on", "id", "by"]),
        _anything,
    ),
)
def test_whatever_comes_is_understood_or_refused(do, fields):
    try:
        made = checked({"do": do, **fields})
    except TimbrespaceError:
        return
    assert made["do"] == do
    assert set(made) <= {"do", *fields}


def test_a_voice_may_have_a_long_name():
    name = "nn:" + "bell" * 60
    assert checked({"do": "voice", "id": name}) == {"do": "voice", "id": name}
