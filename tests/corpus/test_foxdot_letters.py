"""Letters and classes."""

from __future__ import annotations

from timbrespace.corpus.foxdot_letters import _CHARACTERS, _LETTERS, FAMILIES, class_of, letter_of


def test_every_class_has_a_family():
    assert {kind for _, kind in _LETTERS.values()} <= set(FAMILIES)


def test_names_differ_in_more_than_case_and_are_safe_on_any_disk():
    places = [
        f"{c.lower()}/{'upper' if c.isupper() else 'lower'}" for c in _LETTERS if c.isalpha()
    ]
    places += [f"_/{word}" for word in [*_CHARACTERS, "1", "2", "3", "4"]]
    words = [letter_of(place).word for place in places]
    assert len({word.lower() for word in words}) == len(places)
    assert all(word.replace(" ", "").isalnum() and word.isascii() for word in words)


def test_a_file_s_own_name_is_more_exact_than_its_letter():
    assert class_of(letter_of("n/lower"), "Closedhat02.wav") == ("hat closed", "cymbal")
    assert class_of(letter_of("_/dollar"), "7_bb_openhihat.wav") == ("hat open", "voice")
    assert class_of(letter_of("_/semicolon"), "ikea_1.wav") == ("other", "other")
    assert class_of(letter_of("v/lower"), "0_low_bass.wav") == ("kick", "drum")
