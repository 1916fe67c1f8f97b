"""Which notes the voice learns from, and which it never hears."""

from __future__ import annotations

from collections import Counter

import pytest

from timbrespace.errors import TimbrespaceError
from timbrespace.studies.bells.notes import INSTRUMENTS, VELOCITIES, _plans, render_notes, split_of


def test_every_note_has_its_takes_in_one_part_of_the_split():
    notes = [note for note, _ in _plans(seed=0)]
    assert len(notes) == len({note.file for note in notes})
    parts = {}
    for note in notes:
        parts.setdefault(note.group, set()).add(note.split)
        assert note.split == split_of(note.midi)
    assert all(len(part) == 1 for part in parts.values())
    assert set(Counter(note.group for note in notes).values()) == {len(VELOCITIES)}
    assert {note.instrument for note in notes} == set(INSTRUMENTS)


def test_a_fifth_is_for_testing_in_every_instrument():
    for low, high in (each[1:] for each in INSTRUMENTS.values()):
        parts = Counter(split_of(midi) for midi in range(low, high + 1))
        assert parts["test"] >= (high - low) // 5
        assert parts["train"] > 2 * parts["test"]


def test_the_same_seed_plans_the_same_notes():
    assert list(_plans(seed=1)) == list(_plans(seed=1)) != list(_plans(seed=2))


def test_a_missing_sound_font_says_where_one_is(tmp_path):
    with pytest.raises(TimbrespaceError, match="tinysoundfont|sound font"):
        render_notes(tmp_path / "none.sf2", tmp_path / "out")
