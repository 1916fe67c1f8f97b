"""Twin of ``sonify/notes.py``."""

from __future__ import annotations

import numpy as np

from timbrespace.sonify.coupling import fit_coupling
from timbrespace.sonify.folder import Line
from timbrespace.sonify.notes import notes_of, said_of_order
from timbrespace.sonify.posterior import Posterior

FRAMES = np.random.default_rng(0).normal(size=(300, 3)).astype(np.float32)
HOME = Posterior(FRAMES, "It is at home in 300 frames.")


def line(loudness_lufs, gain_db=0.0):
    return Line("a", "a.wav", "ab", 2.0, loudness_lufs, gain_db)


def said(lines, how="random", points=FRAMES, wanted=-23.0):
    data = np.random.default_rng(1).normal(size=(60, 5))
    return notes_of(lines, fit_coupling(data, FRAMES, how), HOME, points, wanted)


def test_a_sonification_in_which_nothing_is_amiss_says_two_things():
    notes = said([line(-30.0, 7.0), line(-20.0, -3.0)])
    assert notes[0] == "2 items, 4 s of sound. It is at home in 300 frames."
    assert len(notes) == 2 and notes[1].startswith("100% of the items")


def test_what_lies_far_from_home_is_counted():
    points = np.concatenate([FRAMES[:30], FRAMES[:90] + 50])
    assert said([line(-23.0)], points=points)[1].startswith("25% of the items")


def test_what_is_silent_or_too_soft_is_counted():
    lines = [line(None), line(None), line(-60.0, 20.0), line(-23.4), line(-23.0)]
    assert said(lines)[2:] == [
        "Silent in this voice: 2 of the items.",
        "Softer than -23 LUFS, for their peaks: 1.",
    ]
    assert said(lines, wanted=None)[2:] == ["Silent in this voice: 2 of the items."]


def test_how_much_of_the_data_is_kept_is_said_where_it_is_known():
    assert any("3 axes hold" in note for note in said([line(-23.0)], "gaussian"))
    assert not any("axes hold" in note for note in said([line(-23.0)], "random"))


def test_the_order_that_was_chosen_is_said():
    assert "'time'" in said_of_order("time") and "--order near" in said_of_order("near")
