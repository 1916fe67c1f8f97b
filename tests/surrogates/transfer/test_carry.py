"""Words stay where they are on the next voice, as far as it goes."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from tests.surrogates.analysis_world import ToySurrogate
from timbrespace.surrogates.transfer.carry import carry


@given(st.dictionaries(st.sampled_from(ToySurrogate().names), st.floats(-1e4, 1e4)))
def test_what_is_within_reach_stays_and_the_rest_goes_to_the_end(wanted):
    surrogate = ToySurrogate()
    found = carry(wanted, surrogate)
    assert set(found.wanted) == set(wanted) and not found.missing
    for word in surrogate.words:
        if word.name not in wanted:
            continue
        value = wanted[word.name]
        assert word.low <= found.wanted[word.name] <= word.high
        if word.low <= value <= word.high:
            assert found.wanted[word.name] == value and word.name not in found.beyond
        else:
            assert found.beyond[word.name] == (value, found.wanted[word.name])


def test_what_the_next_voice_has_not_is_said_with_the_reason():
    surrogate = ToySurrogate()
    surrogate.words = (replace(surrogate.words[0], problem="It is silent."), *surrogate.words[1:])
    found = carry({"loudness_lufs": -20.0, "wobbly": 1.0, "roughness": 1e9}, surrogate)
    assert set(found.wanted) == {"roughness"}
    assert found.missing["loudness_lufs"] == "It is silent."
    assert len(found.sentences()) == 3
