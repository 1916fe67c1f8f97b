"""Twin of ``sonify/notes.py``."""

from __future__ import annotations

import numpy as np

from tests.sonify.world import World
from timbrespace.sonify.coupling import fit_coupling
from timbrespace.sonify.folder import Line
from timbrespace.sonify.notes import doubts_of, notes_of, said_of_order
from timbrespace.sonify.paths import Paths
from timbrespace.sonify.posterior import Posterior

FRAMES = np.random.default_rng(0).normal(size=(300, 3)).astype(np.float32)
HOME = Posterior(FRAMES, "It is at home in 300 frames.")


def line(loudness_lufs, gain_db=0.0):
    return Line("a", "a.wav", "ab", 2.0, loudness_lufs, gain_db)


def walked(points=FRAMES, path="hold", **more):
    n = len(points)
    none, after = np.zeros((n, 0), np.int64), np.append(np.arange(1, n), -1)
    asked = {"runs": (), "rate_hz": None, "frame_rate_hz": 50.0, "seconds": 0.4, **more}
    return Paths(path, points, FRAMES.mean(axis=0), after, none, **asked)


def said(lines, how="random", points=FRAMES, wanted=-23.0, paths=None):
    data = np.random.default_rng(1).normal(size=(60, 5))
    coupling = fit_coupling(data, FRAMES, how)
    return notes_of(lines, coupling, HOME, paths or walked(points), wanted)


def test_a_sonification_in_which_nothing_is_amiss_says_two_things():
    notes = said([line(-30.0, 7.0), line(-20.0, -3.0)])
    assert notes[0] == "300 items, 4 s of sound. It is at home in 300 frames."
    assert len(notes) == 2 and notes[1].startswith("100 % of the items lie")


def test_what_lies_far_from_home_is_counted():
    points = np.concatenate([FRAMES[:30], FRAMES[:90] + 50])
    assert said([line(-23.0)], points=points)[1].startswith("25 % of the items")


def test_frames_on_the_way_are_counted_and_not_only_where_items_lie():
    """Each run begins and ends far off, and is at home only in its mean."""
    ends = np.stack([FRAMES - 40, FRAMES, FRAMES + 40], axis=1)
    moving = walked(path="motion", runs=tuple(ends), rate_hz=7.5, seconds=None)
    at_home, sent = said([line(-23.0)], paths=moving)[1:3]
    assert at_home.startswith("100 % of the items (their means) lie")
    assert sent == "Of the frames that the voice is sent on its way (--path), 3 % do."


def test_a_glide_between_two_clumps_leaves_them():
    clumps = np.concatenate([FRAMES * 0.1, FRAMES * 0.1 + 20]).astype(np.float32)
    home = Posterior(clumps, "In two clumps.")
    coupling = fit_coupling(np.random.default_rng(1).normal(size=(60, 5)), clumps, "random")
    over = walked(clumps[[0, 400, 1, 401]], "slerp")
    lies, sent = notes_of([line(-23.0)], coupling, home, over, None)[1:3]
    share = int(sent.split(", ")[1].split(" %")[0])
    assert lies.startswith("100 %") and 30 < share < 80


def test_courses_are_counted_as_such():
    """Ten silent ones of five items each."""
    stops = tuple(np.arange(50).reshape(10, 5))
    notes = said([line(None)] * 10, paths=walked(FRAMES[:50], "course", courses=stops))
    assert notes[0].startswith("50 items in 10 courses, 20 s")
    assert notes[-1] == "Silent in this voice: 10 of the courses."


def test_a_space_that_tells_nothing_is_doubted_first():
    rows = np.random.default_rng(2).normal(size=(40, 4))
    sure, faint = World(None), World(None)
    faint.facts = lambda: {"doubts": ["It learned nothing."]}
    assert doubts_of(sure, rows) == []
    own, spread = doubts_of(faint, rows / 100)
    assert own == "Doubtful: It learned nothing."
    assert "hardly differ (deviation 0.01" in spread
    coupling = fit_coupling(rows, FRAMES, "random")
    notes = notes_of([line(-23.0)], coupling, HOME, walked(), None, [own, spread])
    assert notes[:2] == [own, spread]


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
