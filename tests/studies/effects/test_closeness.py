"""Ours beside the real ones: what is the same is near, what is not is farther."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from tests.matching.matching_world import hiss
from timbrespace.effects.base import Parameter
from timbrespace.effects.catalogue import own
from timbrespace.effects.drawing import draw_settings
from timbrespace.errors import Cancelled, TimbrespaceError
from timbrespace.jobs import Job
from timbrespace.reports.html import Report
from timbrespace.studies.effects import closeness, page
from timbrespace.studies.records import Records, number

OURS = own("overdrive")


@dataclass(frozen=True)
class Real:
    """The overdrive as a plug-in would have it: knobs from 0 to 1, and one that ours lacks."""

    title: str = "Real"
    parameters: tuple = (
        Parameter("extra", "Extra", "", 0.0, 1.0, default=0.25),
        *(Parameter(each.name, each.title, "", 0.0, 1.0) for each in OURS.parameters),
    )

    def apply(self, x, theta, sample_rate):
        assert np.all(theta[:, 0] == 0.25)
        return OURS.apply(x, theta[:, 1:], sample_rate)


@pytest.fixture(scope="module")
def sounds():
    return np.stack([hiss(i, 0.5) for i in range(3)])


@pytest.fixture(scope="module")
def found(sounds):
    return closeness.compared(OURS, Real(), sounds, 4)[1]


def test_the_same_effect_is_at_no_distance_and_all_else_is(found):
    assert found.shape == (4, 3, 7)
    medians = np.median(found, axis=(0, 1))
    assert medians[[0, 3]] == pytest.approx(0, abs=1e-4) and medians[6] < -100
    assert (medians[[1, 2, 4, 5]] > 0.1).all()


def test_wrong_settings_are_those_of_the_next_draw(found, sounds):
    theta = draw_settings(OURS, 4, 0)
    last, first = (
        OURS.apply(sounds[:1, None], theta[[i]], closeness.RATE_HZ)[0, 0] for i in (3, 0)
    )
    expected = closeness._distances(last, last, sounds[0], first)
    assert found[3, 0] == pytest.approx(np.array(expected), abs=1e-3)


def test_medians_are_told_and_shown(found):
    results = closeness.records("overdrive", found, ["a", "a", "b"], "again")
    of = Records(results)
    assert {r.name for r in results} == {"closeness"} and len(results) == 7
    wrong = of.one(row="wrong", metric="mel")
    assert wrong.value == pytest.approx(np.median(found[:, :, 5]))
    assert (wrong.unit, wrong.n_items, wrong.n_groups, wrong.command) == ("dB", 12, 2, "again")
    made = Report("title")
    page._closeness(made, of)
    text = made.page()
    assert "beside the real ones" in text and all(number(r.value) in text for r in results)


def test_without_any_there_is_no_heading():
    made = Report("title")
    page._closeness(made, Records([]))
    assert "real ones" not in made.page()


@pytest.mark.parametrize("name", closeness.SUITE)
def test_every_effect_of_the_suite_has_settings_for_the_ports_of_a_real_one(name):
    ours = own(name)

    class Nothing:
        title, parameters = "Nothing", ()

    with pytest.raises(TimbrespaceError, match="mda-lv2"):
        closeness.on_ports(ours, Nothing(), draw_settings(ours, 1, 0)[0])


def test_it_can_be_stopped(sounds):
    job = Job("closeness")
    job.cancel()
    with pytest.raises(Cancelled):
        closeness.compared(OURS, Real(), sounds, 2, job=job)
